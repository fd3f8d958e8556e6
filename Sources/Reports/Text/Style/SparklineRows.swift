/// Curves below each other on one scale, so that they can be compared; the ends of each in numbers beside.
struct SparklineRows {
    /// A curve: its name, and its values in the unit.
    typealias Curve = (name: String, values: [Double?])

    private let curves: [Curve]
    private let unit: String

    init(_ curves: [Curve], unit: String) {
        self.curves = curves
        self.unit = unit
    }

    /// A line for each curve: `  cloud       ▁▂▅█  12.3 to 45.6 min`; two where one is too narrow.
    func text(_ style: TextStyle) -> String {
        let known = curves.flatMap { $0.values.compactMap(\.self) }
        let (low, high) = (known.min() ?? 0, known.max() ?? 0)
        let names = curves.map { style.shown($0.name.withoutControls) }
        let nameWidth = names.map(\.displayWidth).max() ?? 0
        return zip(curves, names).map { curve, name in
            let width = max(10, (style.columns ?? 82) - 2)
            let cells =
                curve.values.count > width
                ? Sparkline.cells(curve.values.compactMap(\.self), width).map(Optional.some) : curve.values
            let bars = style.shown(Sparkline.bars(cells, from: low, to: high))
            let ends = curve.values.compactMap(\.self)
            let numbers = ends.isEmpty ? Figure.none : "\(number(ends.first)) to \(number(ends.last)) \(unit)"
            let whole = "  \(name.padded(to: nameWidth))  \(bars)  \(style.shown(numbers))"
            guard let columns = style.columns, whole.displayWidth > columns else { return whole + "\n" }
            return style.line("  \(name): \(numbers)") + "\n  \(bars)\n"
        }.joined()
    }

    private func number(_ value: Double?) -> String {
        Figure.estimate(value.map { .init(value: $0, halfWidth: nil, replications: 1) })
    }
}
