extension ScenarioNode {
    /// The node with another one laid over it: what the other says wins, what it leaves out stays.
    ///
    /// Maps are merged key by key, however deep. Lists are merged item by item when all items of both have names, as
    /// paths of `--set` know them; an item of a new name comes behind the others. All other lists are replaced, and so
    /// is what carries the tag `!override`; what carries `!reset` is taken away.
    func merged(under top: ScenarioNode) -> ScenarioNode {
        guard top.merging == .deep else { return top }
        switch (content, top.content) {
        case (.map(var entries), .map(let over)):
            for entry in over {
                let index = entries.firstIndex { $0.key == entry.key }
                if entry.value.merging == .reset {
                    if let index { entries.remove(at: index) }
                } else if let index {
                    entries[index].keyPlace = entry.keyPlace
                    entries[index].value = entries[index].value.merged(under: entry.value)
                } else {
                    entries.append(entry)
                }
            }
            var merged = top
            merged.content = .map(entries)
            return merged
        case (.list(let items), .list(let over)):
            guard let all = Self.merged(items, under: over) else { return top }
            var merged = top
            merged.content = .list(all)
            return merged
        default: return top
        }
    }

    /// The items of two lists merged by name; nil when an item of them has none, or two have the same.
    private static func merged(_ items: [ScenarioNode], under top: [ScenarioNode]) -> [ScenarioNode]? {
        let below = names(of: items).compactMap(\.self)
        let above = names(of: top).compactMap(\.self)
        guard below.count == items.count, above.count == top.count, Set(below).count == below.count,
            Set(above).count == above.count, !top.isEmpty
        else { return nil }
        var merged: [(name: String, node: ScenarioNode?)] = Array(zip(below, items.map(Optional.some)))
        for (name, item) in zip(above, top) {
            if let index = merged.firstIndex(where: { $0.name == name }) {
                merged[index].node =
                    item.merging == .reset ? nil : merged[index].node?.merged(under: item) ?? item
            } else if item.merging != .reset {
                merged.append((name, item))
            }
        }
        return merged.compactMap(\.node)
    }
}
