import Foundation
import ScenarioFiles
import Teleradiology

// usage: model-bench SCENARIO DAYS [path=value ...]
// Prints: studies, CPU seconds, and created minus reported and in system (which must be 0).

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 2, Int(arguments[1]) != nil else {
    FileHandle.standardError.write(Data("usage: model-bench SCENARIO DAYS [path=value ...]\n".utf8))
    exit(64)
}
let settings = ["length=\(arguments[1]) d"] + arguments.dropFirst(2)
let scenario = try ScenarioFile(contentsOfFile: arguments[0]).setting(settings).scenario()
let model = try TeleradiologyModel(scenario)
let start = clock()
let result = try model.run(replication: 0)
let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
let sum = result.conservation
print(sum.created, seconds, Double(sum.created - sum.reported - sum.inSystemCounts.reduce(0, +)))
