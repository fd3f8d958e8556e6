import Teleradiology

/// What a file says itself, as opposed to what was filled in where it says nothing.
///
/// A path leads by keys and by the numbers of list items, from 0: `["sites", 0, "uplink", "loss"]`. O(entries on the way).
public struct GivenValues: Sendable {
    /// One step into a value: a key of a map, or the number of a list's item.
    public enum Step: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case key(String)
        case item(Int)

        public init(stringLiteral key: String) { self = .key(key) }
        public init(integerLiteral number: Int) { self = .item(number) }
    }

    let root: ScenarioNode

    /// Whether the file has a value there.
    public func has(_ path: [Step]) -> Bool { node(path) != nil }

    /// The text of a single value there, as its author wrote it; nil for lists, maps and what is not there.
    public func text(_ path: [Step]) -> String? {
        guard case .scalar(let text)? = node(path)?.content else { return nil }
        return text
    }

    private func node(_ path: [Step]) -> ScenarioNode? {
        var node = root
        for step in path {
            switch (step, node.content) {
            case (.key(let key), .map):
                guard let inner = node[key] else { return nil }
                node = inner
            case (.item(let number), .list(let items)) where items.indices.contains(number):
                node = items[number]
            // Where one thing may stand without a list around it.
            case (.item(0), .map): continue
            default: return nil
            }
        }
        return node
    }
}

/// A value that a variant puts in place of the file's.
public struct VariantOverride: Hashable, Sendable {
    /// Where: `readers.Night team.count`.
    public let path: String
    /// What, as YAML on one line.
    public let value: String
}

extension ScenarioFile {
    /// What the file says, overrides and settings included.
    public var given: GivenValues { GivenValues(root: root) }

    /// What one of the variants changes, in the order of the file; empty for a name that is none.
    public func overrides(of variant: String) -> [VariantOverride] {
        guard case .map(let entries)? = root["variants"]?[variant]?.content else { return [] }
        return entries.filter { !$0.key.hasPrefix("x-") }.map {
            VariantOverride(path: $0.key, value: $0.value.flow)
        }
    }
}

extension ScenarioNode {
    /// The value as YAML on one line, for people.
    var flow: String {
        switch content {
        case .scalar(let text):
            let isPlain =
                !text.isEmpty && !text.contains { $0.isNewline || ",[]{}#\"'".contains($0) }
                && !text.contains(": ")
            return isPlain ? text : "'\(text.split(whereSeparator: \.isNewline).joined(separator: " "))'"
        case .list(let items):
            return items.isEmpty ? "[]" : "[ \(items.map(\.flow).joined(separator: ", ")) ]"
        case .map(let entries):
            return entries.isEmpty
                ? "{}" : "{ \(entries.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", ")) }"
        }
    }
}
