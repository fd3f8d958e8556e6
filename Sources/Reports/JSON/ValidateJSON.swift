import Experiments
import ScenarioFiles

/// The outcome of a check for programs: schema `telerad.validate/1`.
public enum ValidateJSON {
    /// The whole report.
    public static func value(isValid: Bool, files: [JSONValue]) -> JSONValue {
        .object([
            ("schema", .string("telerad.validate/1")), ("version", .string(teleradVersion)),
            ("valid", .bool(isValid)), ("files", .array(files)),
        ])
    }

    /// What was found in one file.
    public static func value(file: String, _ findings: ScenarioFindings) -> JSONValue {
        .object([
            ("file", .string(file)), ("valid", .bool(findings.isValid)),
            ("diagnostics", .array(findings.diagnostics.map(value))),
            ("omitted", .integer(findings.omitted)),
        ])
    }

    /// A finding; editors underline what stands from its column to before its end.
    private static func value(_ diagnostic: ScenarioDiagnostic) -> JSONValue {
        let hasPlace = diagnostic.place.line > 0
        let hasLine = hasPlace && diagnostic.sourceLine != nil
        return .object([
            ("severity", .string(diagnostic.severity.rawValue)),
            ("file", .string(diagnostic.place.file)),
            ("line", hasPlace ? .integer(diagnostic.place.line) : .null),
            ("column", hasPlace ? .integer(diagnostic.place.column) : .null),
            ("end_line", hasLine ? .integer(diagnostic.place.line) : .null),
            ("end_column", hasLine ? .integer(diagnostic.endColumn) : .null),
            ("source", diagnostic.sourceLine.map { .string($0) } ?? .null),
            ("message", .string(diagnostic.message)),
        ])
    }
}
