import Foundation
import ScenarioFiles

/// The small scenarios of the pages of keys, which together use every key, as trees that tests change bit by bit.
enum KeyPages {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    /// Where files lie that they name.
    private static let path = root.path() + "/Scenarios/keys.yaml"

    static let names: [String] =
        (try? FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: "Sources/ScenarioFiles").path()))?
        .filter { $0.hasSuffix("Keys.md") }.sorted() ?? []

    /// The tree of a page's scenario.
    static func tree(_ name: String) throws -> [String: Any] {
        let text = try String(
            contentsOf: root.appending(path: "Sources/ScenarioFiles/\(name)"), encoding: .utf8)
        let blocks = text.components(separatedBy: "```yaml\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
        guard let yaml = blocks.first(where: { $0.contains("technologies:") }),
            let tree = try ScenarioFile(text: yaml, path: path).plain as? [String: Any]
        else { throw CocoaError(.fileReadCorruptFile) }
        return tree
    }

    /// What a tree describes: the scenario itself, its variants, and the other technologies.
    static func designs(_ tree: Any) throws -> [ScenarioFile] {
        let file = try file(tree)
        let technologies = (tree as? [String: Any])?["technologies"] as? [String: Any] ?? [:]
        return try [file] + file.variantNames.map { try file.variant($0) }
            + technologies.keys.sorted().map { try file.setting(["delivery=\($0)"]) }
    }

    /// The file that a tree is: JSON is YAML too.
    static func file(_ tree: Any) throws -> ScenarioFile {
        let data = try JSONSerialization.data(
            withJSONObject: tree, options: [.sortedKeys, .withoutEscapingSlashes])
        return try ScenarioFile(text: String(decoding: data, as: UTF8.self), path: path)
    }

    /// A tree with one thing in it changed or left out.
    struct Change {
        /// The keys that lead there, with the names of authors and the numbers of items left open.
        let pattern: String
        let what: String
        let tree: Any
        /// Whether it is left out although it could be another number instead.
        var couldDiffer = false
    }

    /// The tree with each of its entries left out in turn, and with each of its numbers another one.
    static func changes(of tree: Any) -> [Change] { changes(tree, []) { $0 } }

    private static func changes(
        _ value: Any, _ pattern: [String], _ whole: @escaping (Any) -> Any
    ) -> [Change] {
        var changes: [Change] = []
        func note(_ what: String, _ key: String?, _ changed: Any) {
            changes.append(
                Change(
                    pattern: (pattern + (key.map { [$0] } ?? [])).joined(separator: "."), what: what,
                    tree: whole(changed)))
        }
        if let map = value as? [String: Any] {
            // Variants are designs of their own.
            for (key, inner) in map.sorted(by: { $0.key < $1.key }) where key != "variants" {
                var less = map
                less[key] = nil
                note("without", key, less)
                changes[changes.count - 1].couldDiffer = !others(inner).isEmpty
                changes += Self.changes(inner, pattern + [key]) { changed in
                    var map = map
                    map[key] = changed
                    return whole(map)
                }
            }
        } else if let list = value as? [Any] {
            for (index, inner) in list.enumerated() {
                if list.count > 1 {
                    var less = list
                    less.remove(at: index)
                    note("without item \(index + 1)", "[]", less)
                }
                changes += Self.changes(inner, pattern + ["[]"]) { changed in
                    var list = list
                    list[index] = changed
                    return whole(list)
                }
            }
        } else {
            for other in others(value) { note("\(value) → \(other)", nil, other) }
        }
        return changes
    }

    /// Values of the same form.
    private static func others(_ value: Any) -> [Any] {
        if let flag = value as? Bool { return [!flag] }
        if let number = value as? Int { return [number + 1] }
        if let number = value as? Double { return [number * 1.5] }
        guard let text = value as? String else { return [] }
        // The first whole number in a text such as `08:00-17:00` or `1 h 30 min`.
        return text.matches(of: #/\d+/#).prefix(1).compactMap { match in
            guard let number = Int(match.0) else { return nil }
            let next = "\(number + 1)"
            let zeros = String(repeating: "0", count: max(0, match.0.count - next.count))
            return text.replacingCharacters(in: match.range, with: zeros + next)
        }
    }
}
