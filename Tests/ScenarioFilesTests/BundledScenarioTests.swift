import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

@Suite("The bundled scenarios")
struct BundledScenarioTests {
    static let names = ["demo", "regional", "line-cut", "night-preliminaries"]

    static func file(_ name: String) throws -> ScenarioFile {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try ScenarioFile(contentsOfFile: root.path + "/Scenarios/\(name).yaml")
    }

    /// Those that compare technologies.
    static let comparisons = names + ["clinic", "ct", "cut", "rural"].map { "cloud-vs-on-premise/\($0)" }
    /// Those that ask something else.
    static let examples = ["sending-early", "night-cover", "order-of-work", "stroke-suites"]
    /// Those that answer a planner's question on a page of its own.
    static let library = [
        "cherry-picking", "contracts", "evening-reader", "follow-the-sun", "growing", "licences",
        "night-readers", "region-outage", "spill-over", "stat-share", "tired-and-called", "tomosynthesis",
        "triage", "what-matters",
    ].map { "\($0)/scenario" }
    static let all = comparisons + examples + library

    @Test("are all looked at")
    func complete() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let files = FileManager.default.enumerator(atPath: root.path + "/Scenarios")?.compactMap {
            $0 as? String
        }
        let found = try #require(files).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
        #expect(Set(found) == Set(Self.all))
    }

    @Test("are good, and so are all their variants", arguments: all)
    func good(_ name: String) throws {
        let file = try Self.file(name)
        // A page of the library may ask for a roster, or sweep a parameter.
        #expect(file.variantNames.count > 0 || Self.library.contains(name))
        for scenario in try [file] + file.variantNames.map({ try file.variant($0) }) {
            let (read, warnings) = try scenario.read()
            #expect(warnings.isEmpty)
            #expect(try TeleradiologyModel(read).warnings.isEmpty)
        }
    }

    @Test("compare the cloud with a hub on premises where that is the question", arguments: comparisons)
    func technologies(_ name: String) throws {
        let file = try Self.file(name)
        #expect(file.variantNames.contains("on-premise"))
        #expect(try file.scenario().delivery == .cloud)
        #expect(try file.variant("on-premise").scenario().delivery == .onPremise)
    }

    @Test(
        "the regional network: eight sites of all four kinds, all six techniques, about 2,000 studies a day")
    func regional() throws {
        let scenario = try Self.file("regional").scenario()
        #expect(scenario.sites.count == 8)
        #expect(Set(scenario.sites.map(\.kind)) == Set(SiteKind.allCases))
        let streams = scenario.sites.flatMap(\.demand)
        #expect(Set(streams.map(\.modality)) == Set(Modality.allCases))
        let perDay = streams.reduce(0) { sum, stream in
            if case .poisson(let perDay, _) = stream.arrivals { sum + perDay } else { sum }
        }
        #expect((1800...2200).contains(perDay), "\(perDay) a day")
    }

    /// Hours of reading that come in, and hours that readers on shift work, for each hour of the week.
    private func load(_ scenario: Scenario) -> (offered: [Double], capacity: [Double]) {
        var offered = [Double](repeating: 0, count: 168)
        for stream in scenario.sites.flatMap(\.demand) {
            guard case .poisson(let perDay, let profile) = stream.arrivals else { continue }
            let seconds = zip(Application.allCases, stream.applicationShares).reduce(0) { sum, part in
                sum + part.1 * stream.reading(stream.modality, part.0).mean
            }
            for hour in 0..<168 { offered[hour] += perDay / 24 * profile.weights[hour] * seconds / 3600 }
        }
        var capacity = [Double](repeating: 0, count: 168)
        for group in scenario.readers {
            for shift in group.shifts {
                let minutes =
                    shift.endMinute - shift.startMinute + (shift.endMinute <= shift.startMinute ? 1440 : 0)
                for day in shift.days {
                    for minute in 0..<minutes {
                        let hour = (day * 1440 + shift.startMinute + minute) / 60 % 168
                        capacity[hour] += Double(group.count) * group.speed / 60
                    }
                }
            }
        }
        return (offered, capacity)
    }

    @Test("have readers at every hour, and in no half day more work than they can do", arguments: names)
    func neverOverloaded(_ name: String) throws {
        let (offered, capacity) = load(try Self.file(name).scenario())
        #expect(capacity.allSatisfy { $0 > 0 })
        // An hour may bring more than can be read in it: that is what worklists are for.
        for start in stride(from: 8, to: 168, by: 12) {
            let hours = (start..<start + 12).map { $0 % 168 }
            let work = hours.reduce(0) { $0 + offered[$1] }
            #expect(work <= 0.85 * hours.reduce(0) { $0 + capacity[$1] }, "from hour \(start) of the week")
        }
    }

    @Test("the regional network's readers are busy 60 to 85 % in the busiest hour of every day")
    func utilisation() throws {
        let (offered, capacity) = load(try Self.file("regional").scenario())
        let busy = zip(offered, capacity).map { $0 / $1 }
        for day in 0..<7 {
            let busiest = busy[day * 24..<day * 24 + 24].max() ?? 0
            #expect((0.6...0.85).contains(busiest), "day \(day)")
        }
    }
}
