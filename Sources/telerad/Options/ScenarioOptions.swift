import ArgumentParser
import ScenarioFiles
import Teleradiology

/// Options of the commands that read a scenario.
struct ScenarioOptions: ParsableArguments {
    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Replace a value: 'delivery=on-premise', 'readers.Night team.count=5'. May be given several times.",
            valueName: "path=value"))
    var assignments: [String] = []

    @Option(help: ArgumentHelp("The master seed, instead of the file's.", valueName: "number"))
    var seed: UInt64?

    @Option(help: ArgumentHelp("How many replications, instead of the file's.", valueName: "number"))
    var replications: Int?

    @Option(
        help: ArgumentHelp(
            "How many replications run at once (default: one for each processor).", valueName: "number"))
    var threads: Int?

    @Option(help: "What happens when a folder to replay holds a broken DICOM file: refuse or skip.")
    var broken: BrokenFilePolicy = .refuse

    func validate() throws {
        if let replications, !(1...1_000_000).contains(replications) {
            throw ValidationError("--replications must be 1 to 1000000, not \(replications)")
        }
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads must be 1 to 1024, not \(threads)")
        }
    }

    /// The file with the assignments made; ends the command when it is wrong.
    func load(_ path: String) throws -> ScenarioFile {
        try Self.rethrowing { () throws(ScenarioError) in
            try ScenarioFile(contentsOfFile: path).setting(assignments)
        }
    }

    /// The file, or the variant of it that was asked for.
    func load(_ path: String, variant: String?) throws -> ScenarioFile {
        let file = try load(path)
        return try variant.map { try self.variant($0, of: file) } ?? file
    }

    /// The scenario of a file; warnings go to standard error, and so does progress while folders are read.
    ///
    /// - Parameter isReplay: whether folders are what the command is about, so that progress tells of short ones too.
    func scenario(_ file: ScenarioFile, isReplay: Bool = false) throws -> Scenario {
        let folders = file.replayedFolders
        let progress = folders.isEmpty ? nil : FolderProgressLine(folders, isAlwaysTold: isReplay)
        defer { progress?.finish() }
        let (read, warnings) = try Self.rethrowing { () throws(ScenarioError) in
            try file.read(brokenFiles: broken, progress: progress?.reading)
        }
        for warning in warnings { printOnce(warning.description) }
        return adapt(read)
    }

    /// The scenario with the seed and the replications that were asked for.
    func adapt(_ scenario: Scenario) -> Scenario {
        var scenario = scenario
        if let seed { scenario.seed = seed }
        if let replications { scenario.replications = replications }
        return scenario
    }

    /// The value of a body; an error of a scenario ends the command with the code of its kind.
    static func rethrowing<Value>(_ body: () throws(ScenarioError) -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            let isRefused = error.diagnostics.allSatisfy { $0.message.contains("broken DICOM file") }
            let isUnreadable = error.diagnostics.allSatisfy {
                $0.place.line == 0 && !$0.place.file.hasPrefix("--")
            }
            throw Failure(
                isRefused ? .refusedFile : isUnreadable ? .unreadable : .invalidScenario,
                error.diagnostics.map(\.description).joined(separator: "\n"))
        }
    }
}

extension BrokenFilePolicy: ExpressibleByArgument {}
