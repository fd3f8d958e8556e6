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

    /// The same finding at another place, without a line to show.
    func at(_ place: ScenarioPlace) -> ScenarioDiagnostic {
        ScenarioDiagnostic(severity: severity, place: place, message: message)
    }

    /// The column behind the last character of what stands at the place: a word, a quoted text, or what ends with the
    /// bracket that it begins with; the place's own column when no line is known.
    public var endColumn: Int {
        let scalars = Array((sourceLine ?? "").unicodeScalars)
        let start = place.column - 1
        guard scalars.indices.contains(start) else { return place.column }
        return place.column + TokenLength.of(scalars[start...])
    }

    /// `file:line:column: error: message`, and below it the line with a caret.
    public var description: String {
        // A file can hold escape sequences; a terminal must not see them.
        let head = "\(place): \(severity.rawValue): \(message)".replacingControls()
        guard let sourceLine, !sourceLine.isEmpty else { return head }
        // Of a long line the part around the place. A tab before the caret stays a tab, so that the caret stands
        // where the terminal shows the place.
        let scalars = Array(sourceLine.unicodeScalars)
        let first = max(0, min(place.column - 81, scalars.count - 160))
        var shown = ""
        shown.unicodeScalars.append(contentsOf: scalars[first..<min(scalars.count, first + 160)])
        let before = scalars[first..<max(first, min(scalars.count, place.column - 1))].map {
            $0 == "\t" ? "\t" : " "
        }
        return "\(head)\n    \(shown.replacingControls())\n    \(before.joined())^"
    }
}

extension String {
    /// With a replacement character for every control character but the tab.
    fileprivate func replacingControls() -> String {
        var text = ""
        for scalar in unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control && scalar != "\t"
            text.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
        }
        return text
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
    /// How many more there are that nobody kept: a broken file can have millions.
    public let omitted: Int

    /// An error made of all that was found.
    public init(_ diagnostics: [ScenarioDiagnostic], omitted: Int = 0) {
        self.diagnostics = diagnostics
        self.omitted = omitted
    }

    init(_ message: String, at place: ScenarioPlace, sourceLine: String? = nil) {
        self.init([
            ScenarioDiagnostic(severity: .error, place: place, message: message, sourceLine: sourceLine)
        ])
    }

    /// All errors, one below the other.
    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
