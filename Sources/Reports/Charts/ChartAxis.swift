/// One axis of a chart: what it says, what its numbers count, and how far it goes.
package struct ChartAxis: Sendable, Hashable {
    /// How values are spaced.
    package enum Spacing: Sendable, Hashable { case linear, logarithmic }

    /// A place with a label.
    package struct Tick: Sendable, Hashable {
        package let value: Double
        package let label: String

        package init(_ value: Double, _ label: String) {
            self.value = value
            self.label = label
        }
    }

    /// What it shows, with the unit where ticks don't carry it: `Report turnaround time`.
    package var title: String
    /// The column of the table that holds its values: `rtat_min`.
    package var column: String
    /// What its values count.
    package var quantity: ChartQuantity
    package var spacing: Spacing
    /// What is shown; nil for all that is drawn.
    package var domain: ClosedRange<Double>?
    /// Whether zero is shown in any case; nil shows it unless that would flatten the picture.
    package var includesZero: Bool?
    /// Places with labels of their own, such as days; nil for natural ones.
    package var ticks: [Tick]?

    package init(
        _ title: String, column: String, quantity: ChartQuantity, spacing: Spacing = .linear,
        domain: ClosedRange<Double>? = nil, includesZero: Bool? = nil, ticks: [Tick]? = nil
    ) {
        self.title = title
        self.column = column
        self.quantity = quantity
        self.spacing = spacing
        self.domain = domain
        self.includesZero = includesZero
        self.ticks = ticks
    }

    /// The hours of a week from Monday 00:00 on, 0 to 168, with the names of its days.
    package static func hoursOfWeek(column: String = "hour_of_week") -> ChartAxis {
        ChartAxis(
            "", column: column, quantity: .number(unit: "h"), domain: 0...168,
            ticks: weekdays.enumerated().map { Tick(Double($0 * 24), $1) })
    }

    package static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
}
