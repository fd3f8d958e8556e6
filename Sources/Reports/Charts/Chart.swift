/// A picture of results: as SVG, as a table of its numbers, and as a Vega-Lite specification.
///
/// The picture shows what the table holds, number by number; a page sets both beside each other.
package protocol Chart: Sendable {
    /// The stem of file names and of ids inside the SVG, such as `turnaround-ct`; unique in a report.
    var name: String { get }
    /// What is seen, with its unit.
    var title: String { get }
    /// One or two sentences with the main numbers, for those who can't see the picture.
    var summary: String { get }
    /// The numbers drawn; the names of columns carry units, such as `rtat_min`.
    var table: ChartTable { get }
    /// The same numbers in fewer rows, for a page that has no room for so many.
    var shortTable: ChartTable { get }
    /// A Vega-Lite v5 specification of the same picture, which reads the table from `NAME.csv` beside it.
    var vegaLite: JSONValue { get }
    /// The marks, without title and colours.
    var drawing: ChartDrawing { get }
}

extension Chart {
    package var shortTable: ChartTable { table }

    /// A whole `<svg>` element to stand in a page, whose heading is the page's.
    package func svg() -> String { ChartDocument(self).text(hasHeading: false) }

    /// The picture as a file of its own, with its title above it; light or dark as the one who looks has it.
    package func svgFile() -> String { ChartDocument(self).text(hasHeading: true) + "\n" }
}

/// Marks of a chart as SVG elements, and how much room they take; ``ChartDocument/width`` wide.
package struct ChartDrawing: Sendable {
    let height: Double
    let elements: String
}
