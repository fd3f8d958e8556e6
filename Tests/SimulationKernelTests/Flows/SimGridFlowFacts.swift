import Foundation
import Testing

/// Random cases that another simulator ran: see the head of `simgrid-flows.tsv`.
private struct SimGridCase: Sendable, CustomTestStringConvertible {
    var number = 0
    var capacities: [Double] = []
    var changes: [(time: Double, link: Int, capacity: Double)] = []
    var flows: [FlowRequest] = []
    var finishes: [Double] = []

    var testDescription: String { "case \(number)" }

    static func all() throws -> [SimGridCase] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "simgrid-flows.tsv")
        var cases: [SimGridCase] = []
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let words = line.split(separator: "\t").map(String.init)
            func number(_ place: Int) throws -> Double { try #require(Double(words[place])) }
            func link(_ word: String) throws -> Int { try #require(Int(word)) }
            switch words[0] {
            case "case": cases.append(SimGridCase(number: Int(try number(1))))
            case "link": cases[cases.count - 1].capacities.append(try number(1))
            case "change":
                cases[cases.count - 1].changes.append((try number(1), try link(words[2]), try number(3)))
            case "flow":
                let path = try words[4].split(separator: ",").map { try link(String($0)) }
                cases[cases.count - 1].flows.append(
                    FlowRequest(start: try number(1), bytes: try number(2), cap: try number(3), path: path))
                cases[cases.count - 1].finishes.append(try number(5))
            default: continue
            }
        }
        return cases
    }
}

@Suite("Flows beside SimGrid")
struct SimGridFlowFacts {
    @Test("finish times are those of SimGrid 3.32 within 0.1 %, in 200 random cases")
    func finishTimes() throws {
        let cases = try SimGridCase.all()
        #expect(cases.count == 200)
        for item in cases {
            let outcome = FlowOutcome(item.flows, over: item.capacities, changes: item.changes)
            let agrees = zip(item.flows, zip(outcome.finishes, item.finishes)).allSatisfy { flow, finishes in
                abs(finishes.0 - finishes.1) <= 0.001 * (finishes.1 - flow.start)
            }
            try #require(agrees, "\(item): \(outcome.finishes) instead of \(item.finishes)")
        }
    }
}
