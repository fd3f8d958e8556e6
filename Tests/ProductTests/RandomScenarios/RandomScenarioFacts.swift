import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Every feature of the model in every combination that a scenario may have, and what must be true of all of them.
@Suite("Random scenarios")
struct RandomScenarioFacts {
    private static let seed: UInt64 = 20_260_302
    private static let scenarios = 1000

    /// A tenth of the scenarios each, so that both processors have work.
    @Test(
        "work conservation and Little's law hold in every one of 1,000 randomly generated scenarios",
        arguments: 0..<10)
    func laws(part: Int) throws {
        let scratch = try Scratch()
        for number in stride(from: part, to: Self.scenarios, by: 10) {
            var dice = Dice(seed: Self.seed, scenario: number)
            let (draft, features) = ScenarioDraft.random(&dice)
            let name = "scenario \(number) of seed \(Self.seed) (\(features.joined(separator: ", ")))"
            _ = try scratch.file("trace.csv", draft.trace)
            let path = try scratch.file("random.yaml", draft.text)
            do {
                let run = try RunReplay(ScenarioFile(contentsOfFile: path).scenario())
                for law in RunLaw.all where run.isReadOnce || !law.isOfPlainReading {
                    for violation in law.violations(run).prefix(1) {
                        Issue.record("\(name): \(law.name): \(violation)\n\(draft.text)")
                    }
                }
            } catch {
                Issue.record("\(name): \(error)\n\(draft.text)")
            }
        }
    }

    @Test("the scenarios have every feature, each many times and with every other")
    func coverage() {
        let names = ScenarioFeature.all.map(\.name)
        var together: [Set<String>: Int] = [:]
        for number in 0..<Self.scenarios {
            var dice = Dice(seed: Self.seed, scenario: number)
            let features = ScenarioDraft.random(&dice).features
            for (place, one) in features.enumerated() {
                for other in features[place...] { together[[one, other], default: 0] += 1 }
            }
        }
        // What a scenario may not have together, as the generator says where it adds them.
        let apart: [Set<String>] = [["reports", "staff changes"]]
        for (place, one) in names.enumerated() {
            #expect(together[[one], default: 0] >= 50, "\(one)")
            for other in names[(place + 1)...] where !apart.contains([one, other]) {
                #expect(together[[one, other], default: 0] >= 3, "\(one) and \(other)")
            }
        }
    }
}
