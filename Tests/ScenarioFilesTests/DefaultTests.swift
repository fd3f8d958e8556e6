import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

@Suite("What a scenario leaves out comes from defaults and presets")
struct DefaultTests {
    /// Only what must be there.
    static let shortest = """
        title: Shortest
        start: 2026-03-02
        length: 1 w
        sites: [ { name: A, demand: [ { modality: ct, arrivals: { per_day: 10 } } ] } ]
        delivery: cloud
        technologies: { cloud: { protocol: { stow: {} }, ingest: { workers: 1 } } }
        readers: [ { group: Team, count: 1 } ]
        """

    @Test("the shortest scenario")
    func shortestScenario() throws {
        let scenario = try SampleScenario.scenario(Self.shortest)
        #expect(scenario.timeZone == "UTC")
        #expect(scenario.start == LocalDateTime(year: 2026, month: 3, day: 2))
        #expect(scenario.warmUp == .zero)
        #expect(scenario.ending == .stop)
        #expect(scenario.replications == 20)
        #expect(scenario.seed == 1)
        #expect(scenario.priorities == [PriorityClass(name: "routine", target: nil)])
        #expect(scenario.worklist == .priority)
        #expect(scenario.sites[0].kind == .other)
        #expect(scenario.sites[0].uplink == nil)
        #expect(scenario.sites[0].demand[0].priorityShares == [1])
        #expect(scenario.sites[0].demand[0].applicationShares == [0, 0, 0, 0, 0, 1])
        #expect(scenario.sites[0].demand[0].readingSeconds == nil)
        #expect(scenario.readers[0].shifts.isEmpty)
        #expect(scenario.readers[0].modalities == Set(Modality.allCases))
        #expect(scenario.readers[0].rights == .all)
        #expect(scenario.readers[0].speed == 1)
    }

    @Test(
        "each missing key is named with an example",
        arguments: ["start", "length", "sites", "delivery", "technologies", "readers"])
    func missing(_ key: String) throws {
        let lines = Self.shortest.split(separator: "\n").filter { !$0.hasPrefix(key + ":") }
        let errors = SampleScenario.errors(in: lines.joined(separator: "\n"))
        let prefix = "night.yaml:1:1: error: missing key '\(key)'; write for example '\(key): "
        #expect(errors.contains { $0.head.hasPrefix(prefix) })
    }

    @Test("everything is of the lowest class unless shares say otherwise; one word stands for all of it")
    func priorityDefaults() throws {
        let scenario = try SampleScenario.scenario()
        #expect(scenario.sites[0].demand[1].priorityShares == [0, 1])
        let word = try SampleScenario.scenario(
            replacing: "priority: { stat: 30 %, routine: 70 % }", with: "priority: stat")
        #expect(word.sites[0].demand[0].priorityShares == [1, 0])
    }

    @Test(
        "a site keeps its own time zone, else its country's only one, else the scenario's",
        arguments: [
            ("country: DE", "Europe/Berlin"), ("country: JP", "Asia/Tokyo"), ("country: US", "Europe/Madrid"),
            ("country: rest-of-europe", "Europe/Madrid"), ("kind: hospital", "Europe/Madrid"),
            ("country: US\n    time_zone: America/Denver", "America/Denver"),
        ])
    func timeZones(_ line: String, _ zone: String) throws {
        let text = SampleScenario.text
            .replacing("time_zone: Europe/Berlin\nlength", with: "time_zone: Europe/Madrid\nlength")
            .replacing("    kind: hospital\n    country: DE\n", with: "    \(line)\n")
        #expect(try SampleScenario.scenario(text).sites[0].timeZone == zone)
    }

    @Test(
        "days and hours of a shift",
        arguments: [
            ("days: daily, hours: 18:00-08:00", Shift(days: Set(0...6), startMinute: 1080, endMinute: 480)),
            ("days: weekdays, hours: 8:00-24:00", Shift(days: Set(0...4), startMinute: 480, endMinute: 1440)),
            ("days: weekends, hours: 00:00-24:00", Shift(days: [5, 6], startMinute: 0, endMinute: 1440)),
            ("days: Mon, hours: 09:30-09:30", Shift(days: [0], startMinute: 570, endMinute: 570)),
            (
                "days: [ Mon, Wed ], hours: 09:00-17:00",
                Shift(days: [0, 2], startMinute: 540, endMinute: 1020)
            ),
            (
                "days: Fri-Mon, hours: 09:00-17:00",
                Shift(days: [4, 5, 6, 0], startMinute: 540, endMinute: 1020)
            ),
            ("days: Sunday, hours: 09:00 - 17:00", Shift(days: [6], startMinute: 540, endMinute: 1020)),
        ])
    func shifts(_ text: String, _ shift: Shift) throws {
        let scenario = try SampleScenario.scenario(replacing: "days: daily, hours: 18:00-08:00", with: text)
        #expect(scenario.readers[0].shifts == [shift])
    }

    @Test(
        "shifts that share a minute are refused, also over midnight and over the week's end",
        arguments: [
            ("{ days: Mon, hours: 08:00-16:00 }, { days: Mon, hours: 15:59-20:00 }", true),
            ("{ days: Mon, hours: 08:00-16:00 }, { days: Mon, hours: 16:00-20:00 }", false),
            ("{ days: Mon, hours: 20:00-06:00 }, { days: Tue, hours: 05:00-12:00 }", true),
            ("{ days: Sun, hours: 20:00-06:00 }, { days: Mon, hours: 05:00-12:00 }", true),
            ("{ days: Sun, hours: 20:00-06:00 }, { days: Mon, hours: 06:00-12:00 }", false),
            ("{ days: weekdays, hours: 08:00-16:00 }, { days: weekends, hours: 08:00-16:00 }", false),
        ])
    func overlaps(_ shifts: String, _ isOverlap: Bool) throws {
        let text = try SampleScenario.text(replacing: "{ days: daily, hours: 18:00-08:00 }", with: shifts)
        let messages = SampleScenario.errors(in: text).map(\.message)
        #expect(messages.contains { $0.contains("overlaps") } == isOverlap)
        #expect(messages.count == (isOverlap ? 1 : 0))
    }

    @Test("modalities answer to their DICOM codes, too")
    func modalityNames() throws {
        for (name, modality) in [
            ("CT", Modality.ct), ("DX", .xray), ("us", .ultrasound), ("PT", .nuclear), ("MG", .mammography),
        ] {
            let text = try SampleScenario.text(replacing: "- modality: ct", with: "- modality: \(name)")
            #expect(try SampleScenario.scenario(text).sites[0].demand[0].modality == modality)
        }
    }
}
