import Yams

/// Turns what YAML made of a text into a tree whose every key and value knows its place.
///
/// Keys that make no sense are noted and left out; what would cost memory or stack is thrown.
struct TreeConverter {
    let file: String
    let lines: SourceLines
    /// Whether the text can hold tags at all, which few do.
    let hasTags: Bool
    /// Where keys stand for the second time, which others know of already.
    let doubles: Set<ScenarioPlace>
    /// What is wrong with keys, once for each place.
    private(set) var problems: [ScenarioDiagnostic] = []
    /// Whether something was left out that stands nowhere else.
    private(set) var lacksParts = false
    private var noted: Set<ScenarioDiagnostic> = []
    private var count = 0

    init(file: String, lines: SourceLines, doubles: Set<ScenarioPlace>, hasTags: Bool) {
        self.file = file
        self.lines = lines
        self.doubles = doubles
        self.hasTags = hasTags
    }

    private func place(_ node: Node) -> ScenarioPlace {
        ScenarioPlace(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    private func failure(_ message: String, _ place: ScenarioPlace) -> ScenarioError {
        ScenarioError(message, at: place, sourceLine: lines[place.line])
    }

    private mutating func note(_ message: String, _ place: ScenarioPlace) {
        let problem = ScenarioDiagnostic(
            severity: .error, place: place, message: message, sourceLine: lines[place.line])
        if noted.insert(problem).inserted { problems.append(problem) }
    }

    /// The tree of a node; throws where it is too deep or too large.
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
            if doubles.contains(keyPlace) { continue }
            guard case .scalar(let key) = keyNode else {
                note("a list or a map can't be a key", keyPlace)
                lacksParts = true
                continue
            }
            // YAML tells 1 from "1"; here both are the same text.
            guard known.insert(key.string).inserted else {
                note("key '\(key.string)' stands twice in the same map", keyPlace)
                continue
            }
            let value = try convert(valueNode, depth: depth + 1)
            if key.string == "<<", key.style == .plain {
                merged += parts(ofMerge: value)
            } else {
                entries.append(ScenarioNode.Entry(key: key.string, keyPlace: keyPlace, value: value))
            }
        }
        // A map's own keys win over merged ones, and of several merged maps the first.
        for entry in merged where known.insert(entry.key).inserted { entries.append(entry) }
        return entries
    }

    private mutating func parts(ofMerge value: ScenarioNode) -> [ScenarioNode.Entry] {
        switch value.content {
        case .map(let entries): return entries
        case .list(let items):
            var entries: [ScenarioNode.Entry] = []
            for item in items { entries += parts(ofMerge: item) }
            return entries
        case .scalar:
            note("'<<' merges maps, such as '<<: *defaults', not \(value.kind)", value.place)
            lacksParts = true
            return []
        }
    }
}
