import Foundation

/// Where the sites, hubs, readers and lines of a network stand; our own picture and the specification both go by it.
struct NetworkLayout {
    /// A place in the picture.
    struct Place {
        let x: Double
        let y: Double
    }

    /// A text at a place.
    struct Label {
        let text: String
        /// `strong` for what heads a column or a hub, `soft` for details, empty for names.
        let kind: String
        let place: Place
        let anchor: SVGElements.Anchor
    }

    /// A line between a site or readers and the first hub, or several of them drawn as one.
    struct Wire {
        let bundle: NetworkChart.Bundle
        let isSite: Bool
        let near: Place
        let far: Place
        let thickness: Double

        /// Whether there is a line at all, or images are there at once.
        var isLine: Bool { bundle.megabitsPerSecond != nil }

        /// The ends of its tangents: the curve is a cubic Bézier one, level at both ends.
        var bends: (Place, Place) {
            let middle = (near.x + far.x) / 2
            return (Place(x: middle, y: near.y), Place(x: middle, y: far.y))
        }

        /// Places along the curve, from the near end to the far one.
        func places(_ count: Int) -> [Place] {
            let (one, two) = bends
            return (0...count).map { step in
                let t = Double(step) / Double(count)
                let u = 1 - t
                func along(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
                    u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d
                }
                return Place(
                    x: along(near.x, one.x, two.x, far.x), y: along(near.y, one.y, two.y, far.y))
            }
        }
    }

    /// A hub.
    struct Box {
        let hub: NetworkChart.Hub
        let top: Double
        let height: Double
        var bottom: Double { top + height }
    }

    static let hubLeft = 282.0
    static let hubWidth = 156.0
    static var hubMiddle: Double { hubLeft + hubWidth / 2 }
    /// Between two hubs, for the line of copies.
    private static let gap = 60.0
    /// Where the lines of sites begin, and how far from the right edge those of readers do.
    private static let column = 236.0
    private static let lineHeight = 26.0

    private(set) var wires: [Wire] = []
    private(set) var boxes: [Box] = []
    private(set) var labels: [Label] = []
    let height: Double

    init(_ chart: NetworkChart) {
        let left = NetworkChart.bundles(chart.sites)
        let right = NetworkChart.bundles(chart.readers)
        let top = ChartText.line * 2 + 10
        let texts = chart.hubs.map { hub in
            ([hub.name] + hub.details).map { ChartText.wrapped($0, Self.hubWidth - 6) }
        }
        let heights = texts.map { Double($0.joined().count) * ChartText.line + 22 }
        let together = heights.reduce(0, +) + Double(max(0, heights.count - 1)) * Self.gap
        let room = [together + 20, Self.height(left), Self.height(right)].max() ?? 0
        height = top + room + 8
        head(chart)
        var y = top + (room - together) / 2
        for (index, hub) in chart.hubs.enumerated() {
            let box = Box(hub: hub, top: y, height: heights[index])
            boxes.append(box)
            let names = texts[index].first?.count ?? 0
            for (line, text) in texts[index].joined().enumerated() {
                label(
                    text, line < names ? "strong" : "soft", Self.hubMiddle,
                    y + 30 + Double(line) * ChartText.line, .middle)
            }
            y = box.bottom + Self.gap
        }
        guard let first = boxes.first else { return }
        place(left, isSite: true, top, room, first)
        place(right, isSite: false, top, room, first)
    }

    private mutating func label(
        _ text: String, _ kind: String, _ x: Double, _ y: Double, _ anchor: SVGElements.Anchor
    ) {
        labels.append(Label(text: text, kind: kind, place: Place(x: x, y: y), anchor: anchor))
    }

    private mutating func head(_ chart: NetworkChart) {
        label("Sites", "strong", Self.column - 10, 22, .end)
        label(chart.hubs.count > 1 ? "Hubs" : "Hub", "strong", Self.hubMiddle, 22, .middle)
        label("Readers", "strong", ChartDocument.width - Self.column + 10, 22, .start)
        label(
            "The thicker a line, the faster", "soft", ChartDocument.width / 2, 24 + ChartText.line, .middle)
    }

    private mutating func place(
        _ bundles: [NetworkChart.Bundle], isSite: Bool, _ top: Double, _ room: Double, _ hub: Box
    ) {
        let pitch = room / Double(max(1, bundles.count))
        for (index, bundle) in bundles.enumerated() {
            let middle = top + (Double(index) + 0.5) * pitch
            // Each line has a place of its own at the hub.
            let end = hub.top + hub.height * (Double(index) + 1) / Double(bundles.count + 1)
            wires.append(
                Wire(
                    bundle: bundle, isSite: isSite,
                    near: Place(
                        x: isSite ? Self.column + 4 : ChartDocument.width - Self.column - 4, y: middle),
                    far: Place(x: isSite ? Self.hubLeft : Self.hubLeft + Self.hubWidth, y: end),
                    thickness: bundle.megabitsPerSecond.map(Self.thickness) ?? 1.5))
            let lines = Self.lines(bundle)
            let first = middle - Double(lines.count) * Self.lineHeight / 2 + 19
            for (row, line) in lines.enumerated() {
                label(
                    line.text, line.kind, isSite ? Self.column - 10 : ChartDocument.width - Self.column + 10,
                    first + Double(row) * Self.lineHeight, isSite ? .end : .start)
            }
        }
    }

    /// The room that a side needs.
    private static func height(_ bundles: [NetworkChart.Bundle]) -> Double {
        Double(bundles.count) * (Double(bundles.map { lines($0).count }.max() ?? 0) * lineHeight + 16)
    }

    /// The text at a line's end: its name, and what it is like, in as many lines as they need.
    private static func lines(_ bundle: NetworkChart.Bundle) -> [(text: String, kind: String)] {
        let room = column - 14
        let whole = bundle.details.joined(separator: ", ")
        let details = ChartText.width(whole) <= room ? [whole] : bundle.details
        return ChartText.wrapped(bundle.title, room).map { ($0, "") }
            + details.flatMap { ChartText.wrapped($0, room) }.map { ($0, "soft") }
    }

    /// The thickness of a line: a pixel and a half more for each power of ten.
    static func thickness(_ megabits: Double) -> Double {
        max(1, min(9, 1.5 + 1.5 * log10(max(0.1, megabits))))
    }
}
