/// A field of colours: rows over the 168 hours of a week, Monday 00:00 first.
///
/// The scale has nine steps of one hue, whose order is seen in grey too; in the dark it is turned round, so that much
/// stands out from the ground in both.
package struct HeatMapChart: Chart {
    /// One row.
    package struct Row: Sendable, Hashable {
        package let label: String
        /// A value for each hour of the week; nil where there is none, such as with nobody on shift.
        package let values: [Double?]

        package init(_ label: String, _ values: [Double?]) {
            self.label = label
            self.values = values
        }
    }

    package let name: String
    package let title: String
    package let summary: String
    /// What colours show.
    package let value: ChartAxis
    /// The name of the table's column for rows.
    package let labelColumn: String
    /// What is drawn.
    package let rows: [Row]
    /// Rows that are not drawn, but told together in the last that is; the table has them behind the others.
    package let folded: [Row]
    /// What it means that an hour has no value: `nobody on shift`.
    package let emptyLabel: String

    package static let hours = 168

    /// How many rows with such names make a picture that a sheet of paper holds.
    static func mostRows(_ names: [String]) -> Int { isAbove(names) ? 10 : 16 }

    /// Whether names stand above their rows, as there is no room for them beside.
    static func isAbove(_ names: [String]) -> Bool { names.contains { ChartText.width($0) > 190 } }

    /// Rows of 168 values each.
    package init(
        name: String, title: String, summary: String, value: ChartAxis, labelColumn: String, rows: [Row],
        folded: [Row] = [],
        emptyLabel: String = "no value"
    ) {
        precondition(
            (rows + folded).allSatisfy { $0.values.count == Self.hours },
            "a row has a value for each hour of a week")
        self.name = name
        self.title = title
        self.summary = summary
        self.value = value
        self.labelColumn = labelColumn
        self.rows = rows
        self.folded = folded
        self.emptyLabel = emptyLabel
    }

    package var table: ChartTable {
        ChartTable(
            [labelColumn, "weekday", "hour", "hour_of_week", value.column],
            (rows + folded).flatMap { row in
                row.values.enumerated().map { hour, value in
                    [
                        .text(row.label), .text(ChartAxis.weekdays[hour / 24]), .number(Double(hour % 24)),
                        .number(Double(hour)), .init(value),
                    ]
                }
            })
    }

    /// A row for each day, a column for each of its hours.
    package var shortTable: ChartTable {
        ChartTable(
            [labelColumn, "weekday"] + (0..<24).map { "\($0):00" },
            (rows + folded).flatMap { row in
                ChartAxis.weekdays.enumerated().map { day, weekday in
                    [.text(row.label), .text(weekday)]
                        + row.values[24 * day..<24 * (day + 1)].map { .init($0) }
                }
            })
    }

    /// The ends of the scale of colours.
    var domain: ClosedRange<Double> {
        ChartTicks(value, values: rows.flatMap { $0.values.compactMap(\.self) }, most: 6).domain
    }

    /// The step of the scale in which a value lies, 0 to 8.
    func step(_ value: Double) -> Int {
        let domain = domain
        let share = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
        return max(0, min(ChartStyle.light.count - 1, Int(share * Double(ChartStyle.light.count))))
    }
}
