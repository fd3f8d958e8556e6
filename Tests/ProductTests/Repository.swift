import Foundation
import Testing

/// Where the repository is on this machine.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The text of a file of the repository.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}

/// Programs that tests run.
enum Tool {
    struct Output {
        var status: Int32
        var standardOutput: String
        var standardError: String
    }

    /// Runs a program found on the PATH; when it is missing, fails with the Debian package to install.
    static func run(
        _ name: String, _ arguments: [String], timeout: Swift.Duration, package: String? = nil,
        environment: [String: String] = [:]
    ) throws -> Output {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "\(timeout.components.seconds)", name] + arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }.merging(environment) { $1 }
        // Files, not pipes: no output is too long for a file.
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "telerad-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let output = folder.appending(path: "output")
        let errors = folder.appending(path: "errors")
        try Data().write(to: output)
        try Data().write(to: errors)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        if process.terminationStatus == 127 {
            Issue.record("\(name) is missing; install it: apt-get install \(package ?? name)")
        }
        return Output(
            status: process.terminationStatus,
            standardOutput: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            standardError: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
}

/// The built command.
enum Telerad {
    static let path = URL(filePath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent()
        .appending(path: "telerad").path()

    static func run(_ arguments: String...) throws -> Tool.Output {
        try Tool.run(path, arguments, timeout: .seconds(120))
    }

    static func run(_ arguments: [String]) throws -> Tool.Output {
        try Tool.run(path, arguments, timeout: .seconds(120))
    }
}

/// The contents of the fenced blocks of a language; "" for those without one.
func fencedBlocks(_ language: String, in text: String) -> [String] {
    var blocks: [String] = []
    var current: [Substring]?
    var isWanted = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.hasPrefix("```") {
            if let block = current {
                if isWanted { blocks.append(block.joined(separator: "\n")) }
                current = nil
            } else {
                current = []
                isWanted = line.dropFirst(3) == language
            }
        } else {
            current?.append(line)
        }
    }
    return blocks
}
