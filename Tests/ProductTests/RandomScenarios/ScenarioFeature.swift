/// One thing that a scenario may have, as what it does to a draft; new ones are a function and a line in the list.
struct ScenarioFeature: Sendable {
    /// What a failure names.
    let name: String
    /// How often it comes.
    let probability: Double
    /// Adds it; leaves the draft as it is where a scenario may not have it, and says why.
    let add: @Sendable (inout ScenarioDraft, inout Dice) -> Void

    init(
        _ name: String, _ probability: Double,
        _ add: @escaping @Sendable (inout ScenarioDraft, inout Dice) -> Void
    ) {
        self.name = name
        self.probability = probability
        self.add = add
    }

    /// In the order in which they are added: those that refuse others come behind them.
    static let all = [
        // Demand
        Self("profiles", 0.5, addProfiles), Self("renewal arrivals", 0.3, addRenewal),
        Self("appointments", 0.25, addAppointments), Self("a trace", 0.15, addTrace),
        Self("surges", 0.3, addSurges), Self("growth", 0.2, addGrowth),
        Self("attributes", 0.5, addAttributes),
        Self("priors", 0.3, addPriors), Self("volumes and closures", 0.25, addVolumes),
        // Acquisition
        Self("uplinks", 0.75, addUplinks), Self("scanners", 0.4, addScanners),
        Self("scanners' hours", 0.3, addScannerHours), Self("breakdowns", 0.3, addBreakdowns),
        Self("procedures", 0.3, addProcedures),
        Self("forwarding", 0.3, addForwarding), Self("gateways", 0.3, addGateways),
        // Delivery
        Self("lines in use", 0.3, addBackground), Self("outages", 0.3, addOutages),
        Self("protocols", 0.5, addProtocols), Self("compression", 0.2, addCompression),
        Self("downlinks", 0.6, addDownlinks), Self("retrieval", 0.6, addRetrieval),
        Self("prices", 0.2, addPrices),
        // Readers
        Self("shifts", 0.5, addShifts), Self("a night team elsewhere", 0.4, addNightTeam),
        Self("specialists", 0.4, addSpecialists), Self("breaks", 0.4, addBreaks),
        Self("rotas", 0.3, addRotas),
        Self("dates of shifts", 0.2, addShiftDates), Self("speeds", 0.3, addSpeeds),
        Self("fatigue", 0.3, addFatigue), Self("licences", 0.4, addLicences),
        Self("staff changes", 0.25, addStaffChanges), Self("providers", 0.25, addProviders),
        // Worklist
        Self("orders", 0.7, addOrder), Self("the longest wait", 0.3, addLongestWait),
        Self("triage", 0.3, addTriage), Self("pre-emption", 0.3, addPreemption),
        Self("calls", 0.3, addCalls), Self("readers on call", 0.3, addOnCall),
        Self("assignment", 0.2, addAssignment),
        Self("spill-over", 0.25, addSpillOver), Self("reports", 0.25, addReports),
    ]
}

extension ScenarioDraft {
    /// A scenario with all features that its dice give it, and the names of these.
    static func random(_ dice: inout Dice) -> (draft: ScenarioDraft, features: [String]) {
        var draft = plain(&dice)
        var features: [String] = []
        var text = draft.text
        for feature in ScenarioFeature.all where dice.comes(feature.probability) {
            feature.add(&draft, &dice)
            let next = draft.text
            if next != text { features.append(feature.name) }
            text = next
        }
        return (draft, features)
    }

    /// Two sites with Poisson arrivals, whose studies are there at once, and a team that is always there.
    private static func plain(_ dice: inout Dice) -> ScenarioDraft {
        func stream(_ modality: String, _ dice: inout Dice) -> Keys {
            [
                "name": modality, "modality": modality,
                "arrivals": "{ per_day: \(dice.pick([40, 90, 200])) }",
                "size":
                    "{ instances: { uniform: { low: 1, high: 60 } }, bytes: { lognormal: { median: 30 MB, sigma: 1 } }, series: 3 }",
                "reading": "{ lognormal: { median: \(dice.pick([4, 9, 15])) min, sigma: 0.6 } }",
                "priority": "{ stat: 15 %, urgent: 25 %, routine: 60 % }",
            ]
        }
        let ingest = "{ workers: 2, per_study: 1 s, per_instance: 3 ms }"
        return ScenarioDraft(
            top: [
                "title": "Random",
                // Among them the nights in which clocks change in Berlin and New York, and the turn of a year.
                "start": dice.pick([
                    "2026-03-02T00:00", "2026-03-28T12:00", "2026-10-24T20:00", "2026-03-07T18:00",
                    "2026-12-31T16:00",
                ]),
                "time_zone": dice.pick(["Europe/Berlin", "UTC", "America/New_York", "Asia/Kolkata"]),
                "length": dice.pick(["9 h", "1 d", "1 d", "36 h"]),
                "warm_up": dice.pick(["0 s", "2 h"]), "ending": dice.pick(["stop", "finish"]),
                "seed": "\(dice.pick(Array(1...1_000_000)))",
                "priorities":
                    "[ { name: stat, target: 30 min }, { name: urgent, target: 2 h }, { name: routine\(dice.pick([", target: 24 h", ""])) } ]",
                "delivery": dice.pick(["cloud", "on-premise", "hybrid"]),
            ],
            sites: [
                Site(
                    keys: [
                        "name": "Anna", "kind": "hospital", "country": "DE", "time_zone": "Europe/Berlin",
                    ],
                    streams: [stream("ct", &dice), stream("xray", &dice)]),
                Site(
                    keys: [
                        "name": "Albany", "kind": "imaging-centre", "country": "US", "region": "US-NY",
                        "time_zone": "America/New_York",
                    ], streams: [stream("mr", &dice)]),
            ],
            cloud: ["protocol": "{ stow: { instances_per_request: 20 } }", "ingest": ingest],
            onPremise: ["protocol": "{ c_store: { associations: 2 } }", "ingest": ingest],
            hybrid: ["cache": "{ retention: 30 d }", "copy": "{ round_trip: 20 ms }"],
            readers: [
                ["group": "Team", "count": "\(dice.pick([2, 4, 7]))", "travel": "30 min", "country": "DE"]
            ])
    }
}
