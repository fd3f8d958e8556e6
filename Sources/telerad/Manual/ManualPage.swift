/// The manual page of one command.
struct ManualPage {
    let command: CommandDescription
    /// The commands above it: `["telerad", "shard"]`.
    let parents: [String]
    /// What stands at the foot: the version and its date.
    let version: String
    let date: String
    /// Where the program is installed.
    let prefix: String

    /// `telerad-shard-run`.
    var name: String { (parents + [command.commandName]).joined(separator: "-") }
    var fileName: String { "\(name).1" }

    private var words: String { (parents + [command.commandName]).joined(separator: " ") }

    var text: String {
        let title = name.uppercased().replacing("-", with: "\\-")
        let head = [".TH \(title) 1 \(date) \"\(version)\" \"User Commands\""]
        let sections = [
            nameSection, synopsis, description, options, subcommands, exitStatus, environment, files,
            examples,
            seeAlso,
        ]
        return (head + sections.flatMap(\.self)).joined(separator: "\n") + "\n"
    }

    // MARK: Sections

    private var nameSection: [String] {
        let abstract = (command.abstract ?? "").trimmingSuffix(".")
        let begin = abstract.first.map { $0.lowercased() } ?? ""
        return [
            ".SH NAME",
            "\(name.replacing("-", with: "\\-")) \\- \(ManualText.prose(begin + abstract.dropFirst()))",
        ]
    }

    private var synopsis: [String] {
        var parts = [ManualText.bold(words)]
        if !command.shownSubcommands.isEmpty {
            parts.append("\(ManualText.italic("command")) [\(ManualText.italic("options"))]")
        } else {
            let named = command.shownArguments.filter { $0.kind != .positional }
            parts += named.filter { !$0.isOptional }.map { synopsis($0) }
            if named.contains(where: \.isOptional) { parts.append("[\(ManualText.italic("options"))]") }
            parts += command.shownArguments.filter { $0.kind == .positional }.map { synopsis($0) }
        }
        return [".SH SYNOPSIS", parts.joined(separator: " ")]
    }

    private func synopsis(_ argument: CommandDescription.Argument) -> String {
        let value = ManualText.italic(argument.valueName ?? "value")
        let text: String
        switch argument.kind {
        case .positional:
            text = (argument.parsingStrategy == "postTerminator" ? "\\-\\- " : "") + value
        case .option: text = "\(names(argument)) \(value)"
        case .flag: text = names(argument)
        }
        let repeated = argument.isRepeating ? "\(text) ..." : text
        return argument.isOptional ? "[\(repeated)]" : repeated
    }

    private func names(_ argument: CommandDescription.Argument) -> String {
        (argument.names ?? []).map { ManualText.bold($0.text) }.joined(separator: ", ")
    }

