import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Providers and their contracts, worked by hand through scenario files.
@Suite("Providers are paid what their contracts say")
struct ProviderFacts {
    /// Ten days of a CT an hour (239 in all) read in ten minutes, by day in-house and at night by a service.
    private func clinic(day: String, night: String) -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.length = "10 d"
        clinic.ending = "stop"
        clinic.priorities = "[ { name: stat, target: 30 min }, { name: routine } ]"
        clinic.demand = "priority: stat"
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.readers = """
            - { group: Day team, count: 1, time_zone: UTC, shifts: [ { days: daily, hours: '\(day)' } ] }
            - { group: Night team, count: 1, time_zone: UTC, shifts: [ { days: daily, hours: '\(night)' } ] }
            """
        clinic.site = "country: DE"
        return clinic
    }

    private func run(_ contract: String, day: String = "08:00-20:00", night: String = "20:00-08:00") throws
        -> RunResult
    {
        try TeleradiologyModel(
            ScenarioFile(text: text(contract, day: day, night: night), path: "clinic.yaml").scenario()
        ).run(replication: 0, recordingStudies: true)
    }

    /// The clinic, with the contract as a key of the scenario.
    private func text(_ contract: String, day: String = "08:00-20:00", night: String = "20:00-08:00")
        -> String
    {
        clinic(day: day, night: night).text + "\nproviders:\n" + indented(contract, by: 2)
    }

    private func costs(_ result: RunResult) -> [String: Double] {
        Dictionary(result.costs.map { ("\($0.element) \($0.money.currency)", $0.money.amount) }) { $0 + $1 }
    }

    @Test("reports are counted and paid by provider")
    func reads() throws {
        let result = try run(
            """
            - { provider: Department, groups: Day team }
            - { provider: Night Reads, kind: outside, groups: Night team, per_read: { ct: 35 USD, mr: 45 USD },
                retainer: 1000 USD/month }
            """)
        // The study of 08:00 comes as the shifts change; hourly from 09:00 to 19:00 it is the day's.
        let night = result.studies.filter { $0.readerGroup == 1 && $0.reported != nil }.count
        #expect(result.providers.map(\.provider) == ["Department", "Night Reads"])
        #expect(result.providers[1].reads == night && (110...130).contains(night))
        #expect(result.providers[0].reads + night == result.conservation.reported)
        let costs = costs(result)
        #expect(abs(try #require(costs["provider Night Reads, reads USD"]) - 35 * Double(night)) < 1e-9)
        #expect(abs(try #require(costs["provider Night Reads, retainer USD"]) - 1000 * 10 / 30.4375) < 1e-9)
        #expect(costs["provider Department, reads USD"] == nil)
    }

    @Test("a late report costs the provider its penalty, by class and by the clock of the promise")
    func penalties() throws {
        // Nobody reads from 20:00 to 22:00: the study of 21:00 waits an hour, and that of 20:00 two. From 22:00 on these two
        // and that of 22:00 are read one behind the other, until 22:10, 22:20 and 22:30.
        let result = try run(
            """
            - provider: Night Reads
              kind: outside
              groups: [ Night team ]
              promises: { stat: { penalty: 50 EUR }, routine: 24 h }
            """, day: "08:30-19:30", night: "22:00-07:30")
        let reported = result.studies.filter { $0.readerGroup == 1 && $0.reported != nil }
        let late = reported.filter { study in
            guard let available = study.available, let reported = study.reported else { return false }
            return reported - available > .minutes(30)
        }.count
        // Two on each of ten evenings; nothing else.
        #expect(late == 20)
        let use = result.providers[0]
        #expect(use.promised == reported.count && use.inTime == reported.count - late)
        #expect(use.penalties == [Money(1000, "EUR")])
        #expect(costs(result)["provider Night Reads, penalties EUR"] == -1000)
    }

    @Test("with the clock `imaging` the transfer counts, with `available` it does not")
    func clock() throws {
        func late(_ clock: String) throws -> Int {
            var text = text(
                "- { provider: All, groups: [ Day team, Night team ], clock: \(clock), "
                    + "promises: { stat: { target: 10 min, penalty: 1 EUR } } }")
            // A transfer of 12.9 s before each reading of ten minutes.
            text = text.replacing("country: DE", with: "uplink: { bandwidth: 100 Mbit/s, round_trip: 40 ms }")
            let result = try TeleradiologyModel(ScenarioFile(text: text, path: "clinic.yaml").scenario())
                .run(replication: 0)
            return result.providers[0].promised - result.providers[0].inTime
        }
        #expect(try late("available") == 0)
        #expect(try late("imaging") > 230)
    }

    @Test("a provider's readers work where its hours and their shifts meet, each by its own clock")
    func hours() throws {
        let result = try run(
            """
            - { provider: Night Reads, groups: Night team, time_zone: Asia/Tokyo,
                hours: [ { days: daily, hours: '06:00-12:00' } ] }
            """)
        // 06:00 to 12:00 in Tokyo is 21:00 to 03:00 in UTC; the shift is from 20:00 to 08:00: six hours a day.
        let use = try #require(result.readerTimes.first { $0.group == "Night team" })
        #expect(abs(use.onShift * 24 - 6) < 1e-9)
        #expect(
            result.studies.filter { $0.readerGroup == 1 }.allSatisfy { study in
                guard let opened = study.opened else { return true }
                let hour = (opened - .zero).seconds / 3600
                return [21.0, 22, 23, 0, 1, 2].contains(
                    hour.truncatingRemainder(dividingBy: 24).rounded(.down))
            })
    }

    @Test("the warm-up counts for nothing in a contract")
    func warmUp() throws {
        let contract =
            "- { provider: All, groups: [ Day team, Night team ], per_read: 1 EUR, promises: { stat: 1 min } }"
        let whole = try run(contract)
        let text = text(contract).replacing("length: 10 d", with: "length: 10 d\nwarm_up: 5 d")
        let half = try TeleradiologyModel(ScenarioFile(text: text, path: "clinic.yaml").scenario())
            .run(replication: 0)
        #expect(whole.providers[0].reads == 239)
        #expect((119...120).contains(half.providers[0].reads))
        #expect(half.providers[0].promised == half.providers[0].reads && half.providers[0].inTime == 0)
    }

    @Test(
        "mistakes in contracts are found, with what was expected",
        arguments: [
            ("- { provider: A, groups: Nite team }", "did you mean 'Night team'?"),
            (
                "- { provider: A, groups: Night team }\n- { provider: A, groups: Day team }",
                "two providers named 'A'"
            ),
            (
                "- { provider: A, groups: Night team }\n- { provider: B, groups: Night team }",
                "'Night team' belongs to provider 'A' already"
            ),
            (
                "- { provider: A, groups: Night team, promises: { urgent: 1 h } }",
                "'urgent' is no priority class"
            ),
            (
                "- { provider: A, groups: Night team, promises: { routine: { penalty: 5 EUR } } }",
                "class 'routine' has no target"
            ),
            ("- { provider: A, groups: Night team, promises: { stat: { penalty: 5 } } }", "has no currency"),
            ("- { provider: A, groups: Night team, kind: outsid }", "did you mean 'outside'?"),
            ("- { provider: A, groups: Night team, retainer: 5 EUR }", "behind the currency stands"),
            ("- { provider: A, groups: Night team, clock: now }", "Expected one of: available, imaging"),
            ("- { provider: A, group: Night team }", "did you mean 'groups'?"),
        ])
    func mistakes(_ contract: String, _ message: String) {
        do {
            _ = try ScenarioFile(text: text(contract), path: "clinic.yaml").scenario()
            Issue.record("accepted: \(contract)")
        } catch {
            #expect(error.description.hasPrefix("clinic.yaml:"), "\(error)")
            #expect(error.description.contains(message), "\(error)")
        }
    }
}
