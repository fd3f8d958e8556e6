import Foundation
import Yams

/// Turns YAML text into a tree whose every key and value knows its place.
enum ScenarioTree {
    /// Deeper or larger trees than any scenario needs are refused before they cost memory or stack.
    private static let deepest = 64
    private static let largest = 2_000_000

    /// The tree of a YAML document; throws for what is not YAML, is empty, too deep or too large.
    static func parse(_ text: String, file: String) throws(ScenarioError) -> ScenarioNode {
        try checkNesting(text, file: file)
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw syntaxError(error, text, file)
        } catch {
            throw ScenarioError("not valid YAML: \(error)", at: ScenarioPlace(file: file, line: 1, column: 1))
        }
        guard let root else {
            throw ScenarioError("the file is empty; a scenario begins with 'title: …'", at: start(file))
        }
        var converter = Converter(file: file)
        let node = converter.convert(root, depth: 0)
        if let problem = converter.problem { throw problem }
        return node
    }

    private static func start(_ file: String) -> ScenarioPlace {
        ScenarioPlace(file: file, line: 1, column: 1)
    }

    /// Refuses flow nesting that would exhaust the YAML parser's stack.
    private static func checkNesting(_ text: String, file: String) throws(ScenarioError) {
        var depth = 0
        var line = 1
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
            case UInt8(ascii: "\n"): line += 1
            default: break
            }
            if depth > 1000 {
                throw ScenarioError("nested too deeply", at: ScenarioPlace(file: file, line: line, column: 1))
            }
        }
    }

    private static func syntaxError(_ error: YamlError, _ text: String, _ file: String) -> ScenarioError {
        var message = "not valid YAML: \(error)"
        var place = start(file)
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            message = "not valid YAML: \(problem)\(context.map { " (\($0.text))" } ?? "")"
            place = ScenarioPlace(file: file, line: mark.line, column: mark.column)
        case .reader(let problem, _, _, _): message = "not valid YAML: \(problem)"
        case .duplicatedKeysInMapping(let duplicates, _):
            // Its context carries the mapping's place; the key itself is found again in the text.
            let name = duplicates.map { "\($0)" }.sorted().first ?? ""
            message = "key '\(name)' stands twice in the same map"
            place = secondPlace(ofKey: name, in: text, file: file)
        default: break
        }
        return ScenarioError(message, at: place, sourceLine: text.sourceLine(place.line))
    }

    private static func secondPlace(ofKey key: String, in text: String, file: String) -> ScenarioPlace {
        var found: ScenarioPlace?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let range = line.range(of: key + ":") {
                let column = line.unicodeScalars.distance(from: line.startIndex, to: range.lowerBound) + 1
                found = ScenarioPlace(file: file, line: index + 1, column: column)
            }
        }
        return found ?? start(file)
    }

    private struct Converter {
        let file: String
        var count = 0
        var problem: ScenarioError?

        mutating func convert(_ node: Node, depth: Int) -> ScenarioNode {
            count += 1
            let place = ScenarioPlace(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
            if depth > deepest || count > largest {
                problem =
                    problem ?? ScenarioError(depth > deepest ? "nested too deeply" : "too large", at: place)
                return ScenarioNode(content: .scalar(""), place: place)
            }
            switch node {
            case .scalar(let scalar): return ScenarioNode(content: .scalar(scalar.string), place: place)
            case .sequence(let sequence):
                var items: [ScenarioNode] = []
                for item in sequence where problem == nil { items.append(convert(item, depth: depth + 1)) }
                return ScenarioNode(content: .list(items), place: place)
            case .mapping(let mapping):
                var entries: [ScenarioNode.Entry] = []
                var merged: [ScenarioNode.Entry] = []
                for (key, value) in mapping where problem == nil {
                    let keyPlace = ScenarioPlace(
                        file: file, line: key.mark?.line ?? 1, column: key.mark?.column ?? 1)
                    let converted = convert(value, depth: depth + 1)
                    let name = key.scalar?.string ?? ""
                    if name == "<<", case .map(let more) = converted.content {
                        merged += more
                    } else {
                        entries.append(ScenarioNode.Entry(key: name, keyPlace: keyPlace, value: converted))
                    }
                }
                for entry in merged where !entries.contains(where: { $0.key == entry.key }) {
                    entries.append(entry)
                }
                return ScenarioNode(content: .map(entries), place: place)
            default: return ScenarioNode(content: .scalar(""), place: place)
            }
        }
    }
}

extension String {
    /// A line of the text, from 1; nil when there is none.
    func sourceLine(_ line: Int) -> String? {
        guard line > 0 else { return nil }
        let lines = split(separator: "\n", maxSplits: line, omittingEmptySubsequences: false)
        guard line <= lines.count else { return nil }
        let text = lines[line - 1]
        return String(text.hasSuffix("\r") ? text.dropLast() : text)
    }
}
