/// Something that a scenario could have and does not: an optional key of the format that stands nowhere in it.
public struct UnusedFeature: Hashable, Sendable {
    /// Where it could stand: keys, with `*` for whatever the author names and for every item of a list, as in
    /// `sites.*.gateway`.
    public let path: String
    /// What it is for.
    public let description: String
}

extension UnusedFeature {
    /// Those of a scenario, in the order of the format; what belongs to an unused one is not told of.
    static func all(in root: ScenarioNode) -> [UnusedFeature] {
        var search = Search()
        search.walk(.named("scenario"), [root], "")
        return search.found
    }

    /// A walk through the format beside the values that a scenario has at each place.
    private struct Search {
        var found: [UnusedFeature] = []
        private var paths: Set<String> = []
        private let definitions = Dictionary(
            ScenarioSchema.definitions.map { ($0.name, $0.rule) }, uniquingKeysWith: { first, _ in first })

        mutating func walk(_ rule: SchemaRule, _ nodes: [ScenarioNode], _ path: String) {
            switch rule {
            case .named(let name):
                if let rule = definitions[name] { walk(rule, nodes, path) }
            case .any(let rules):
                // One thing may stand alone or in a list: both are looked at as items.
                let isList = rules.contains { if case .list = $0 { true } else { false } }
                for rule in rules {
                    if case .list(let item, _) = rule {
                        walk(item, Self.items(of: nodes), path)
                    } else {
                        walk(rule, isList ? Self.items(of: nodes) : nodes, path)
                    }
                }
            case .list(let item, _): walk(item, Self.items(of: nodes), path + ".*")
            case .map(let properties, let others):
                walk(properties, nodes, path)
                if let others {
                    let known = Set(properties.map(\.key))
                    walk(others, nodes.flatMap { Self.values(of: $0, but: known) }, path + ".*")
                }
            case .choice(let properties): walk(properties, nodes, path)
            case .words, .form, .number, .integer, .flag, .text, .anything: break
            }
        }

        private mutating func walk(
            _ properties: [SchemaRule.Property], _ nodes: [ScenarioNode], _ path: String
        ) {
            for property in properties {
                let inner = path.isEmpty ? property.key : "\(path).\(property.key)"
                let values = nodes.compactMap { $0[property.key] }
                if property.isFeature, values.isEmpty {
                    if paths.insert(inner).inserted {
                        found.append(UnusedFeature(path: inner, description: property.description))
                    }
                } else {
                    walk(property.rule, values, inner)
                }
            }
        }

        private static func items(of nodes: [ScenarioNode]) -> [ScenarioNode] {
            nodes.flatMap { node in
                if case .list(let items) = node.content { items } else { [node] }
            }
        }

        private static func values(of node: ScenarioNode, but known: Set<String>) -> [ScenarioNode] {
            guard case .map(let entries) = node.content else { return [] }
            return entries.filter { !known.contains($0.key) && !$0.key.hasPrefix("x-") }.map(\.value)
        }
    }
}
