/// Lines and steps over an axis: turnaround distributions, courses over time, sweeps, crossovers.
package struct CurveChart: Chart {
    /// A place on a curve, with the interval around it where there is one.
    package struct Point: Sendable, Hashable {
        package let x: Double
        package let y: Double
        package let lower: Double?
        package let upper: Double?

        package init(_ x: Double, _ y: Double, lower: Double? = nil, upper: Double? = nil) {
            self.x = x
            self.y = y
            self.lower = lower
            self.upper = upper
        }
    }

    /// How points are joined.
    package enum Shape: Sendable, Hashable {
        /// By straight lines.
        case line
        /// A value holds until the next point.
        case steps
        /// By straight lines, with a marker at each point.
        case lineWithMarkers
        /// Not at all: a marker at each point.
        case markers
    }

    /// One curve.
    package struct Series: Sendable, Hashable {
        package let name: String
        package let points: [Point]
        package let shape: Shape

        package init(_ name: String, _ points: [Point], shape: Shape = .line) {
            self.name = name
            self.points = points
            self.shape = shape
        }
    }

    /// A line across, such as a target or a crossing; with an interval it is shaded.
    package struct Mark: Sendable, Hashable {
        package enum Axis: Sendable, Hashable { case x, y }
        package let axis: Axis
        package let value: Double
        package let interval: ClosedRange<Double>?
        package let label: String

        package init(_ axis: Axis, _ value: Double, _ label: String, interval: ClosedRange<Double>? = nil) {
            self.axis = axis
            self.value = value
            self.label = label
            self.interval = interval
        }
    }

    package let name: String
    package let title: String
    package let summary: String
    package let x: ChartAxis
    package let y: ChartAxis
    /// What tells the curves apart, the name of the table's first column: `modality`.
    package let key: String
    package let series: [Series]
    package let marks: [Mark]

    /// Curves; series without points are left out.
    package init(
        name: String, title: String, summary: String, x: ChartAxis, y: ChartAxis, key: String = "series",
        series: [Series], marks: [Mark] = []
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.x = x
        self.y = y
        self.key = key
        self.series = series.filter { !$0.points.isEmpty }
        self.marks = marks
    }

    /// All that both axes must show.
    var extent: (x: [Double], y: [Double]) {
        func ends(_ axis: Mark.Axis) -> [Double] {
            marks.filter { $0.axis == axis }.flatMap {
                [$0.value, $0.interval?.lowerBound ?? $0.value, $0.interval?.upperBound ?? $0.value]
            }
        }
        return (
            series.flatMap { $0.points.map(\.x) } + ends(.x),
            series.flatMap { $0.points.flatMap { [$0.y, $0.lower ?? $0.y, $0.upper ?? $0.y] } } + ends(.y)
        )
    }

    /// Whether some point has an interval.
    var hasIntervals: Bool { series.contains { $0.points.contains { $0.lower != nil } } }

    package var table: ChartTable {
        let ends = hasIntervals ? ["\(y.column)_lower", "\(y.column)_upper"] : []
        return ChartTable(
            [key, x.column, y.column] + ends,
            series.flatMap { series in
                series.points.map { point in
                    [.text(series.name), .number(point.x), .number(point.y)]
                        + (hasIntervals ? [.init(point.lower), .init(point.upper)] : [])
                }
            })
    }
}
