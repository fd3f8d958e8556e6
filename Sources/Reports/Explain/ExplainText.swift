import ScenarioFiles
import Teleradiology

/// A scenario told in words, and every value of it with where it comes from.
public struct ExplainText {
    private let explained: ExplainedScenario
    private let file: String
    private let variant: String?
    private let variants: [String]
    private let style: TextStyle

    /// - Parameters:
    ///   - file: the name of the file, for the heading.
    ///   - variant: the variant that is told; nil for the file itself.
    ///   - variants: the names of the file's variants.
    public init(
        _ explained: ExplainedScenario, file: String, variant: String?, variants: [String],
        style: TextStyle = .plain
    ) {
        self.style = style
        self.explained = explained
        self.file = file
        self.variant = variant
        self.variants = variants
    }

    /// The whole text.
    public var text: String {
        let title = explained.scenario.title + (variant.map { ", variant \($0)" } ?? "")
        var parts = [style.title(title)]
        for part in ScenarioStory(explained, variant: variant, variants: variants).parts {
            let paragraphs = part.paragraphs.map(style.prose)
            parts.append(([style.heading(part.heading)] + paragraphs).joined(separator: "\n"))
        }
        parts.append(
            style.heading("Every value, and where it comes from") + "\n"
                + style.shown(ValueLines(explained.values).text))
        return parts.joined(separator: "\n\n")
    }
}
