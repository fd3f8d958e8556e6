import Experiments
import Teleradiology

/// A report as one file that needs no other: it may be opened from a disk, printed, sent by mail, and asks nothing of any
/// network.
struct ReportPage {
    /// What kind of report it is, such as `Comparison`.
    let kind: String
    /// The scenario, for title, description and design.
    let scenario: Scenario
    /// The sentence that answers the question.
    let headline: HTML
    /// What stands below it on the first screen.
    let answer: [HTML]
    /// Everything else.
    let sections: [ReportSection]
    /// How it was made.
    let repetition: HTML

    /// The file.
    var text: String {
        let shown = sections.filter { !$0.content.isEmpty }
        let page = HTML.element(
            "html", ["lang": "en", "xmlns": "http://www.w3.org/1999/xhtml"], head,
            .element(
                "body", [:], header,
                .element(
                    "main", [:], answerSection, contents(shown), .joined(shown.map(\.html)), repetition)))
        return "<!DOCTYPE html>\n" + page.markup
    }

    private var head: HTML {
        .element(
            "head", [:], .void("meta", ["charset": "utf-8"]),
            .void("meta", ["http-equiv": "Content-Security-Policy", "content": Self.policy]),
            .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            .void("meta", ["name": "color-scheme", "content": "light dark"]),
            .void("meta", ["name": "generator", "content": "telerad \(teleradVersion)"]),
            .element("title", [:], HTML("\(scenario.title) – \(kind.lowercased())")),
            .element("style", [:], HTML(made: PageStyle.text)))
    }

    /// Nothing may be fetched, run or sent.
    private static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

    private var header: HTML {
        .element(
            "header", [:],
            .element("p", ["class": "kind"], HTML("telerad · \(kind)")),
            .element("h1", [:], HTML(scenario.title)),
            scenario.description.isEmpty
                ? .nothing : .element("p", ["class": "description"], HTML(scenario.description)),
            .element("p", ["class": "design"], HTML(RunText.design(scenario))))
    }

    private var answerSection: HTML {
        .element(
            "section", ["id": "answer", "class": "answer"], .element("h2", [:], "The answer"),
            .element("p", ["class": "headline"], headline), .joined(answer))
    }

    private func contents(_ sections: [ReportSection]) -> HTML {
        guard sections.count > 1 else { return .nothing }
        let links = (sections.map { ($0.id, $0.title) } + [("how", "How this was made")]).map { id, title in
            HTML.element("li", [:], .element("a", ["href": "#\(id)"], HTML(title)))
        }
        return .element("nav", ["aria-label": "Contents"], .element("ul", [:], links))
    }
}
