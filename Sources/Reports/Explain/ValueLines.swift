import ScenarioFiles
import Teleradiology

/// The values of a scenario as an indented tree, with where each comes from beside it.
struct ValueLines {
    private let values: [SourcedValue]
    /// Values that are longer push the origin of their own line to the right.
    private static let widestValue = 34

    init(_ values: [SourcedValue]) { self.values = values }

    var text: String {
        var rows: [(left: String, value: String, origin: String)] = []
        var previous: [String] = []
        for value in values {
            let parents = value.path.dropLast()
            let common = zip(parents, previous).prefix { $0 == $1 }.count
            for depth in common..<parents.count {
                rows.append((indent(depth) + value.path[depth], "", ""))
            }
            previous = value.path
            rows.append((indent(parents.count) + (value.path.last ?? ""), value.text, Self.origin(value)))
        }
        let left = rows.map(\.left.count).max() ?? 0
        let middle = min(Self.widestValue, rows.map(\.value.count).max() ?? 0)
        return rows.map { row in
            row.value.isEmpty && row.origin.isEmpty
                ? row.left : "\(padded(row.left, left))  \(padded(row.value, middle))  \(row.origin)"
        }.joined(separator: "\n")
    }

    /// Where it comes from, and for a preset's figures where those do.
    private static func origin(_ value: SourcedValue) -> String {
        guard let source = value.source else { return value.origin.description }
        return "\(value.origin), \(source)"
    }

    private func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth + 1) }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
