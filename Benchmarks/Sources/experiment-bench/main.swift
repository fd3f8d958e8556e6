import Experiments
import Foundation
import ScenarioFiles

// usage: experiment-bench SCENARIO DAYS REPLICATIONS THREADS
// Prints: studies, wall-clock seconds, and created minus reported and in system (which must be 0).

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count == 4, Int(arguments[1]) != nil, Int(arguments[2]) != nil,
    let threads = Int(arguments[3])
else {
    FileHandle.standardError.write(Data("usage: experiment-bench SCENARIO DAYS REPLICATIONS THREADS\n".utf8))
    exit(64)
}
let settings = ["length=\(arguments[1]) d", "replications=\(arguments[2])"]
let scenario = try ScenarioFile(contentsOfFile: arguments[0]).setting(settings).scenario()
let experiment = Experiment(scenario, threads: threads)
let start = ContinuousClock.now
let sum = try await experiment.run().conservation
let elapsed = (ContinuousClock.now - start).components
let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
print(sum.created, seconds, Double(sum.created - sum.reported - sum.inSystemCounts.reduce(0, +)))
