/// Where a preset's figure comes from.
public enum PresetSource: Sendable, Hashable, CustomStringConvertible {
    /// Seen in the named source.
    case seen(String)
    /// Derived by arithmetic from the named source.
    case derived(String)
    /// An assumption that a scenario should replace where better is known.
    case assumed

    /// The mark and the source: `[S] …`, `[D] …` or `[M] assumption`.
    public var description: String {
        switch self {
        case .seen(let source): "[S] \(source)"
        case .derived(let source): "[D] \(source)"
        case .assumed: "[M] assumption"
        }
    }
}
