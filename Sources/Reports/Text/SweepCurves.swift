import Experiments
import Teleradiology

/// The measures of a sweep as curves over the parameter with the most values, one for each combination of the others.
struct SweepCurves {
    /// More curves than this say nothing at a glance.
    private static let most = 12

    private let sweep: Sweep
    private let scales: [Figure.MeasureScale]
    private let style: TextStyle

    init(_ sweep: Sweep, _ scales: [Figure.MeasureScale], _ style: TextStyle) {
        self.sweep = sweep
        self.scales = scales
        self.style = style
    }

    /// A paragraph for each measure; empty where bars are not wanted, for samples, and where no parameter has three
    /// values.
    var text: String {
        guard style.hasSparklines, sweep.design.method == .fullFactorial, let axis,
            let first = sweep.rows.first?.point
        else { return "" }
        var names: [String] = []
        var rows: [String: [Sweep.Row]] = [:]
        for row in sweep.rows {
            let name = self.name(row.point, axis)
            if rows[name] == nil { names.append(name) }
            rows[name, default: []].append(row)
        }
        guard names.count <= Self.most else { return "" }
        let path = sweep.design.parameters[axis].path
        let values = sweep.rows.map { $0.point.values[axis] }
        return first.measures.indices.map { index in
            let measure = first.measures[index].text(first.scenario.priorities)
            let ends = "\(path) from \(values.first ?? "") to \(values.last ?? "")"
            let curves = names.map { name in
                (
                    name,
                    (rows[name] ?? []).map { $0.estimates[index].map { $0.value / scales[index].divisor } }
                )
            }
            return style.heading("\(measure) over \(ends)".withoutControls) + "\n"
                + SparklineRows(curves, unit: scales[index].name).text(style) + "\n"
        }.joined()
    }

    /// The parameter with the most values, where that is three at least.
    private var axis: Int? {
        let counts = sweep.design.parameters.indices.map { index in
            Set(sweep.design.points.map { $0[index] }).count
        }
        guard let most = counts.max(), most > 2 else { return nil }
        return counts.firstIndex(of: most)
    }

    /// What the curve of a point is called: its design and its other values.
    private func name(_ point: Sweep.Point, _ axis: Int) -> String {
        var words = [point.design].compactMap(\.self)
        words += point.values.enumerated().filter { $0.offset != axis }.map(\.element)
        return words.joined(separator: ", ")
    }
}