    /// The paragraphs of the discussion: prose, and what is indented there.
    private var paragraphs: [(isLiteral: Bool, lines: [Substring])] {
        (command.discussion ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            .split(whereSeparator: \.isEmpty)
            .map { lines in (lines.allSatisfy { $0.hasPrefix("  ") }, Array(lines)) }
    }

    /// Commands with subcommands list them there, the others show examples.
    private var hasExamples: Bool { !parents.isEmpty }

    private var description: [String] {
        let abstract = command.abstract ?? ""
        var lines = [
            ".SH DESCRIPTION", ManualText.prose(abstract.hasSuffix(".") ? abstract : abstract + "."),
        ]
        // Exit codes have a section of their own.
        for paragraph in paragraphs where !paragraph.isLiteral && !paragraph.lines[0].hasPrefix("Exit codes:")
        {
            lines += [".PP", ManualText.prose(paragraph.lines.joined(separator: " "))]
        }
        return lines
    }

    private var examples: [String] {
        let literal = paragraphs.filter(\.isLiteral)
        guard hasExamples, !literal.isEmpty else { return [] }
        return [".SH EXAMPLES"]
            + literal.enumerated().flatMap { index, paragraph in
                // A paragraph right behind a heading is none of its own.
                ManualText.lines(paragraph.lines).dropFirst(index == 0 ? 1 : 0)
            }
    }

    private var options: [String] {
        let arguments = command.shownArguments
        guard !arguments.isEmpty else { return [] }
        let positional = arguments.filter { $0.kind == .positional }
        let named = arguments.filter { $0.kind != .positional }
        return (positional.isEmpty ? [] : [".SH ARGUMENTS"] + positional.flatMap(entry))
            + (named.isEmpty ? [] : [".SH OPTIONS"] + named.flatMap(entry))
    }

    private func entry(_ argument: CommandDescription.Argument) -> [String] {
        let value = ManualText.italic(argument.valueName ?? "value")
        let term =
            switch argument.kind {
            case .positional: value + (argument.isRepeating ? " ..." : "")
            case .option: "\(names(argument)) \(value)"
            case .flag: names(argument)
            }
        var text = argument.abstract ?? ""
        if let values = argument.allValues, argument.kind == .option,
            !values.allSatisfy({ text.contains($0) })
        {
            text += " One of \(values.joined(separator: ", "))."
        }
        if let value = argument.defaultValue, argument.kind != .flag { text += " Default: \(value)." }
        let more = argument.discussion.map { [".IP", ManualText.prose($0.replacing("\n", with: " "))] } ?? []
        return [".TP", term, ManualText.prose(text)] + more
    }

    private var subcommands: [String] {
        let commands = command.shownSubcommands
        guard !commands.isEmpty else { return [] }
        return [".SH COMMANDS"]
            + commands.flatMap { each in
                [
                    ".TP", "\\fB\(ManualText.literal("\(name)-\(each.commandName)"))\\fR(1)",
                    ManualText.prose(each.abstract ?? ""),
                ]
            }
    }

    private var exitStatus: [String] {
        [".SH EXIT STATUS", ".TP", "0", "All went well."]
            + Failure.Code.allCases.flatMap { [".TP", "\($0.rawValue)", ManualText.prose($0.meaning)] }
    }

    private var environment: [String] {
        let variables = [
            ("NO_COLOR", "Set to anything, it does what --no-color does."),
            ("TERM", "On a terminal called dumb nothing is coloured."),
            ("COLUMNS", "The width that reports are fitted to, instead of the terminal's own."),
            (
                "LC_ALL, LC_CTYPE, LANG",
                "The first that is set says whether the terminal shows UTF-8; if not, ASCII is written."
            ),
        ]
        return [".SH ENVIRONMENT"]
            + variables.flatMap { [".TP", ManualText.bold($0.0), ManualText.prose($0.1)] }
    }

    private var files: [String] {
        let files = [
            ("\(prefix)/share/telerad/Scenarios", "Scenarios to begin with, each answering one question."),
            ("\(prefix)/share/telerad/SampleStudies", "Synthetic DICOM studies, which some of them replay."),
            ("\(prefix)/share/doc/telerad", "The manual, and what each key of a scenario means."),
        ]
        return [".SH FILES"] + files.flatMap { [".TP", ManualText.italic($0.0), ManualText.prose($0.1)] }
    }

    private var seeAlso: [String] {
        let above = parents.indices.map { parents[...$0].joined(separator: "-") }
        let names = parents.isEmpty ? command.shownSubcommands.map { "\(name)-\($0.commandName)" } : above
        guard !names.isEmpty else { return [] }
        let pages = names.map { "\\fB\($0.replacing("-", with: "\\-"))\\fR(1)" }
        return [".SH SEE ALSO", pages.joined(separator: ",\n")]
    }
}

extension ManualPage {
    /// The pages of a command and of all below it.
    static func all(
        of command: CommandDescription, below parents: [String] = [], version: String, date: String,
        prefix: String
    ) -> [ManualPage] {
        let page = ManualPage(
            command: command, parents: parents, version: version, date: date, prefix: prefix)
        return [page]
            + command.shownSubcommands.flatMap {
                all(
                    of: $0, below: parents + [command.commandName], version: version, date: date,
                    prefix: prefix)
            }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: Character) -> Substring {
        last == suffix ? dropLast() : self[...]
    }
}
