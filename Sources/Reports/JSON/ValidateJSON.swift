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
    public static func value(file: String, diagnostics: [ScenarioDiagnostic]) -> JSONValue {
        .object([
            ("file", .string(file)), ("valid", .bool(!diagnostics.contains { $0.severity == .error })),
            (
                "diagnostics",
                .array(
                    diagnostics.map { diagnostic in
                        .object([
                            ("severity", .string(diagnostic.severity.rawValue)),
                            ("file", .string(diagnostic.place.file)),
                            ("line", diagnostic.place.line > 0 ? .integer(diagnostic.place.line) : .null),
                            ("column", diagnostic.place.line > 0 ? .integer(diagnostic.place.column) : .null),
                            ("message", .string(diagnostic.message)),
                        ])
                    })
            ),
        ])
    }
}
