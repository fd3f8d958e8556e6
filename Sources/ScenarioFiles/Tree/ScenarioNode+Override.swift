extension ScenarioNode {
    /// Replaces the value that a path leads to.
    ///
    /// Keys and names may themselves hold dots and blanks, so at each level the longest one that fits is taken.
    /// Keys that the file does not have are added: whoever reads the map says whether they exist. A list's item
    /// must be there; `*` stands for every item.
    mutating func set(
        _ path: Substring, to value: ScenarioNode, place: ScenarioPlace, source: String?
    ) throws(ScenarioError) {
        switch content {
        case .map(var entries):
            if let (index, rest) = Self.match(path, entries.map { [$0.key] }) {
                if let rest {
                    try entries[index].value.set(rest, to: value, place: place, source: source)
                } else {
                    entries[index].value = value
                    entries[index].keyPlace = place
                }
            } else if path.isEmpty || path.hasPrefix(".") || path.hasSuffix(".") {
                throw Self.unknown(path, entries.map(\.key), place, source)
            } else {
                // What the file leaves out can be set too, as far down as the path goes.
                let key = path.prefix { $0 != "." }
                if key == "*" || path.dropFirst(key.count).hasPrefix(".*") {
                    throw Self.unmatched(path, key, entries, place, source)
                }
                var inner = value
                if key.count < path.count {
                    inner = ScenarioNode(content: .map([]), place: place)
                    try inner.set(path.dropFirst(key.count + 1), to: value, place: place, source: source)
                }
                entries.append(Entry(key: String(key), keyPlace: place, value: inner))
            }
            content = .map(entries)
        case .list(let items) where items.isEmpty && (path == "*" || path.hasPrefix("*.")):
            throw ScenarioError(
                "the path '\(path)' matches nothing: the list is empty", at: place, sourceLine: source)
        case .list(var items) where path == "*" || path.hasPrefix("*."):
            for index in items.indices {
                if path == "*" {
                    items[index] = value
                } else {
                    try items[index].set(path.dropFirst(2), to: value, place: place, source: source)
                }
            }
            content = .list(items)
        case .list(var items):
            let names = ScenarioNode.names(of: items)
            let candidates = zip(names, items.indices).map { [$0, String($1 + 1)].compactMap(\.self) }
            guard let (index, rest) = Self.match(path, candidates) else {
                let isNew = !names.compactMap(\.self).isEmpty
                throw Self.unknown(
                    path, names.compactMap(\.self), place, source,
                    note: isNew
                        ? " (a new one stands in the file with a count or volume of 0, and a path sets that)"
                        : "")
            }
            if let rest {
                try items[index].set(rest, to: value, place: place, source: source)
            } else {
                items[index] = value
            }
            content = .list(items)
        case .scalar(let text):
            throw ScenarioError(
                "the path '\(path)' leads into '\(text.shortened)', which has no parts", at: place,
                sourceLine: source
            )
        }
    }

    /// The candidate that a path begins with, the longest first, and what is left of the path behind it.
    private static func match(_ path: Substring, _ candidates: [[String]]) -> (index: Int, rest: Substring?)?
    {
        var best: (index: Int, rest: Substring?, length: Int)?
        for (index, names) in candidates.enumerated() {
            for name in names where !name.isEmpty && name.count > (best?.length ?? 0) {
                if path == name {
                    best = (index, nil, name.count)
                } else if path.hasPrefix(name + ".") {
                    best = (index, path.dropFirst(name.count + 1), name.count)
                }
            }
        }
        return best.map { ($0.index, $0.rest) }
    }

    /// A star where there is no list.
    private static func unmatched(
        _ path: Substring, _ key: Substring, _ entries: [Entry], _ place: ScenarioPlace, _ source: String?
    ) -> ScenarioError {
        if key == "*" {
            return ScenarioError(
                "the path '\(path)' matches nothing: '*' is every item of a list, and this is a map. Expected one of: "
                    + entries.map(\.key).prefix(20).joined(separator: ", "), at: place, sourceLine: source)
        }
        let lists = entries.filter { if case .list = $0.value.content { true } else { false } }.map(\.key)
        let known = lists.isEmpty ? "" : "; lists that there are: \(lists.prefix(20).joined(separator: ", "))"
        return ScenarioError(
            "the path '\(path)' matches nothing: there is no list '\(key)'"
                + NearestName.hint(String(key), among: lists, orElse: known), at: place, sourceLine: source)
    }

    private static func unknown(
        _ path: Substring, _ names: [String], _ place: ScenarioPlace, _ source: String?, note: String = ""
    ) -> ScenarioError {
        let first = path.prefix { $0 != "." }
        let hint = NearestName.hint(
            String(first), among: names,
            orElse: ". Expected one of: \(names.prefix(20).joined(separator: ", "))\(note)")
        return ScenarioError(
            "the path '\(path)' leads nowhere: unknown '\(first)'\(hint)", at: place, sourceLine: source)
    }
}
