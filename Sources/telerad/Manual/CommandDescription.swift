import Foundation

/// What the argument parser tells programs of a command (`--experimental-dump-help`): all that a manual page needs.
struct CommandDescription: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool?
    let arguments: [Argument]?
    let subcommands: [CommandDescription]?

    /// An argument, an option or a flag.
    struct Argument: Decodable {
        let kind: Kind
        let abstract: String?
        let discussion: String?
        let valueName: String?
        let defaultValue: String?
        let allValues: [String]?
        let isOptional: Bool
        let isRepeating: Bool
        let parsingStrategy: String
        var names: [Name]?
        let shouldDisplay: Bool

        enum Kind: String, Decodable { case positional, option, flag }
    }

    struct Name: Decodable {
        let kind: String
        let name: String

        /// As it is typed.
        var text: String { (kind == "long" ? "--" : "-") + name }
    }

    /// The command with all its subcommands.
    static func read(_ json: String) throws -> CommandDescription {
        struct Dump: Decodable { let command: CommandDescription }
        return try JSONDecoder().decode(Dump.self, from: Data(json.utf8)).command
    }

    /// Subcommands that people are told of; `help` has no page of its own.
    var shownSubcommands: [CommandDescription] {
        (subcommands ?? []).filter { $0.shouldDisplay ?? true && $0.commandName != "help" }
    }

    /// Arguments that people are told of; a flag and its opposite are one.
    var shownArguments: [Argument] {
        var shown: [Argument] = []
        for argument in arguments ?? [] where argument.shouldDisplay {
            if let last = shown.last, last.kind == .flag, argument.kind == .flag,
                argument.names?.first?.name == "no-\(last.names?.first?.name ?? "")"
            {
                shown[shown.count - 1].names? += argument.names ?? []
            } else {
                shown.append(argument)
            }
        }
        return shown
    }
}
