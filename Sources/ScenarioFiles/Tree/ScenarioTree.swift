/// Turns YAML text into a tree whose every key and value knows its place.
///
/// Aliases and merge keys (`<<`) are resolved. Text that is too long or too deep, or that grows too much through
/// aliases, is refused before it costs memory or stack.
enum ScenarioTree {
    /// The most bytes of a file.
    static let longest = 4 << 20
    /// How deep lists and maps may be nested.
    static let deepest = 64
    /// The most keys and values once aliases are resolved.
    static let largest = 500_000

    /// The tree of a YAML document; throws all that is wrong with what is not YAML, is empty, too deep or too large.
    static func parse(_ text: String, file: String) throws(ScenarioError) -> ScenarioNode {
        let parsed = try ParsedText(text, file: file)
        guard let root = parsed.root, parsed.problems.isEmpty else { throw ScenarioError(parsed.problems) }
        return root
    }
}
