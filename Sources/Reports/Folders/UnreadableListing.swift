import DICOMHeader

/// What lay in folders and gave no instance, by reason.
struct UnreadableListing {
    private let broken: [UnreadableFile]
    private let notDICOM: [String]

    /// So many files of one reason are named in the text; JSON names all.
    private static let mostNamed = 20

    init(_ folders: [StudyFolder]) {
        broken = folders.flatMap(\.broken)
        notDICOM = folders.flatMap(\.notDICOM)
    }

    /// A paragraph for each reason, the most frequent first; empty when nothing is broken.
    var text: String {
        let kinds = Dictionary(grouping: broken, by: \.kind)
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        return kinds.map { kind, files in
            let named = files.prefix(Self.mostNamed).map { "  \($0.description.withoutControls)\n" }.joined()
            let rest = files.count - Self.mostNamed
            return "\n\(files.count) × \(kind)\n" + named
                + (rest > 0 ? "  … and \(rest) more, which --json names\n" : "")
        }.joined()
    }

    var brokenJSON: JSONValue {
        .array(
            broken.map { file in
                .object([
                    ("file", .string(file.path)), ("kind", .string(file.kind)),
                    ("reason", .string(file.reason)),
                ])
            })
    }

    var notDICOMJSON: JSONValue { .array(notDICOM.map { .string($0) }) }
}

extension JSONValue {
    /// The description of a value; null when there is none.
    static func text(_ value: (some CustomStringConvertible)?) -> JSONValue {
        value.map { .string($0.description) } ?? .null
    }

    /// A whole number; null when there is none.
    static func count(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }
}
