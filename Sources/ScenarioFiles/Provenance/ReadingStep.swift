/// One step of the way to a value of a scenario.
enum ReadingStep: Hashable, Sendable {
    /// A key of the format.
    case key(String)
    /// A key that the author chose, or one of many such as a modality.
    case entry(String)
    /// An item of a list, by its number from 0, and by its name if it has one.
    case item(Int, String?)

    /// How paths call it, those of messages and of `--set`.
    var name: String {
        switch self {
        case .key(let name), .entry(let name): name
        case .item(let index, let name): name ?? String(index + 1)
        }
    }
}

extension [ReadingStep] {
    /// The way with all names left open, for what is said of a format and not of a file: `sites.[].scanners.*.count`.
    var pattern: String {
        map { step in
            switch step {
            case .key(let key): key
            case .entry: "*"
            case .item: "[]"
            }
        }.joined(separator: ".")
    }
}
