import Experiments

/// What every page has around its text: the head, which lets nothing be fetched, run or sent, and the heading.
struct PageFrame {
    /// What kind of report it is, such as `Comparison`.
    let kind: String
    let title: String
    let description: String
    /// Rules of style that only this kind of page needs.
    var style = ""

    /// The file; `below` stands in the heading, `main` below it.
    func text(below: [HTML] = [], main: [HTML]) -> String {
        let page = HTML.element(
            "html", ["lang": "en", "xmlns": "http://www.w3.org/1999/xhtml"], head,
            .element("body", [:], .element("header", [:], heading + below), .element("main", [:], main)))
        return "<!DOCTYPE html>\n" + page.markup
    }

    private var head: HTML {
        .element(
            "head", [:], .void("meta", ["charset": "utf-8"]),
            .void("meta", ["http-equiv": "Content-Security-Policy", "content": Self.policy]),
            .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            .void("meta", ["name": "color-scheme", "content": "light dark"]),
            .void("meta", ["name": "generator", "content": "telerad \(teleradVersion)"]),
            .element("title", [:], HTML("\(title) – \(kind.lowercased())")),
            .element("style", [:], HTML(made: PageStyle.text + style)))
    }

    private static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

    private var heading: [HTML] {
        [
            .element("p", ["class": "kind"], HTML("telerad · \(kind)")), .element("h1", [:], HTML(title)),
            description.isEmpty ? .nothing : .element("p", ["class": "description"], HTML(description)),
        ]
    }

    /// Links to the parts of a page.
    static func contents(_ links: [(id: String, title: String)]) -> HTML {
        let items = links.map { id, title in
            HTML.element("li", [:], .element("a", ["href": "#\(id)"], HTML(title)))
        }
        return .element("nav", ["aria-label": "Contents"], .element("ul", [:], items))
    }
}
