import ArgumentParser
import Experiments
import Foundation

/// The command that makes a report again: what was asked for, without what changes nothing in it (threads, progress, where
/// the report goes). A path that begins at the root is given by its last part: where a file lies on one machine says
/// nothing on another.
struct RepeatedCommand {
    private var words: [String]

    /// A command on files or folders.
    init(_ command: String, _ files: [String]) {
        words = ["telerad", command] + files.map(Self.name)
    }

    /// An option with its value; nothing for one that was not given.
    mutating func add(_ option: String, _ value: (some CustomStringConvertible)?) {
        if let value { words += [option, value.description] }
    }

    /// An option that was given several times.
    mutating func add(_ option: String, each values: [String]) {
        for value in values { words += [option, value] }
    }

    /// A flag.
    mutating func add(_ flag: String, if isSet: Bool) {
        if isSet { words.append(flag) }
    }

    /// The options that change the scenario.
    mutating func add(_ options: ScenarioOptions) {
        add("--set", each: options.assignments)
        add("--seed", options.seed)
        add("--replications", options.replications)
        if options.broken != .refuse { words += ["--broken", options.broken.rawValue] }
    }

    /// The line to type, with a page as the report.
    var text: String { (words + ["--output", "report.html"]).map(Self.quoted).joined(separator: " ") }

    /// A file or folder as it is named.
    static func name(_ path: String) -> String {
        path.hasPrefix("/") ? (path as NSString).lastPathComponent : path
    }

    /// A word as a shell reads it back.
    private static func quoted(_ word: String) -> String {
        let plain = word.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-_./=:,@%+".unicodeScalars.contains(scalar))
        }
        return plain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
    }
}

/// A command whose report says how it is made again.
protocol RepeatableCommand: ParsableCommand {
    var options: ScenarioOptions { get }

    /// The command with the options that change what is reported, but for those of every scenario.
    var withoutScenarioOptions: RepeatedCommand { get }
}

extension RepeatableCommand {
    /// The command that makes the report again.
    var repeated: String {
        var command = withoutScenarioOptions
        command.add(options)
        return command.text
    }
}

extension RunCommand: RepeatableCommand {
    var withoutScenarioOptions: RepeatedCommand {
        var command = RepeatedCommand("run", [file])
        command.add("--variant", variant)
        command.add("--precision", each: precision)
        if !precision.isEmpty { command.add("--max-replications", maxReplications) }
        return command
    }
}

extension ReplayCommand: RepeatableCommand {
    var withoutScenarioOptions: RepeatedCommand {
        var command = RepeatedCommand("replay", folders)
        command.add("--scenario", scenario.map { RepeatedCommand.name($0) })
        command.add("--delivery", delivery?.rawValue)
        return command
    }
}

extension CompareCommand: RepeatableCommand {
    var withoutScenarioOptions: RepeatedCommand {
        var command = RepeatedCommand("compare", [file])
        command.add("--measure", each: measures.texts)
        command.add("--variant", each: variants)
        return command
    }
}

extension SweepCommand: RepeatableCommand {
    var withoutScenarioOptions: RepeatedCommand {
        var command = RepeatedCommand("sweep", [file])
        command.add("--over", each: parameters)
        command.add("--samples", samples)
        command.add("--measure", each: measures.texts)
        command.add("--variant", each: variants)
        command.add("--all-variants", if: allVariants)
        return command
    }
}

extension CrossoverCommand: RepeatableCommand {
    var withoutScenarioOptions: RepeatedCommand {
        var command = RepeatedCommand("crossover", [file])
        command.add("--over", parameter)
        command.add("--measure", measure)
        command.add("--variant", each: variants)
        return command
    }
}

extension SensitivityCommand: RepeatableCommand {
    var withoutScenarioOptions: RepeatedCommand {
        var command = RepeatedCommand("sensitivity", [file])
        command.add("--over", each: parameters)
        command.add("--measure", measure)
        command.add("--samples", samples)
        command.add("--variant", variant)
        return command
    }
}

extension WarmUpCommand: RepeatableCommand {
    var withoutScenarioOptions: RepeatedCommand {
        var command = RepeatedCommand("warm-up", [file])
        if measure != "rtat.mean" { command.add("--measure", measure) }
        command.add("--window", window)
        command.add("--variant", variant)
        return command
    }
}

extension StaffCommand: RepeatableCommand {
    var withoutScenarioOptions: RepeatedCommand {
        var command = RepeatedCommand("staff", [file])
        command.add("--group", each: groups)
        command.add("--keep", each: conditions)
        if tolerance != 1 { command.add("--tolerance", tolerance) }
        if confidence != 95 { command.add("--confidence", confidence) }
        if maxReplications != Experiment.mostReplications {
            command.add("--max-replications", maxReplications)
        }
        command.add("--variant", variant)
        return command
    }
}
