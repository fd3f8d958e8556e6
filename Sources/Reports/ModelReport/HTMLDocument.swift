/// Writes a document as one page of HTML that needs no other file, script or network.
struct HTMLDocument {
    let document: ReportDocument

    /// The page.
    var text: String {
        PageFrame(
            kind: document.kind, title: document.title, description: document.description, style: Self.style
        ).text(main: main)
    }

    /// What stands before the first heading, the contents, then the sections.
    private var main: [HTML] {
        let first = document.blocks.firstIndex { if case .heading = $0 { true } else { false } }
        let split = first ?? document.blocks.count
        return document.blocks[..<split].map(html) + [contents] + document.blocks[split...].map(html)
    }

    private var contents: HTML {
        PageFrame.contents(
            document.blocks.compactMap { block in
                guard case .heading(2, let text, let id) = block else { return nil }
                return (id, text)
            })
    }

    private func html(_ block: ReportDocument.Block) -> HTML {
        switch block {
        case .heading(let level, let text, let id): .element("h\(level)", ["id": id], HTML(text))
        case .paragraph(let words): .element("p", ["class": "text"], Self.html(words))
        case .list(let items):
            .element("ul", ["class": "text"], items.map { .element("li", [:], Self.html($0)) })
        case .numbered(let items):
            .element("ol", ["class": "text"], items.map { .element("li", [:], Self.html($0)) })
        case .gap(let words):
            .element(
                "p", ["class": "gap"], .element("strong", [:], "Not answered:"), HTML(" "), Self.html(words))
        case .code(let lines): .element("pre", [:], .element("code", [:], HTML(lines)))
        case .diagram(let diagram):
            .element(
                "figure", [:],
                .element(
                    "div", ["class": "chart", "role": "region", "tabindex": "0", "aria-label": "Diagram"],
                    diagram.svg),
                .element("figcaption", [:], HTML("The way of studies: \(diagram.summary).")))
        case .table(let table): html(table)
        }
    }

    /// A table of words; it scrolls inside the page where the page is narrow.
    private func html(_ table: ReportDocument.Table) -> HTML {
        let head = HTML.element(
            "tr", [:], table.columns.map { .element("th", ["scope": "col"], HTML($0)) })
        var previous: Words?
        let body = table.rows.map { row -> HTML in
            // What is the same as above need not be read again, but stays there for who hears it.
            let isSame = row.first == previous
            previous = row.first
            let cells = row.enumerated().map { index, cell in
                index == 0
                    ? HTML.element("th", ["scope": "row"], Self.html(cell))
                    : .element("td", [:], Self.html(cell))
            }
            return isSame ? .element("tr", ["class": "same"], cells) : .element("tr", [:], cells)
        }
        return .element(
            "div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-label": table.caption],
            .element(
                "table", ["class": "words"], .element("caption", [:], HTML(table.caption)),
                .element("thead", [:], head), .element("tbody", [:], body)))
    }

    private static func html(_ words: Words) -> HTML {
        .joined(
            words.pieces.map { piece in
                switch piece {
                case .text(let text): HTML(text)
                case .code(let code): .element("code", [:], HTML(code))
                }
            })
    }

    /// What this kind of page has beside the others.
    private static let style = """
        .text { max-width: 50rem; }
        ul.text, ol.text { margin: 0.5rem 0; padding-left: 1.5rem; }
        li { margin: 0.2rem 0; overflow-wrap: anywhere; }
        code { font-size: 0.92em; overflow-wrap: anywhere; }
        h3 { scroll-margin-top: 0.5rem; }
        .gap { border-left: 0.3rem solid var(--open); background: var(--open-tint); padding: 0.5rem 0.8rem;
          max-width: 50rem; }
        table.words th, table.words td { text-align: left; white-space: normal; overflow-wrap: break-word; }
        table.words td { max-width: 32rem; }
        table.words tr.same th { color: var(--soft); font-weight: 400; }
        .chart svg.diagram { width: auto; max-width: 100%; height: auto; }
        h4 { font-size: 1rem; margin: 1.2rem 0 0.3rem; }
        @media (max-width: 40rem) { .chart svg.diagram { width: auto; max-width: none; } }
        .diagram rect { fill: var(--tint); stroke: var(--accent); stroke-width: 1.2; }
        .diagram text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; fill: var(--ink);
          text-anchor: middle; }
        .diagram text.name { font-weight: 600; }
        .diagram text.line { fill: var(--soft); }
        .diagram text.label { font-size: 11px; fill: var(--soft); }
        .diagram text.start { text-anchor: start; }
        .diagram text.end { text-anchor: end; }
        .diagram .arrow { fill: none; stroke: var(--soft); stroke-width: 1.2; }
        .diagram .dashed { stroke-dasharray: 5 4; }
        .diagram .head { fill: var(--soft); }
        @media print { .chart svg.diagram { width: 100%; } }

        """
}
