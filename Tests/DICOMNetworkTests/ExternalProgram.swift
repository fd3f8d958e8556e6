import Foundation
import Testing

/// A command-line program that a test compares with or talks to.
struct ExternalProgram: Sendable {
    let name: String
    /// The Debian package it comes from.
    let package: String

    static let dcmdump = ExternalProgram(name: "dcmdump", package: "dcmtk")
    static let dcmconv = ExternalProgram(name: "dcmconv", package: "dcmtk")
    static let dcmdrle = ExternalProgram(name: "dcmdrle", package: "dcmtk")
    static let dcmdjpeg = ExternalProgram(name: "dcmdjpeg", package: "dcmtk")
    static let dcmdjpls = ExternalProgram(name: "dcmdjpls", package: "dcmtk")
    static let storescp = ExternalProgram(name: "storescp", package: "dcmtk")

    static let gzip = ExternalProgram(name: "gzip", package: "gzip")

    struct Missing: Error, CustomStringConvertible {
        let program: ExternalProgram
        var description: String {
            "\(program.name) is not installed. Run: apt-get install \(program.package)"
        }
    }

    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    /// The program's path; throws, and so fails the test, when it is not installed.
    func locate() throws -> URL {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/usr/local/bin")
            .split(separator: ":")
        for folder in folders {
            let path = "\(folder)/\(name)"
            if FileManager.default.isExecutableFile(atPath: path) { return URL(fileURLWithPath: path) }
        }
        throw Missing(program: self)
    }

    /// Runs the program to its end and returns what it printed.
    func run(_ arguments: [String]) throws -> Outcome {
        let process = Process()
        process.executableURL = try locate()
        process.arguments = arguments
        let output = Pipe()
        let errors = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // What these programs write to standard error fits a pipe, so one after the other is safe.
        let outputData = output.fileHandleForReading.readDataToEndOfFile()
        let errorData = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: String(decoding: outputData, as: UTF8.self),
            errors: String(decoding: errorData, as: UTF8.self))
    }
}
