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

    /// What the format offers besides: first for the scenario as a whole, then place by place.
    private var notInUse: String {
        let features = explained.unused.map { feature in
            let keys = feature.path.split(separator: ".")
            return (
                place: keys.dropLast().joined(separator: "."), key: String(keys.last ?? ""),
                description: feature.description
            )
        }
        // A place stands before what is in it, also where that comes first in the format.
        var places = [""]
        for feature in features {
            let keys = feature.place.split(separator: ".")
            for count in 0...keys.count {
                let place = keys.prefix(count).joined(separator: ".")
                if !places.contains(place) { places.append(place) }
            }
        }
        places.removeAll { place in !features.contains { $0.place == place } }
        let width = features.map(\.key.count).max() ?? 0
        var lines: [String] = []
        for place in places {
            if !place.isEmpty { lines.append("  \(place)") }
            for feature in features where feature.place == place {
                let key = (place.isEmpty ? "  " : "    ") + feature.key
                lines.append(
                    key + String(repeating: " ", count: width + 6 - key.count) + feature.description)
            }
        }
        let opening =
            "What a scenario can have besides. 'telerad schema' says what each may hold; * stands for any name."
        return ([style.heading("Not in use"), style.prose(opening)] + lines.map(style.shown))
            .joined(separator: "\n")
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
        if !explained.unused.isEmpty { parts.append(notInUse) }
        return parts.joined(separator: "\n\n") + "\n"
    }
}
