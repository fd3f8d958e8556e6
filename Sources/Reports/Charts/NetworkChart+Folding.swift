extension NetworkChart {
    /// The most lines on one side that are drawn one by one.
    static let mostLines = 25

    /// A line, or several alike, as drawn.
    struct Bundle: Hashable {
        let title: String
        /// Its bandwidth and its round trip.
        let details: [String]
        /// The slowest of them in Mbit/s, which says how thick it is drawn; nil without lines.
        let megabitsPerSecond: Double?
    }

    /// What is drawn of lines: each, or those of one kind and of one power of ten of bandwidth together.
    static func bundles(_ lines: [Line]) -> [Bundle] {
        guard lines.count > mostLines else {
            return lines.map { line in
                Bundle(
                    title: line.name, details: details([line], counts: line.kind == "readers"),
                    megabitsPerSecond: line.megabitsPerSecond)
            }
        }
        var order: [String] = []
        var groups: [String: [Line]] = [:]
        for line in lines {
            let key = "\(line.kind) \(line.megabitsPerSecond.map(power) ?? -99)"
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(line)
        }
        return order.map { key in
            let lines = groups[key] ?? []
            let kind = lines.first?.kind ?? ""
            let title =
                kind == "readers"
                ? "\(lines.count) \(lines.count == 1 ? "group" : "groups")"
                : "\(lines.count) \(plural(kind, lines.count))"
            return Bundle(
                title: title, details: details(lines, counts: kind == "readers"),
                megabitsPerSecond: lines.compactMap(\.megabitsPerSecond).min())
        }
    }

    private static func power(_ megabits: Double) -> Int {
        var power = 0
        var edge = 10.0
        while megabits > edge, power < 9 {
            power += 1
            edge *= 10
        }
        return power
    }

    private static func plural(_ kind: String, _ count: Int) -> String {
        let words = kind.replacing("-", with: " ")
        if kind == "other" { return count == 1 ? "other site" : "other sites" }
        return count == 1 ? words : "\(words)s"
    }

    /// `100 Mbit/s` and `38 ms`, of several from the least to the most.
    private static func details(_ lines: [Line], counts: Bool) -> [String] {
        let count = counts ? "\(lines.reduce(0) { $0 + $1.count }) × " : ""
        let rates = lines.compactMap(\.megabitsPerSecond)
        guard let slowest = rates.min(), let fastest = rates.max() else { return ["\(count)no line"] }
        var details = [count + span(slowest, fastest, rate)]
        let trips = lines.compactMap(\.roundTripMilliseconds)
        if let least = trips.min(), let most = trips.max() {
            details.append("\(span(least, most, ChartNumber.label)) ms")
        }
        return details
    }

    private static func span(_ low: Double, _ high: Double, _ text: (Double) -> String) -> String {
        let (from, to) = (text(low), text(high))
        guard from != to else { return from }
        // The unit once where both have the same.
        let units = [from, to].map { $0.drop { $0 != " " } }
        return units[0] == units[1] ? "\(from.dropLast(units[0].count))–\(to)" : "\(from)–\(to)"
    }

    /// A bandwidth in the unit that fits: `500 Mbit/s`, `1 Gbit/s`.
    static func rate(_ megabits: Double) -> String {
        switch megabits {
        case 1000...: "\(ChartNumber.label(megabits / 1000)) Gbit/s"
        case ..<1: "\(ChartNumber.label(megabits * 1000)) kbit/s"
        default: "\(ChartNumber.label(megabits)) Mbit/s"
        }
    }
}
