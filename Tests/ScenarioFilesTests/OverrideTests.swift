import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

@Suite("Settings and variants change one value and nothing else")
struct OverrideTests {
    private func set(_ assignments: String...) throws -> Scenario {
        try SampleScenario.file().setting(assignments).scenario()
    }

    @Test("paths lead by keys and by names with blanks")
    func paths() throws {
        var expected = try SampleScenario.scenario()
        expected.delivery = .onPremise
        expected.readers[0].count = 5
        #expect(try set("delivery=on-premise", "readers.Night team.count=5") == expected)
    }

    @Test("streams are called by modality, the second of a modality by its number, and items also by theirs")
    func streams() throws {
        let scenario = try set(
            "sites.St Anna.demand.ct.arrivals.per_day=70", "sites.1.demand.ct 2.arrivals.interarrival=2 h",
            "readers.Night team.shifts.1.days=weekdays")
        guard case .poisson(let perDay, _) = scenario.sites[0].demand[0].arrivals else {
            Issue.record("not Poisson")
            return
        }
        #expect(perDay == 70)
        #expect(scenario.sites[0].demand[1].arrivals == .renewal(interarrivalSeconds: .constant(7200)))
        #expect(scenario.sites[0].demand.map(\.name) == ["ct", "ct 2"])
        #expect(scenario.readers[0].shifts[0].days == [0, 1, 2, 3, 4])
    }

    @Test("a name with dots is found as a whole")
    func dots() throws {
        let text = SampleScenario.text.replacing("St Anna", with: "St. Anna v1.2")
        let scenario = try SampleScenario.file(text).setting(["sites.St. Anna v1.2.kind=other"]).scenario()
        #expect(scenario.sites[0].kind == .other)
    }

    @Test("values are YAML, and what the file leaves out can be set")
    func additions() throws {
        let scenario = try set(
            "replications=7", "ending=finish",
            "sites.St Anna.scanners.ct.exam={ uniform: { low: 5 min, high: 9 min } }",
            "sites.St Anna.demand.ct 2.size.instances=3")
        #expect(scenario.replications == 7)
        #expect(scenario.ending == .finish)
        #expect(scenario.sites[0].scanners[.ct]?.examSeconds == .uniform(low: 300, high: 540))
        #expect(scenario.sites[0].demand[1].instances == .constant(3))
        let text = SampleScenario.text.replacing("worklist: { order: priority }\n", with: "")
        #expect(try SampleScenario.file(text).setting(["worklist.order=fifo"]).scenario().worklist == .fifo)
    }

    @Test("the last of two settings of a path counts")
    func lastWins() throws {
        #expect(try set("seed=1", "seed=2").seed == 2)
    }

    @Test(
        "a path that leads nowhere is an error that names the nearest right one",
        arguments: [
            ("delivry=cloud", "unknown key 'delivry'; did you mean 'delivery'?"),
            (
                "readers.Nite team.count=5",
                "the path 'Nite team.count' leads nowhere: unknown 'Nite team'; did you mean 'Night team'?"
            ),
            (
                "readers.Night team.cuont=5",
                "unknown key 'cuont' in readers.Night team; did you mean 'count'?"
            ),
            (
                "readers.Night.count=5",
                "the path 'Night.count' leads nowhere: unknown 'Night'; did you mean 'Night team'?"
            ),
            ("reeders.Night team.count=5", "unknown key 'reeders'; did you mean 'readers'?"),
            ("title.length=5", "the path 'length' leads into 'Night cover', which has no parts"),
            (
                "sites.2.kind=other",
                "the path '2.kind' leads nowhere: unknown '2'. Expected one of: St Anna (a new one stands in the file with a count or volume of 0, and a path sets that)"
            ),
            (
                "events.*.volume=90 %",
                "the path 'events.*.volume' matches nothing: there is no list 'events'; lists that there are: priorities, "
                    + "sites, readers"
            ),
            (
                "reders.*.count=5",
                "the path 'reders.*.count' matches nothing: there is no list 'reders'; did you mean 'readers'?"
            ),
            (
                "technologies.*.retrieval=streaming",
                "the path '*.retrieval' matches nothing: '*' is every item of a list, and this is a map. Expected one of: "
                    + "cloud, on-premise"
            ),
            ("delivery", "expected 'path=value', such as 'delivery=on-premise'"),
            ("=cloud", "expected 'path=value', such as 'delivery=on-premise'"),
            ("delivery=", "delivery: expected technology: cloud, on-premise, hybrid, found nothing"),
            ("delivery={", "not valid YAML: did not find expected node content (while parsing a flow node)"),
            (
                "..=1",
                "the path '..' leads nowhere: unknown ''. Expected one of: title, start, time_zone, length, warm_up, priorities, sites, delivery, technologies, readers, worklist, variants"
            ),
        ])
    func wrongPaths(_ assignment: String, _ message: String) throws {
        let error = #expect(throws: ScenarioError.self) { try set(assignment) }
        #expect(error?.diagnostics.map(\.description) == ["--set \(assignment): error: \(message)"])
    }

    @Test("a star over an empty list matches nothing, and says so")
    func emptyList() throws {
        let error = #expect(throws: ScenarioError.self) { try set("events=[]", "events.*.volume=90 %") }
        #expect(
            error?.diagnostics.map(\.message) == ["the path '*.volume' matches nothing: the list is empty"])
    }

    @Test("variants are named, applied like settings, and leave the base alone")
    func variants() throws {
        let file = try SampleScenario.file()
        #expect(file.variantNames == ["on-premise", "five readers"])
        var expected = try file.scenario()
        expected.delivery = .onPremise
        #expect(try file.variant("on-premise").scenario() == expected)
        #expect(try file.variant("five readers").scenario().readers[0].count == 5)
        #expect(
            try file.variant("five readers").setting(["readers.Night team.count=6"]).scenario().readers[0]
                .count == 6)
        #expect(try file.scenario().readers[0].count == 4)
    }

    @Test("an unknown variant is answered with the nearest one")
    func unknownVariant() throws {
        let error = #expect(throws: ScenarioError.self) { try SampleScenario.file().variant("five reader") }
        #expect(
            error?.description
                == "night.yaml: error: there is no variant 'five reader'; did you mean 'five readers'? Expected one of: "
                + "on-premise, five readers")
    }

    @Test(
        "a file as it stands has the name it gives itself, its technology where that is switched, or that of a base"
    )
    func baseName() throws {
        func name(_ file: ScenarioFile, _ variants: [String]) throws -> String {
            file.baseName(
                try file.scenario(),
                beside: try variants.map { ($0, try file.variant($0).scenario()) })
        }
        let file = try SampleScenario.file()
        #expect(try name(file, ["on-premise", "five readers"]) == "cloud")
        #expect(try name(file, ["five readers"]) == "base case")
        #expect(try name(file.setting(["base=four readers"]), ["on-premise"]) == "four readers")
        #expect(
            file.baseName(try file.scenario(), beside: [("base case", try file.scenario())])
                == "as the file stands")
        let error = #expect(throws: ScenarioError.self) {
            try file.setting(["base=five readers"]).scenario()
        }
        #expect(error?.description.contains("a variant is called 'five readers' too") == true)
    }
}
