extension ScenarioNode {
    /// Replaces the value that a path leads to.
    ///
    /// Keys and names may themselves hold dots and blanks, so at each level the longest one that fits is taken.
    /// The last key may be new: whoever reads it says whether it exists.
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
            } else if !path.contains("."), !path.isEmpty {
                entries.append(Entry(key: String(path), keyPlace: place, value: value))
            } else {
                throw Self.unknown(path, entries.map(\.key), place, source)
            }
            content = .map(entries)
        case .list(var items):
            let names = items.enumerated().map { index, item in item.names + ["\(index + 1)"] }
            guard let (index, rest) = Self.match(path, names) else {
                throw Self.unknown(path, items.flatMap(\.names), place, source)
            }
            if let rest {
                try items[index].set(rest, to: value, place: place, source: source)
            } else {
                items[index] = value
            }
            content = .list(items)
        case .scalar(let text):
            throw ScenarioError(
                "'\(path)' leads into '\(text.prefix(40))', which has no parts", at: place, sourceLine: source
            )
        }
    }

    /// The names by which a list's item can be called.
    private var names: [String] {
        ["name", "group", "modality"].compactMap { key in
            guard case .scalar(let text)? = self[key]?.content else { return nil }
            return text
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

    private static func unknown(
        _ path: Substring, _ names: [String], _ place: ScenarioPlace, _ source: String?
    ) -> ScenarioError {
        let first = path.prefix { $0 != "." }
        let hint =
            NearestName.of(String(first), among: names).map { "; did you mean '\($0)'?" }
            ?? "; expected one of: \(names.prefix(20).joined(separator: ", "))"
        return ScenarioError(
            "the path '\(path)' leads nowhere: unknown '\(first)'\(hint)", at: place, sourceLine: source)
    }
}
