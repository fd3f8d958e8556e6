/// An error or a warning about a scenario, with its place.
public struct ScenarioDiagnostic: Error, Hashable, Sendable, CustomStringConvertible {
    /// How bad it is.
    public enum Severity: String, Hashable, Sendable {
        case error, warning
    }
    /// How bad it is.
    public var severity: Severity
    /// Where it is.
    public var place: ScenarioPlace
    /// What is wrong, what was expected, and the nearest right thing.
    public var message: String
    /// The line of the file, to be shown with a caret; nil when there is none.
    public var sourceLine: String?

    /// A finding at a place.
    public init(severity: Severity, place: ScenarioPlace, message: String, sourceLine: String? = nil) {
        self.severity = severity
        self.place = place
        self.message = message
        self.sourceLine = sourceLine
    }

    /// `file:line:column: error: message`, and below it the line with a caret.
    public var description: String {
        let head = "\(place): \(severity.rawValue): \(message)"
        guard let sourceLine, !sourceLine.isEmpty else { return head }
        // A tab before the caret stays a tab, so that the caret stands where the terminal shows the place.
        let before = sourceLine.unicodeScalars.prefix(max(0, place.column - 1)).map {
            $0 == "\t" ? "\t" : " "
        }
        return "\(head)\n    \(sourceLine)\n    \(before.joined())^"
    }
}

/// A place in a scenario file; line and column count from 1, columns in Unicode scalars.
public struct ScenarioPlace: Hashable, Sendable, CustomStringConvertible {
    /// The path of the file as the user gave it, or what stands for it.
    public var file: String
    /// The line, from 1; 0 when the place is the whole file.
    public var line: Int
    /// The column, from 1.
    public var column: Int

    /// A place in a file; line 0 stands for the whole file.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`.
    public var description: String { line > 0 ? "\(file):\(line):\(column)" : file }
}

/// Why a scenario file is no scenario: all errors found, in the order of the file.
public struct ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The errors, at least one.
    public let diagnostics: [ScenarioDiagnostic]

    /// An error made of all that was found.
    public init(_ diagnostics: [ScenarioDiagnostic]) { self.diagnostics = diagnostics }

    init(_ message: String, at place: ScenarioPlace, sourceLine: String? = nil) {
        self.init([
            ScenarioDiagnostic(severity: .error, place: place, message: message, sourceLine: sourceLine)
        ])
    }

    /// All errors, one below the other.
    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
