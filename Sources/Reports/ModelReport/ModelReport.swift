import Experiments
import ScenarioFiles
import Teleradiology

/// The report on a model: the STRESS-DES checklist (``STRESSItem``) filled in from a scenario and the engine.
///
/// What is told of a feature is told only where the scenario uses it, and every figure is read from the checked scenario,
/// not from its text. What only authors can know is taken from `about` in the file; where it is missing, the item says so,
/// and the report begins with the list of such gaps.
///
///     let file = try ScenarioFile(contentsOfFile: "night.yaml")
///     let report = try ModelReport(file, path: "night.yaml", scenario: file.scenario(), variants: [], evidence: .none)
///     print(report.markdown)
public struct ModelReport: Sendable {
    let facts: ModelFacts
    /// What was found by running it.
    public var evidence: ModelEvidence

    /// A report on a scenario of a file.
    ///
    /// - Parameters:
    ///   - path: the file as it is to be named.
    ///   - scenario: what the file describes, with settings made.
    ///   - variants: the file's variants as they are to be compared, by name.
    ///   - evidence: what was found by running it.
    /// - Throws: what compiling the scenario or a variant says.
    public init(
        _ file: ScenarioFile, path: String, scenario: Scenario,
        variants: [(name: String, scenario: Scenario)],
        evidence: ModelEvidence = ModelEvidence()
    ) throws(ModelError) {
        var compiled: [ModelFacts.Variant] = []
        for (name, scenario) in variants {
            compiled.append(
                ModelFacts.Variant(
                    name: name, overrides: file.overrides(of: name), scenario: scenario,
                    model: try TeleradiologyModel(scenario)))
        }
        facts = ModelFacts(
            path: path, scenario: scenario, given: file.given, model: try TeleradiologyModel(scenario),
            variants: compiled)
        self.evidence = evidence
    }

    /// The report as Markdown.
    public var markdown: String { MarkdownDocument(document: document).text }

    /// The report as one page of HTML that needs nothing else.
    public var html: String { HTMLDocument(document: document).text }

    /// The items that nobody has answered, in their order, with where to write the answer.
    public var gaps: [(item: STRESSItem, subject: ScenarioAbout.Subject)] {
        STRESSItem.allCases.flatMap { item in openSubjects(of: item).map { (item, $0) } }
    }

    var document: ReportDocument {
        var document = ReportDocument(
            title: facts.scenario.title, description: facts.scenario.description, kind: "Model report")
        document.blocks = summary
        for (number, name) in STRESSItem.sections {
            document.blocks.append(.heading(2, "\(number). \(name)", id: "section-\(number)"))
            for item in STRESSItem.allCases where item.section == number {
                if item == .entities {
                    document.blocks.append(.heading(3, "2.5 Components", id: "item-2.5"))
                }
                let level = item.number.count > 3 ? 4 : 3
                document.blocks.append(
                    .heading(level, "\(item.number) \(item.name)", id: "item-\(item.number)"))
                document.blocks += blocks(of: item)
                document.blocks += openSubjects(of: item).map { .gap(Self.whereToWrite($0)) }
            }
        }
        document.blocks += verification
        return document
    }

    /// What stands before the items: what this is, and what is missing.
    private var summary: [ReportDocument.Block] {
        var blocks: [ReportDocument.Block] = [
            .paragraph(
                """
                This report follows the STRESS-DES checklist (Monks et al., Journal of Simulation 13, 2019). It was written \
                by telerad \(teleradVersion) from \(code: facts.path)\(identity). Marks say where a figure comes from: [S] seen in the \
                named source, [D] derived from it by arithmetic, [M] an assumption.
                """)
        ]
        if gaps.isEmpty {
            blocks.append(.paragraph("Every item of the checklist is answered."))
        } else {
            blocks.append(.heading(2, "Not answered", id: "gaps"))
            blocks.append(
                .paragraph(
                    "\(gaps.count == 1 ? "One thing" : "\(gaps.count) things") only the authors can tell. Write it into \(code: facts.path):"
                ))
            blocks.append(
                .list(gaps.map { "\($0.item.number) \($0.item.name): \(Self.whereToWrite($0.subject))" }))
        }
        return blocks
    }

