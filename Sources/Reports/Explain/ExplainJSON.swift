import ScenarioFiles
import Teleradiology

/// An explained scenario for programs: schema `telerad.explain/1`.
public enum ExplainJSON {
    /// The whole report.
    public static func value(
        _ explained: ExplainedScenario, file: String, variant: String?, variants: [String]
    ) -> JSONValue {
        .object([
            ("schema", .string("telerad.explain/1")), ("file", .string(file)),
            ("variant", variant.map { .string($0) } ?? .null),
            ("title", .string(explained.scenario.title)),
            (
                "words",
                .array(
                    ScenarioStory(explained, variant: variant, variants: variants).parts.map { part in
                        .object([
                            ("heading", .string(part.heading)),
                            ("paragraphs", .array(part.paragraphs.map { .string($0) })),
                        ])
                    })
            ),
            ("values", .array(explained.values.map(value))),
            (
                "not_in_use",
                .array(
                    explained.unused.map {
                        .object([("path", .string($0.path)), ("description", .string($0.description))])
                    })
            ),
        ])
    }

    private static func value(_ value: SourcedValue) -> JSONValue {
        let origin: (kind: String, place: ScenarioPlace?, detail: String?) =
            switch value.origin {
            case .file(let place): ("file", place, nil)
            case .setting(let text): ("option", nil, text)
            case .variant(let name, let place): ("variant", place, name)
            case .preset: ("preset", nil, nil)
            case .standard: ("default", nil, nil)
            }
        return .object([
            ("path", .array(value.path.map { .string($0) })), ("value", .string(value.text)),
            ("origin", .string(origin.kind)),
            ("detail", origin.detail.map { .string($0) } ?? .null),
            ("file", origin.place.map { .string($0.file) } ?? .null),
            ("line", origin.place.flatMap { $0.line > 0 ? .integer($0.line) : nil } ?? .null),
            ("source", value.source.map { .string($0.description) } ?? .null),
        ])
    }
}
