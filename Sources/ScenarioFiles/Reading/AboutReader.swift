import Teleradiology

/// Reads `about`: what the authors say of the scenario, for reports on the model.
enum AboutReader {
    static func about(_ reader: NodeReader) -> ScenarioAbout {
        var about = ScenarioAbout()
        let keys = ScenarioAbout.Subject.allCases.map(\.rawValue)
        guard let map = reader.map("texts such as '{ purpose: …, authors: … }'", keys: keys) else {
            return about
        }
        for subject in ScenarioAbout.Subject.allCases {
            guard let given = map.optional(subject.rawValue) else { continue }
            about[subject] = (given.items("a text, or a list of texts", allowsSingle: true) ?? []).compactMap
            {
                $0.text("a text")
            }
        }
        return about
    }
}
