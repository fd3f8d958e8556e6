import Experiments
import Teleradiology

/// A report as one file that needs no other: it may be opened from a disk, printed, sent by mail, and asks nothing of any
/// network.
struct ReportPage {
    /// What kind of report it is, such as `Comparison`.
    let kind: String
    /// The scenario, for title, description and design.
    let scenario: Scenario
    /// The question, where the sentence that answers it does not say it.
    var question: String = ""
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
        return PageFrame(kind: kind, title: scenario.title, description: scenario.description).text(
            below: [.element("p", ["class": "design"], HTML(RunText.design(scenario)))],
            main: [answerSection, contents(shown)] + shown.map(\.html) + [repetition])
    }

    private var answerSection: HTML {
        .element(
            "section", ["id": "answer", "class": "answer"], .element("h2", [:], "The answer"),
            question.isEmpty ? .nothing : .p(HTML(question)),
            .element("p", ["class": "headline"], headline), .joined(answer))
    }

    private func contents(_ sections: [ReportSection]) -> HTML {
        guard sections.count > 1 else { return .nothing }
        return PageFrame.contents(sections.map { ($0.id, $0.title) } + [("how", "How this was made")])
    }
}
