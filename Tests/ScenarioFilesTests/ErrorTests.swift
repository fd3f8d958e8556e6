import ScenarioFiles
import Testing

/// One mistake in the sample: what is replaced by what (with `«` before the place), and the message.
struct Mistake: CustomTestStringConvertible, Sendable {
    let old: String
    let new: String
    let message: String

    init(_ old: String, _ new: String, _ message: String) {
        self.old = old
        self.new = new
        self.message = message
    }

    var testDescription: String { "\(old) → \(new)" }
}

@Suite("Errors say where, what, and what was meant")
struct ErrorTests {
    @Test("an error is shown like a compiler's: place, message, line, caret")
    func form() throws {
        let text = try SampleScenario.text(replacing: "length: 28 d", with: "length: 28 dy")
        let error = try #require(SampleScenario.errors(in: text).first)
        #expect(
            error.description == """
                night.yaml:4:9: error: length: unknown unit 'dy' in '28 dy'; did you mean 'd'? Expected a duration such as '15 min'
                    length: 28 dy
                            ^
                """)
    }

    @Test("each mistake is found at its place, alone", arguments: mistakes)
    func mistake(_ mistake: Mistake) throws {
        let marked = try MarkedText(SampleScenario.text(replacing: mistake.old, with: mistake.new))
        let heads = SampleScenario.errors(in: marked.text).map(\.head)
        #expect(heads == ["night.yaml:\(marked.line):\(marked.column): error: \(mistake.message)"])
    }

    @Test("all errors of a file are reported at once, in its order")
    func allAtOnce() throws {
        let text = SampleScenario.text
            .replacing("length: 28 d", with: "length: 28")
            .replacing("profile: emergency", with: "profile: emergncy")
            .replacing("count: 4", with: "count: none")
            .replacing("delivery: cloud\n", with: "delivery: clod\n")
        let errors = SampleScenario.errors(in: text)
        #expect(errors.map(\.place.line) == [4, 18, 25, 36])
    }

    @Test("a setting's error names the setting instead of a line")
    func settingPlace() throws {
        let file = try SampleScenario.file().setting(["readers.Night team.count=many"])
        let error = #expect(throws: ScenarioError.self) { try file.scenario() }
        #expect(
            error?.diagnostics.map(\.description) == [
                "--set readers.Night team.count=many: error: readers.Night team.count: 'many' is not "
                    + "a number of readers (0 to 100000)"
            ])
    }

    @Test("a variant's error stands at the line of the variant")
    func variantPlace() throws {
        let text = try SampleScenario.text(
            replacing: "{ readers.Night team.count: 5 }", with: "{ readers.Night team.count: x }")
        let error = #expect(throws: ScenarioError.self) {
            try SampleScenario.file(text).variant("five readers").scenario()
        }
        #expect(error?.diagnostics.map(\.place) == [ScenarioPlace(file: "night.yaml", line: 46, column: 45)])
    }

    @Test("escape sequences in a file never reach the terminal")
    func escapes() throws {
        let text = try SampleScenario.text(replacing: "kind: hospital", with: "kind: \"\\e[31mred\"")
        let error = try #require(SampleScenario.errors(in: text).first)
        #expect(!error.description.unicodeScalars.contains("\u{1B}"))
    }

    @Test(
        "a misspelt key of any section is answered with the right one",
        arguments: [
            ("titel", "title", "title: Night"), ("time_zon", "time_zone", "time_zone: Europe/Berlin\nlength"),
            ("unlink", "uplink", "uplink: {"), ("bandwith", "bandwidth", "bandwidth: 100"),
            ("scaners", "scanners", "scanners:"), ("modalty", "modality", "modality: ct"),
            ("perday", "per_day", "per_day: 64"), ("aplication", "application", "application: {"),
            ("lognorml", "lognormal", "lognormal: { mean"), ("medien", "median", "median: 10"),
            ("stwo", "stow", "stow: {"), ("wokers", "workers", "workers: {"), ("maxx", "max", "max: 40"),
            ("assocations", "associations", "associations: 2"), ("cuont", "count", "count: 4"),
            ("hous", "hours", "hours: 18"), ("licenses", "licences", "licences: ["),
            ("oder", "order", "order: p"),
        ])
    func misspelt(_ wrong: String, _ right: String, _ place: String) throws {
        let text = try SampleScenario.text(
            replacing: place, with: place.replacing(right, with: wrong, maxReplacements: 1))
        let messages = SampleScenario.errors(in: text).map(\.message)
        #expect(
            messages.contains {
                $0.hasPrefix("unknown key '\(wrong)'") && $0.contains("did you mean '\(right)'?")
            })
    }

    @Test(
        "what a later version will simulate is refused, never ignored",
        arguments: [
            (
                "{ bandwidth: 200 Mbit/s,", "{ outages: { mtbf: 9 d, mttr: 1 h }, bandwidth: 200 Mbit/s,",
                "outages"
            )
        ])
    func later(_ old: String, _ new: String, _ key: String) throws {
        let errors = SampleScenario.errors(in: try SampleScenario.text(replacing: old, with: new))
        #expect(errors.count == 1)
        #expect(errors.first?.message.contains("'\(key)'") == true)
        #expect(errors.first?.message.contains("not simulated by this version yet") == true)
    }

    static let mistakes: [Mistake] = [
        // Keys.
        Mistake(
            "arrivals: { per_day: 64, profile: emergency }", "«arivals: { per_day: 64, profile: emergency }",
            "unknown key 'arivals' in sites.St Anna.demand.ct; did you mean 'arrivals'?"),
        Mistake(
            "    count: 4\n", "    count: 4\n    «colour: red\n",
            "unknown key 'colour' in readers.Night team. Expected one of: group, count, time_zone, shifts, breaks, reads, "
                + "downlink, cost, on_call, speed, fatigue, interruptions, country, licences, credentials, travel"
        ),
        Mistake(
            "    count: 4\n", "    count: 4\n    «count: 5\n", "key 'count' stands twice in the same map"),
        Mistake(
            "{ count: 2, exam:", "{ count: 2, «count: 3, exam:", "key 'count' stands twice in the same map"),
        // Durations, dates, time zones.
        Mistake("length: 28 d", "length: «28", "length: '28' has no unit; write a duration such as '15 min'"),
        Mistake("length: 28 d", "length: «-28 d", "length: a duration must not be negative"),
        Mistake("length: 28 d", "length: «-1e-9 s", "length: a duration must not be negative"),
        Mistake("length: 28 d", "length: «0 d", "the length must be positive"),
        Mistake("length: 28 d", "length: «nan d", "length: 'nan d' is not a duration such as '15 min'"),
        Mistake("length: 28 d", "length: «1e400 d", "length: '1e400 d' is too large"),
        Mistake("length: 28 d", "length: «101 y", "length: a duration must not exceed 100 years"),
        Mistake(
            "length: 28 d", "length: «[ 28 d ]", "length: expected a duration such as '28 d', found a list"),
        Mistake(
            "length: 28 d", "length: «30 min 1 h",
            "length: '30 min 1 h' is not a duration such as '15 min': units go from the largest to the smallest, each once"
        ),
        Mistake(
            "length: 28 d", "length: «28,5 d",
            "length: '28,5 d' is not a duration such as '15 min'; the decimal sign is a point"),
        Mistake(
            "warm_up: 2 d", "warm_up: «29 d", "the warm-up (29 d) must be shorter than the length (28 d)"),
        Mistake(
            "start: 2026-03-02T00:00", "start: «2026-02-30T00:00",
            "'2026-02-30T00:00' is not a local date and time such as '2026-03-02T00:00'"),
        Mistake(
            "time_zone: Europe/Berlin\nlength", "time_zone: «Europe/Berln\nlength",
            "'Europe/Berln' is no IANA time zone such as 'Europe/Berlin'; did you mean 'Europe/Berlin'?"),
        Mistake(
            "time_zone: Europe/Berlin\nlength", "time_zone: «Berlin\nlength",
            "'Berlin' is no IANA time zone such as 'Europe/Berlin'; did you mean 'Europe/Berlin'?"),
        // Lines.
        Mistake(
            "bandwidth: 100 Mbit/s", "bandwidth: «100 MB/s",
            "sites.St Anna.uplink.bandwidth: unknown unit 'MB/s' in '100 MB/s'; did you mean 'Mbit/s'? "
                + "Expected a bandwidth such as '100 Mbit/s'"),
        Mistake(
            "bandwidth: 100 Mbit/s", "bandwidth: «20",
            "sites.St Anna.uplink.bandwidth: '20' has no unit; write a bandwidth such as '100 Mbit/s'"),
        Mistake(
            "bandwidth: 100 Mbit/s", "bandwidth: «fast",
            "sites.St Anna.uplink.bandwidth: 'fast' is not a bandwidth such as '100 Mbit/s'"),
        Mistake(
            "bandwidth: 100 Mbit/s", "bandwidth: «1e-30 Mbit/s",
            "sites.St Anna.uplink.bandwidth: a bandwidth lies between 1 kbit/s and 1000 Tbit/s"),
        Mistake(
            "loss: 0.001 %", "loss: «60 %",
            "sites.St Anna.uplink.loss: a line that loses half of its packets carries nothing; write a share such as "
                + "'0.01 %'"),
        Mistake(
            "loss: 0.001 %", "loss: «-1 %",
            "sites.St Anna.uplink.loss: '-1 %' is not a share between 0 % and 100 %"),
        Mistake(
            "round_trip: { cloud: 18 ms, on-premise: 6 ms }", "round_trip: «{ on-premise: 6 ms }",
            "sites.St Anna.uplink: no round trip for 'cloud'; write for example 'round_trip: { cloud: 18 ms, "
                + "on-premise: 6 ms }'"),
        // Sites and demand.
        Mistake(
            "kind: hospital", "kind: «hospitel",
            "sites.St Anna.kind: 'hospitel' is no kind of site; did you mean 'hospital'? Expected one of: hospital, "
                + "imaging-centre, ambulatory-surgical-centre, other"),
        Mistake(
            "stat: 30 %, routine: 70 %", "«stta: 30 %, routine: 70 %",
            "'stta' is no priority class; did you mean 'stat'? Expected one of: stat, routine"),
        Mistake(
            "priority: { stat: 30 %, routine: 70 % }", "priority: «{ stat: 30 %, routine: 60 % }",
            "sites.St Anna.demand.ct.priority: the shares sum to 90 %, not to 100 %"),
        Mistake(
            "stat: 30 %, routine: 70 %", "stat: «30, routine: 70 %",
            "sites.St Anna.demand.ct.priority.stat: '30' is not a share between 0 % and 100 %"),
        Mistake(
            "profile: emergency", "profile: «emergncy",
            "sites.St Anna.demand.ct.arrivals.profile: 'emergncy' is no weekly profile; did you mean 'emergency'? "
                + "Expected one of: emergency, inpatient, outpatient, screening, flat"),
        Mistake(
            "per_day: 64", "per_day: «-1",
            "sites.St Anna.demand.ct.arrivals.per_day: '-1' is not a number of studies a day (0 to 10000000)"),
        Mistake(
            "interarrival: { exponential: { mean: 1 h } }", "interarrival: «1 us",
            "sites.St Anna.demand.ct 2.arrivals.interarrival: the mean time between studies must be at least 1 ms"
        ),
        Mistake(
            "interarrival: { exponential: { mean: 1 h } }", "interarrival: 1 h, profile: «flat",
            "'profile' does not go with 'interarrival'"),
        Mistake(
            "bytes: 181 MB", "bytes: «181 Mbit/s",
            "sites.St Anna.demand.ct.size.bytes: unknown unit 'Mbit/s' in '181 Mbit/s' Expected a size such as '181 MB'"
        ),
        Mistake(
            "median: 10 min, sigma: 0.5", "median: 10 min, sigma: «0",
            "sites.St Anna.demand.ct.reading.lognormal.sigma: '0' is not a number (0.001 to 1000)"),
        Mistake(
            "{ median: 10 min, sigma: 0.5 }", "«{ median: 10 min, sigma: 0.5, mean: 9 min }",
            "sites.St Anna.demand.ct.reading.lognormal: give 'mean' and 'sd', or 'median' and 'sigma', not some of both"
        ),
        Mistake(
            "{ mean: 14 min, sd: 6 min }", "«{ mean: 14 min }",
            "missing key 'sd' in sites.St Anna.scanners.ct.exam.lognormal; write for example 'sd: 10 min'"),
        Mistake(
            "      ct: { count: 2", "      «ctt: { count: 2",
            "'ctt' is no modality; did you mean 'ct'? Expected one of: xray, ct, mr, ultrasound, nuclear, mammography"
        ),
        Mistake(
            "country: DE", "country: «UK",
            "'UK' is no country of the presets; did you mean 'GB'? Expected one of: US, CA, DE, GB, FR, IT, ES, NL, JP, "
                + "CN, IN, AU, KR, BR, MX, ZA, SA, AE, rest-of-europe, rest-of-asia-pacific, rest-of-latin-america, "
                + "rest-of-middle-east-and-africa"),
        // Delivery.
        Mistake(
            "delivery: cloud\n", "delivery: «clud\n",
            "delivery: 'clud' is no technology; did you mean 'cloud'? Expected one of: cloud, on-premise, hybrid"
        ),
        Mistake(
            "delivery: cloud\n", "delivery: «pigeon\n",
            "delivery: 'pigeon' is no technology. Expected one of: cloud, on-premise, hybrid"
        ),
        Mistake(
            "workers: { min: 2, max: 40 }", "workers: «{ min: 2, max: 1 }", "'max' (1) is less than 'min' (2)"
        ),
        Mistake(
            "workers: 4", "workers: «4.5",
            "technologies.on-premise.ingest.workers: '4.5' is not a number of workers, or '{ min: 2, max: 40 }' "
                + "(1 to 100000)"),
        // Readers.
        Mistake(
            "[ { days: daily, hours: 18:00-08:00 } ]",
            "[ { days: daily, hours: 18:00-08:00 }, «{ days: Mon, hours: 07:00-09:00 } ]",
            "readers.Night team.shifts[2]: the shift overlaps an earlier one of the group"),
        Mistake(
            "days: daily", "days: «Monkey",
            "'Monkey' is no day; write 'daily', 'weekdays', 'weekends', 'Mon', 'Mon-Fri' or a list"),
        Mistake("hours: 18:00-08:00", "hours: «18-8", "'18-8' are no hours such as '18:00-08:00'"),
        Mistake(
            "hours: 18:00-08:00", "hours: «18:00-24:30", "'18:00-24:30' are no hours such as '18:00-08:00'"),
        Mistake(
            "licences: [ DE, FR ]", "licences: «[]",
            "readers.Night team.licences: they must be licensed somewhere; write 'all' for no limit"),
        Mistake(
            "speed: 1.2", "speed: «0",
            "readers.Night team.speed: '0' is not a speed factor such as 1.2 (0.01 to 100)"),
        Mistake(
            "{ order: priority }", "{ order: { priority: { preempt: «sta } } }",
            "worklist.order.priority.preempt: 'sta' is no priority class; did you mean 'stat'? Expected one of: stat, routine"
        ),
    ]
}
