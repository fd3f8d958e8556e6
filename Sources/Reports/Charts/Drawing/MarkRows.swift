/// The labels of vertical lines in rows above a plot: none over another, and none crossed by the line of another.
///
/// Labels stand to the right of their lines, or to the left, whichever all of them have room for; else those of the first
/// lines to the left and of the others to the right.
struct MarkRows {
    /// A label.
    struct Item {
        let mark: CurveChart.Mark
        /// Where its line is.
        let x: Double
        let anchor: SVGElements.Anchor
        let width: Double

        /// From where to where it reaches, with some room.
        var span: ClosedRange<Double> {
            anchor == .start ? x - 6...x + width + 6 : x - width - 6...x + 6
        }
    }

    /// The rows, the lowest first.
    private(set) var rows: [[Item]] = []

    init(_ marks: [CurveChart.Mark], _ scale: ChartScale) {
        let sorted = marks.map { (mark: $0, x: scale.position($0.value), width: ChartText.width($0.label)) }
            .sorted { $0.x < $1.x }
        let count = sorted.count
        /// Whether the first so many fit on the left of their lines, and the others on the right.
        func fits(_ lefts: Int) -> Bool {
            sorted[..<lefts].allSatisfy { $0.x - $0.width >= 2 }
                && sorted[lefts...].allSatisfy { $0.x + $0.width + 4 <= ChartDocument.width }
        }
        let lefts =
            ([0, count] + Array(0...count)).first(where: fits)
            ?? sorted.firstIndex { $0.x + $0.width + 4 <= ChartDocument.width } ?? count
        func item(_ index: Int) -> Item {
            let (mark, x, width) = sorted[index]
            return Item(mark: mark, x: x, anchor: index < lefts ? .end : .start, width: width)
        }
        // From the outer lines inwards a line goes up to its label past no other label.
        for index in (lefts..<count).reversed() { place(item(index)) }
        for index in 0..<lefts { place(item(index)) }
    }

    /// Puts a label into the lowest row where it lies over no other, and above those whose lines would cross it.
    private mutating func place(_ item: Item) {
        let crossing = rows.lastIndex { row in row.contains { item.span.contains($0.x) } }
        var row = crossing.map { $0 + 1 } ?? 0
        while row < rows.count, rows[row].contains(where: { $0.span.overlaps(item.span) }) { row += 1 }
        if row == rows.count { rows.append([]) }
        rows[row].append(item)
    }
}
