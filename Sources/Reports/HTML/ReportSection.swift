/// A part of a page with a heading, which the contents list.
struct ReportSection {
    /// The name that links lead to.
    let id: String
    /// The heading.
    let title: String
    /// What is in it; a section without any is left out.
    let content: [HTML]

    init(_ id: String, _ title: String, _ content: [HTML]) {
        self.id = id
        self.title = title
        self.content = content.filter { !$0.isEmpty }
    }

    var html: HTML {
        .element(
            "section", ["id": id], .element("h2", [:], HTML(title)), .joined(content))
    }
}
