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

    /// How a value is laid over what stands under it.
    enum Merging: String, Sendable {
        /// Key by key and item by item, as far as both sides go.
        case deep
        /// It takes the place of what stands there: `!override`.
        case override = "!override"
        /// It takes that away: `!reset`.
        case reset = "!reset"
    }

    struct Entry: Sendable {
        var key: String
        var keyPlace: ScenarioPlace
        var value: ScenarioNode
    }

    var content: Content
    var place: ScenarioPlace
    /// How it is laid over what stands under it in a file that is extended.
    var merging = Merging.deep
    /// The variant whose override it is; nil for what the file itself says.
    var variant: String?

    /// What kind of value it is, for messages.
    var kind: String {
        switch content {
        case .scalar(let text): text.isEmpty ? "nothing" : "'\(text.shortened)'"
        case .list: "a list"
        case .map: "a map"
        }
    }

    /// The value of a key of a map.
    subscript(key: String) -> ScenarioNode? {
        guard case .map(let entries) = content else { return nil }
        return entries.last { $0.key == key }?.value
    }

    /// The keys of a map.
    var keys: [String] {
        guard case .map(let entries) = content else { return [] }
        return entries.map(\.key)
    }

    /// The text of a scalar, short enough for a message.
    var shown: String {
        guard case .scalar(let text) = content else { return kind }
        return text.shortened
    }

    /// Moves the node and all its parts to one place: a setting's value has no lines to speak of.
    mutating func setPlace(_ place: ScenarioPlace) {
        self.place = place
        switch content {
        case .scalar: break
        case .list(var items):
            for index in items.indices { items[index].setPlace(place) }
            content = .list(items)
        case .map(var entries):
            for index in entries.indices {
                entries[index].keyPlace = place
                entries[index].value.setPlace(place)
            }
            content = .map(entries)
        }
    }

    /// Marks the node and all its parts as overrides of a variant.
    mutating func setVariant(_ name: String) {
        variant = name
        switch content {
        case .scalar: break
        case .list(let items):
            content = .list(
                items.map { item in
                    var item = item
                    item.setVariant(name)
                    return item
                })
        case .map(let entries):
            content = .map(
                entries.map { entry in
                    var entry = entry
                    entry.value.setVariant(name)
                    return entry
                })
        }
    }

    /// The names of a list's items as paths and messages use them; nil for an item that has none.
    ///
    /// An item is called by its `name` or `group`, a stream also by its modality or `replay`; one that comes again
    /// is numbered from 2: `ct 2`.
    static func names(of items: [ScenarioNode]) -> [String?] {
        var used: Set<String> = []
        return items.map { item in
            func text(_ key: String) -> String? {
                guard case .scalar(let text)? = item[key]?.content, !text.isEmpty else { return nil }
                return text
            }
            if let given = text("name") ?? text("group") ?? text("provider") {
                used.insert(given)
                return given
            }
            guard let name = text("modality") ?? (item["replay"] == nil ? nil : "replay") else { return nil }
            var unique = name
            var number = 2
            while !used.insert(unique).inserted {
                unique = "\(name) \(number)"
                number += 1
            }
            return unique
        }
    }
}

extension String {
    /// The text for a message: one line of 60 characters at most.
    var shortened: String {
        let characters = map { $0.isNewline ? " " : $0 }
        return characters.count > 60 ? String(characters.prefix(60)) + "…" : String(characters)
    }
}

extension Double {
    /// The number without the fraction `.0`.
    var plain: String { description.hasSuffix(".0") ? String(description.dropLast(2)) : description }
}
