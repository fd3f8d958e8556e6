import DICOMHeader
import Foundation

// usage: header-bench files LIST | folder FOLDER THREADS
// files:  prints files, CPU seconds, and the sum that Peers/header_walk.c explains.
// folder: prints files, wall clock seconds, and the number of instances of all studies found.

/// Scans the headers of the files that a list names, one path a line.
func scanFiles(list: String) throws -> (files: Int, seconds: Double, answer: Int) {
    let paths = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").map(String.init)
    var scanner = HeaderScanner()
    var sum = 0
    let start = clock()
    for path in paths {
        let header = try scanner.header(ofFileAt: path)
        sum += header.studyInstanceUID.utf8.count + (header.sopInstanceUID?.utf8.count ?? 0)
        sum += (header.rows ?? 0) + (header.columns ?? 0)
    }
    return (paths.count, Double(clock() - start) / Double(CLOCKS_PER_SEC), sum)
}

/// Finds the studies in a folder, walking its folders included.
func scanFolder(_ path: String, threads: Int) throws -> (files: Int, seconds: Double, answer: Int) {
    let start = ContinuousClock.now
    let folder = try StudyFolder(at: path, threads: threads)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let instances = folder.studies.reduce(0) { $0 + $1.instances }
    return (instances, seconds, instances)
}

let arguments = Array(CommandLine.arguments.dropFirst())
let outcome: (files: Int, seconds: Double, answer: Int)
switch (arguments.first, arguments.count) {
case ("files", 2): outcome = try scanFiles(list: arguments[1])
case ("folder", 3): outcome = try scanFolder(arguments[1], threads: Int(arguments[2]) ?? 1)
default:
    FileHandle.standardError.write(Data("usage: header-bench files LIST | folder FOLDER THREADS\n".utf8))
    exit(64)
}
print(outcome.files, outcome.seconds, outcome.answer)
