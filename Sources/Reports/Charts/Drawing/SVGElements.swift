/// SVG written element by element; texts and attributes are escaped on the way.
struct SVGElements {
    private(set) var text = ""
    private var open: [String] = []

    /// An element without children but for a tooltip or a text.
    mutating func add(
        _ name: String, _ attributes: KeyValuePairs<String, String>, title: String? = nil,
        text content: String? = nil
    ) {
        begin(name, attributes)
        guard title != nil || content != nil else {
            text += "/>\n"
            return
        }
        text += ">"
        if let title { text += "<title>\(escaped(title))</title>" }
        if let content { text += escaped(content) }
        text += "</\(name)>\n"
    }

    /// An element whose children are those that `children` adds.
    mutating func group(
        _ name: String, _ attributes: KeyValuePairs<String, String>, title: String? = nil,
        _ children: (inout SVGElements) -> Void
    ) {
        begin(name, attributes)
        text += ">"
        if let title { text += "<title>\(escaped(title))</title>" }
        text += "\n"
        children(&self)
        text += "</\(name)>\n"
    }

    /// Elements that were written elsewhere.
    mutating func add(_ elements: String) { text += elements }

    private mutating func begin(_ name: String, _ attributes: KeyValuePairs<String, String>) {
        text += "<\(name)"
        for (key, value) in attributes where !value.isEmpty { text += " \(key)=\"\(escaped(value))\"" }
    }

    // MARK: Shapes

    mutating func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ kind: String, title: String? = nil
    ) {
        add(
            "line",
            [
                "x1": at(x1), "y1": at(y1), "x2": at(x2), "y2": at(y2), "class": kind,
            ], title: title)
    }

    mutating func rectangle(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ kind: String, fill: String = "",
        title: String? = nil
    ) {
        add(
            "rect",
            [
                "x": at(x), "y": at(y), "width": at(width), "height": at(height), "class": kind, "fill": fill,
            ], title: title)
    }

    /// A text; `anchor` is where in it `x` lies.
    mutating func label(
        _ content: String, _ x: Double, _ y: Double, _ kind: String = "", anchor: Anchor = .start
    ) {
        add(
            "text",
            ["x": at(x), "y": at(y), "class": kind, "text-anchor": anchor == .start ? "" : anchor.rawValue],
            text: content)
    }

    /// Where in a text its coordinate lies.
    enum Anchor: String { case start, middle, end }

    private func escaped(_ text: String) -> String { XMLText.escaped(text, blanks: .spaces) }

    private func at(_ value: Double) -> String { ChartNumber.coordinate(value) }
}
