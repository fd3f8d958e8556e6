import Foundation
import Reports
import ScenarioFiles
import Teleradiology

// usage: table-bench SCENARIO DAYS ROWS FILE
// Writes the studies of a run, over and over, to a table. Prints: rows, CPU seconds, and how many rows more than asked for.

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count == 4, Int(arguments[1]) != nil, let rows = Int(arguments[2]),
    let format = TableFormat(file: arguments[3])
else {
    FileHandle.standardError.write(Data("usage: table-bench SCENARIO DAYS ROWS FILE\n".utf8))
    exit(64)
}
let scenario = try ScenarioFile(contentsOfFile: arguments[0]).setting(["length=\(arguments[1]) d"]).scenario()
let studies = try TeleradiologyModel(scenario).run(replication: 0, recordingStudies: true).studies
let pieces = stride(from: 0, to: studies.count, by: 512).map {
    Array(studies[$0..<min($0 + 512, studies.count)])
}
let start = clock()
let table = try StudyTable([(nil, scenario)], to: arguments[3], format: format)
let sink = table.sink()
var written = 0
while written < rows {
    for piece in pieces where written < rows {
        let taken = Array(piece.prefix(rows - written))
        sink.take(taken, replication: 0)
        written += taken.count
    }
}
sink.finish(replication: 0)
try table.finish()
let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
print(written, seconds, Double(written - rows))
