/// A value of a scenario file with the place where it stands.
///
/// Scalars stay text: what they mean is said by whoever reads them, so that `no`, `15:30` and `1e3` are what
/// the person wrote.
struct ScenarioNode: Sendable {
    enum Content: Sendable {
        case scalar(String)
        case list([ScenarioNode])
        case map([Entry])
    }

    struct Entry: Sendable {
        var key: String
        var keyPlace: ScenarioPlace
        var value: ScenarioNode
    }

    var content: Content
    var place: ScenarioPlace

    /// What kind of value it is, for messages.
    var kind: String {
        switch content {
        case .scalar(let text): text.isEmpty ? "nothing" : "'\(text.prefix(40))'"
        case .list: "a list"
        case .map: "a map"
        }
    }

    /// The value of a key of a map.
    subscript(key: String) -> ScenarioNode? {
        guard case .map(let entries) = content else { return nil }
        return entries.last { $0.key == key }?.value
    }
}