    /// Which file it is, and which design where there are results.
    private var identity: Words {
        var words: Words = ""
        if let checksum = evidence.checksum {
            words = words + " (\(checksum.byteCount) bytes, " + .code("cksum") + " \(checksum.value))"
        }
        if !evidence.options.isEmpty {
            words = words + " with " + .code(evidence.options.joined(separator: " "))
        }
        if evidence.result != nil {
            let design = ExperimentDesign(name: facts.path, scenario: facts.scenario)
            words =
                words + "; the fingerprint of the design is " + .code(RunJSON.hexadecimal(design.fingerprint))
        }
        return words
    }

    static func whereToWrite(_ subject: ScenarioAbout.Subject) -> Words {
        "\(subject.question) (\(code: "about: { \(subject.rawValue): … }"))"
    }

    // MARK: The items

    /// What is told under an item.
    func blocks(of item: STRESSItem) -> [ReportDocument.Block] {
        switch item {
        case .purpose: purpose
        case .outputs: outputs
        case .aims: aims
        case .diagram: [.diagram(ModelDiagram(facts))]
        case .baseLogic: baseLogic
        case .scenarioLogic: scenarioLogic
        case .algorithms: algorithms
        case .entities: entities
        case .activities: activities
        case .resources: resources
        case .queues: queues
        case .entryAndExit: entryAndExit
        case .dataSources: dataSources
        case .preparation: preparation
        case .inputs: inputs
        case .assumptions: assumptions
        case .initialisation: initialisation
        case .runLength: runLength
        case .estimation: estimation
        case .software: software
        case .sampling: sampling
        case .execution: execution
        case .system: system
        case .sharing: sharing
        }
    }

    /// What an item asks of the authors and the file does not say.
    func openSubjects(of item: STRESSItem) -> [ScenarioAbout.Subject] {
        let scenario = facts.scenario
        let asked: [ScenarioAbout.Subject] =
            switch item {
            case .purpose: [.purpose]
            case .dataSources: [.data]
            // Data that were studies once were prepared somehow.
            case .preparation: facts.streams.allSatisfy { $0.stream.isDrawn } ? [] : [.preparation]
            case .assumptions: [.assumptions]
            case .initialisation:
                evidence.warmUp != nil || (scenario.ending == .finish && scenario.warmUp == .zero)
                    ? [] : [.warmUp]
            // A precision says itself why there are so many; without chance one is as good as many.
            case .estimation:
                scenario.precision.isEmpty && facts.model.randomStreams.contains(where: \.isDrawn)
                    ? [.replications] : []
            case .sharing: [.authors, .licence, .code]
            default: []
            }
        return asked.filter { scenario.about[$0].isEmpty }
    }

    /// What the authors say of a subject.
    func told(_ subject: ScenarioAbout.Subject) -> [ReportDocument.Block] {
        facts.scenario.about[subject].map { .paragraph(Words($0)) }
    }

    /// The same as a list where it is more than one thing.
    func listed(_ subject: ScenarioAbout.Subject) -> [ReportDocument.Block] {
        let texts = facts.scenario.about[subject]
        return texts.count > 1 ? [.list(texts.map { Words($0) })] : told(subject)
    }
}

extension ScenarioAbout.Subject {
    /// What it asks of the authors.
    var question: String {
        switch self {
        case .purpose: "which decision the model is to help with, and for whom"
        case .aims: "what the experiments are to find out"
        case .data: "where the figures that the file gives come from"
        case .preparation: "what was done to the data before they became a trace or a folder"
        case .assumptions: "what the authors assume"
        case .limits: "what the model leaves out"
        case .warmUp: "why the warm-up is as long as it is"
        case .replications: "why there are so many replications"
        case .authors: "who made it"
        case .version: "the version of the scenario"
        case .licence: "under which licence the scenario may be used"
        case .code: "where the scenario and what belongs to it can be had"
        }
    }
}
