import Yams

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

    /// The tree of a YAML document; throws for what is not YAML, is empty, too deep or too large.
    static func parse(_ text: String, file: String) throws(ScenarioError) -> ScenarioNode {
        let start = ScenarioPlace(file: file, line: 1, column: 1)
        guard text.utf8.count <= longest else {
            throw ScenarioError("the text is larger than \(longest >> 20) MiB", at: start)
        }
        let lines = SourceLines(text)
        if let problem = CharacterScan.problem(in: text) {
            throw ScenarioError(
                problem.message, at: ScenarioPlace(file: file, line: problem.line, column: problem.column),
                sourceLine: lines[problem.line])
        }
        let root: Node?
        do {
            // The basic resolver, because nobody asks YAML what a scalar means.
            root = try Yams.compose(yaml: ExpectationLines.quoted(text), .basic)
        } catch let error as YamlError {
            throw syntaxError(error, lines, file)
        } catch {
            throw ScenarioError("not valid YAML: \(error)", at: start)
        }
        guard let root else {
            throw ScenarioError("the file is empty; a scenario begins with 'title: …'", at: start)
        }
        var converter = Converter(file: file, lines: lines, hasTags: text.utf8.contains(UInt8(ascii: "!")))
        return try converter.convert(root, depth: 0)
    }

    private static func syntaxError(_ error: YamlError, _ lines: SourceLines, _ file: String) -> ScenarioError
    {
        var message = "not valid YAML"
        var place = ScenarioPlace(file: file, line: 1, column: 1)
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            message += ": \(problem)\(context.map { " (\($0.text))" } ?? "")"
            if problem.contains("cannot start any token") || problem.contains("tab character") {
                message +=
                    "; lines are indented by spaces, not tabs, and texts with special characters need quotes"
            }
            place = ScenarioPlace(file: file, line: mark.line, column: mark.column)
        case .memory: message = "not usable: lists and maps are nested too deeply"
        case .duplicatedKeysInMapping(let duplicates, let context):
            let name = duplicates.first ?? ""
            message = "key '\(name)' stands twice in the same map"
            let second = lines.placeOfSecond(key: name, after: (context.mark.line, context.mark.column))
            place = ScenarioPlace(file: file, line: second.line, column: second.column)
        default: break
        }
        return ScenarioError(message, at: place, sourceLine: lines[place.line])
    }

    private struct Converter {
        let file: String
        let lines: SourceLines
        /// Whether the text can hold tags at all, which few do.
        let hasTags: Bool
        private var count = 0

        init(file: String, lines: SourceLines, hasTags: Bool) {
            self.file = file
            self.lines = lines
            self.hasTags = hasTags
        }

        private func place(_ node: Node) -> ScenarioPlace {
            ScenarioPlace(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        }

        private func failure(_ message: String, _ place: ScenarioPlace) -> ScenarioError {
            ScenarioError(message, at: place, sourceLine: lines[place.line])
        }

        mutating func convert(_ node: Node, depth: Int) throws(ScenarioError) -> ScenarioNode {
            var converted = try untagged(node, depth: depth)
            if hasTags, let merging = ScenarioNode.Merging(rawValue: node.tag.description) {
                converted.merging = merging
            }
            return converted
        }

        private mutating func untagged(_ node: Node, depth: Int) throws(ScenarioError) -> ScenarioNode {
            count += 1
            let place = place(node)
            guard depth <= ScenarioTree.deepest else {
                throw failure("lists and maps are nested more than \(ScenarioTree.deepest) deep", place)
            }
            guard count <= ScenarioTree.largest else {
                throw failure("more than \(ScenarioTree.largest) values once aliases are resolved", place)
            }
            switch node {
            case .scalar(let scalar): return ScenarioNode(content: .scalar(scalar.string), place: place)
            case .sequence(let sequence):
                var items: [ScenarioNode] = []
                for item in sequence { items.append(try convert(item, depth: depth + 1)) }
                return ScenarioNode(content: .list(items), place: place)
            case .mapping(let mapping):
                return ScenarioNode(content: .map(try entries(mapping, depth: depth)), place: place)
            case .alias: throw failure("an alias that can't be resolved", place)
            }
        }

        private mutating func entries(_ mapping: Node.Mapping, depth: Int) throws(ScenarioError)
            -> [ScenarioNode.Entry]
        {
            var entries: [ScenarioNode.Entry] = []
            var known: Set<String> = []
            var merged: [ScenarioNode.Entry] = []
            for (keyNode, valueNode) in mapping {
                let keyPlace = place(keyNode)
                guard case .scalar(let key) = keyNode else {
                    throw failure("a list or a map can't be a key", keyPlace)
                }
                // YAML tells 1 from "1"; here both are the same text.
                guard known.insert(key.string).inserted else {
                    throw failure("key '\(key.string)' stands twice in the same map", keyPlace)
                }
                let value = try convert(valueNode, depth: depth + 1)
                if key.string == "<<", key.style == .plain {
                    merged += try parts(ofMerge: value)
                } else {
                    entries.append(ScenarioNode.Entry(key: key.string, keyPlace: keyPlace, value: value))
                }
            }
            // A map's own keys win over merged ones, and of several merged maps the first.
            for entry in merged where known.insert(entry.key).inserted { entries.append(entry) }
            return entries
        }

        private func parts(ofMerge value: ScenarioNode) throws(ScenarioError) -> [ScenarioNode.Entry] {
            switch value.content {
            case .map(let entries): return entries
            case .list(let items):
                var entries: [ScenarioNode.Entry] = []
                for item in items { entries += try parts(ofMerge: item) }
                return entries
            case .scalar:
                throw failure("'<<' merges maps, such as '<<: *defaults', not \(value.kind)", value.place)
            }
        }
    }
}
