/// Scanners, lines and hubs.
extension ScenarioFeature {
    // MARK: Acquisition

    static func addUplinks(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        for site in draft.sites.indices where dice.comes(0.8) {
            draft.sites[site].keys["uplink"] =
                "{ bandwidth: \(dice.pick(["5 Mbit/s", "50 Mbit/s", "1 Gbit/s"])), round_trip: { cloud: 30 ms, on-premise: 8 ms }, loss: \(dice.pick(["0 %", "0.01 %"])) }"
        }
    }

    static func addScanners(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        for (site, modality) in [(0, "ct"), (0, "xray"), (1, "mr")] where dice.comes(0.6) {
            let exam = dice.pick(["4 min", "{ lognormal: { mean: 9 min, sd: 5 min } }"])
            draft.sites[site].scanners[modality] = "{ count: \(dice.pick([1, 2, 3])), exam: \(exam) }"
        }
    }

    /// Adds a key to the scanners of a site.
    private static func extendScanners(_ draft: inout ScenarioDraft, _ key: String) {
        for site in draft.sites.indices {
            for (modality, scanners) in draft.sites[site].scanners.entries {
                draft.sites[site].scanners[modality] = scanners.dropLast(2) + ", \(key) }"
            }
        }
    }

    static func addScannerHours(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        extendScanners(&draft, "hours: \(dice.pick(["06:00-22:00", "{ days: daily, hours: 22:00-09:00 }"]))")
    }

    static func addBreakdowns(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        extendScanners(&draft, "breakdowns: { mtbf: \(dice.pick(["1 h", "9 h"])), mttr: 20 min }")
    }

    /// Rooms with their nurses for a technique without scanners of its own.
    static func addProcedures(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        let stream = draft.sites[0].streams[1]
        guard draft.sites[0].scanners["xray"] == nil, stream["modality"] == "xray" else { return }
        let nurses = dice.pick(["3", "{ count: 2, hours: { hours: 07:00-19:00, count: 5 } }"])
        draft.sites[0].keys["pools"] = "{ Room: \(dice.pick([1, 2])), Nurses: \(nurses) }"
        draft.sites[0].keys["procedures"] =
            "{ films: [ { take: [ Room, { Nurses: 2 } ], time: { exponential: { mean: 4 min } } } ] }"
        draft.sites[0].streams[1]["procedure"] = "films"
    }

    /// What sends studies on needs a line to send them on.
    private static func linked(_ draft: ScenarioDraft) -> [Int] {
        draft.sites.indices.filter { draft.sites[$0].keys["uplink"] != nil }
    }

    static func addForwarding(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        for site in linked(draft) where dice.comes(0.7) {
            draft.sites[site].keys["forwarding"] = dice.pick([
                "study", "series", "instance", "{ level: study, silence: 20 s, force: 3 min }",
            ])
        }
    }

    static func addGateways(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        for site in linked(draft) where dice.comes(0.7) {
            draft.sites[site].keys["gateway"] = dice.pick([
                "{ concurrency: 1, capacity: 3 }", "{ concurrency: 3, order: fifo }",
                "{ concurrency: 2, windows: { routine: 20:00-14:00 } }",
                "{ concurrency: 2, shaping: { hours: 08:00-18:00, limit: 4 Mbit/s } }",
            ])
        }
    }

    // MARK: Delivery

    static func addBackground(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        for site in linked(draft) {
            guard let uplink = draft.sites[site].keys["uplink"] else { continue }
            let traffic = dice.pick(["40 %", "{ share: 20 %, profile: outpatient }"])
            draft.sites[site].keys["uplink"] = uplink.dropLast(2) + ", background: \(traffic) }"
        }
        if draft.onPremise["line"] == nil {
            draft.onPremise["line"] = "{ bandwidth: 100 Mbit/s, background: 10 % }"
        }
    }

    private static func outages(_ draft: ScenarioDraft, _ dice: inout Dice) -> String {
        dice.pick([
            "{ mtbf: \(dice.pick(["1 h", "9 h"])), mttr: \(dice.pick(["30 s", "15 min"])) }",
            "{ at: \(draft.top["start"] ?? ""), for: 3 h }", "{ weekly: daily 04:00-04:40 }",
        ])
    }

    static func addOutages(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        for site in linked(draft) where dice.comes(0.5) {
            guard let uplink = draft.sites[site].keys["uplink"] else { continue }
            draft.sites[site].keys["uplink"] = uplink.dropLast(2) + ", outages: \(outages(draft, &dice)) }"
        }
        if dice.comes(0.5) { draft.cloud["outages"] = outages(draft, &dice) }
        if dice.comes(0.5) { draft.onPremise["maintenance"] = "[ { weekly: daily 02:00-02:30 } ]" }
        if dice.comes(0.5) {
            draft.cloud["ingest"] =
                "{ workers: { min: 1, max: 4 }, scale_up: 40 s, per_study: 2 s, per_instance: 9 ms, outages: \(outages(draft, &dice)) }"
        }
        if dice.comes(0.5) { draft.cloud["retry"] = "{ first: 10 s, factor: 3, most: 10 min, jitter: 20 % }" }
    }

    static func addProtocols(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        draft.cloud["protocol"] = dice.pick([
            "{ stow: { bucket: 4 MB, parallel: 2 } }",
            "{ stow: { instances_per_request: 5, connections: per-request } }",
            "{ c_store: { associations: 3 } }",
        ])
        draft.onPremise["protocol"] = "{ c_store: { associations: 1, asynchronous: 4 } }"
        if dice.comes(0.5) {
            draft.onPremise["line"] = "{ bandwidth: \(dice.pick(["20 Mbit/s", "500 Mbit/s"])) }"
        }
        if dice.comes(0.5) { draft.hybrid["copy"] = "{ round_trip: 14 ms, limit: 8 Mbit/s }" }
        if dice.comes(0.5) { draft.hybrid["cache"] = "{ retention: 20 min }" }
    }

    static func addCompression(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        draft.cloud["compression"] = "{ ratio: { ct: 4, mr: 2.5 }, codec: 200 MB/s }"
        draft.onPremise["vpn"] = "{ overhead: 5 %, delay: 2 ms }"
    }

    static func addDownlinks(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        draft.readers[0]["downlink"] =
            "{ bandwidth: \(dice.pick(["20 Mbit/s", "200 Mbit/s"])), round_trip: { cloud: 25 ms, on-premise: 12 ms } }"
    }

    static func addRetrieval(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        let retrieval = dice.pick(["download", "streaming", "prefetch", "{ prefetch: 3 }"])
        draft.cloud["retrieval"] = retrieval
        draft.onPremise["retrieval"] = retrieval
    }

    static func addPrices(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        draft.cloud["price"] =
            "{ egress: 0.09 USD/GB, storage: 0.023 USD/GB/month, retention: 1 y, worker: 0.20 USD/h }"
        draft.onPremise["cost"] = "{ capital: 250000 EUR, depreciation: 5 y, staff: 60000 EUR/y }"
        draft.readers[0]["cost"] = "{ per_hour: 180 EUR, per_read: { ct: 5 EUR } }"
    }
}
