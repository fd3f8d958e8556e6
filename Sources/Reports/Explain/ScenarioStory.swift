import ScenarioFiles
import SimulationKernel
import Teleradiology

/// A scenario in plain words: who makes studies, how they travel, who reads them, in which order, what is promised.
struct ScenarioStory {
    /// Some paragraphs about one thing.
    struct Part {
        let heading: String
        let paragraphs: [String]
    }

    let scenario: Scenario
    private let texts: [[String]: String]
    private let variant: String?
    private let variants: [String]

    init(_ explained: ExplainedScenario, variant: String?, variants: [String]) {
        scenario = explained.scenario
        texts = Dictionary(explained.values.map { ($0.path, $0.text) }) { first, _ in first }
        self.variant = variant
        self.variants = variants
    }

    /// The parts, in the order in which a study meets them.
    var parts: [Part] {
        [
            Part(heading: "What is simulated", paragraphs: run),
            Part(heading: "Who makes studies", paragraphs: scenario.sites.flatMap(site)),
            Part(heading: "How they travel", paragraphs: delivery),
            Part(heading: "Who reads", paragraphs: scenario.readers.map(group)),
            Part(heading: "In which order", paragraphs: order),
            Part(heading: "What is promised", paragraphs: promises),
            Part(heading: "What it costs", paragraphs: costs),
        ].filter { !$0.paragraphs.isEmpty }
    }

    /// The text of a value, as the file or its default has it.
    func text(_ path: String...) -> String? { texts[path] }

    // MARK: The run

    private var run: [String] {
        var sentences: [String] = []
        if !scenario.description.isEmpty { sentences.append(PlainWords.sentence(scenario.description)) }
        let warmUp =
            scenario.warmUp > .zero
            ? " What happens in the first \(text("warm_up") ?? "\(scenario.warmUp)") is left out of every figure."
            : ""
        sentences.append(
            "Time starts on \(PlainWords.date(scenario.start)) (\(scenario.timeZone)) and goes on for "
                + "\(text("length") ?? "\(scenario.length)").\(warmUp) "
                + (scenario.ending == .stop
                    ? "Then the run stops; studies on their way are counted as in the system."
                    : "Then no new studies come, and the run goes on until all are reported."))
        sentences.append(
            "This is repeated \(scenario.replications) times with other luck, from the seed \(scenario.seed)."
        )
        var paragraphs = [sentences.joined(separator: " ")]
        if variant == nil, !variants.isEmpty {
            paragraphs.append(
                "The file has \(PlainWords.count(variants.count, "variant")): \(PlainWords.list(variants)). They are not told here; "
                    + "--variant tells one.")
        }
        if ScenarioAbout.Subject.allCases.contains(where: { !scenario.about[$0].isEmpty }) {
            paragraphs.append("What its authors say about it stands in the report of 'telerad model'.")
        }
        if !scenario.changes.isEmpty {
            paragraphs.append(
                "\(PlainWords.count(scenario.changes.count, "event")) change\(scenario.changes.count == 1 ? "s" : "") things "
                    + "on the way, the first on \(PlainWords.date(scenario.changes[0].time)).")
        }
        return paragraphs
    }

    // MARK: Readers

    private func group(_ group: ReaderGroup) -> String {
        let hours =
            group.shifts.isEmpty ? "around the clock" : PlainWords.list(group.shifts.map(PlainWords.shift))
        let modalities =
            group.modalities.count == Modality.allCases.count
            ? "all modalities"
            : PlainWords.list(Modality.allCases.filter(group.modalities.contains).map(PlainWords.modality))
        let applications =
            group.applications.count == Application.allCases.count
            ? ""
            : " of \(PlainWords.list(Application.allCases.filter(group.applications.contains).map(\.name)))"
        let breaks =
            group.breaks.isEmpty ? "" : ", with breaks \(PlainWords.list(group.breaks.map(PlainWords.shift)))"
        var sentences = [
            "\(group.name): \(PlainWords.count(group.count, "reader")), \(hours)\(breaks) (\(group.timeZone)), for \(modalities)\(applications)."
        ]
        if let provider = scenario.providers.first(where: { $0.groups.contains(group.name) }) {
            sentences.append("They work for \(provider.name).")
        }
        if let licences = group.rights.licences {
            sentences.append("They are licensed in \(PlainWords.list(licences.map(\.jurisdiction))).")
        }
        if let credentials = group.rights.credentials {
            sentences.append("They read for \(PlainWords.list(credentials.map(\.site))).")
        }
        if !group.rights.travel.isEmpty { sentences.append("How far they are from the sites is given.") }
        if let downlink = group.downlink {
            let bandwidth = text("readers", group.name, "downlink", "bandwidth")
            sentences.append(
                "Images reach them over \(bandwidth ?? PlainWords.bandwidth(downlink.bandwidth)), \(PlainWords.trips(downlink.roundTrip, scenario))."
            )
        } else {
            sentences.append("Images are at their place at once.")
        }
        if group.speed != 1 {
            sentences.append("They read \(PlainWords.number(group.speed)) times as fast as usual.")
        }
        if group.fatigue != nil { sentences.append("They tire.") }
        if group.interruptions != nil { sentences.append("Calls interrupt them.") }
        if let onCall = group.onCall {
            sentences.append(
                "They are on call: when \(scenario.priorities[onCall.priority].name) studies have waited \(onCall.after), "
                    + "they come within \(onCall.response).")
        }
        return sentences.joined(separator: " ")
    }
}
