import SimulationKernel
import Teleradiology

/// Reads the `triage` of a scenario: one program or a list of them.
struct TriageReader {
    let priorities: [PriorityClass]
    /// The names of the sites, in order.
    let sites: [String]
    let order: WorklistOrder

    private static let keys = [
        "name", "applies_to", "servers", "time", "sensitivity", "specificity", "prevalence",
        "diseased_reading",
        "effect",
    ]
    private static let example =
        "{ servers: 2, time: 40 s, sensitivity: 90 %, specificity: 95 %, prevalence: 6 % }"

    func programs(_ reader: NodeReader) -> [TriagePlan] {
        var items = [reader]
        if case .list = reader.node.content { items = reader.items("a list of triage programs") ?? [] }
        var programs: [TriagePlan] = []
        for (number, item) in items.enumerated() {
            guard let program = program(item, number: number + 1) else { continue }
            for other in programs {
                if other.name == program.name {
                    item.error(
                        "\(item.path): there are two triage programs named '\(program.name.shortened)'")
                } else if other.overlaps(program) {
                    item.error(
                        "\(item.path): '\(program.name)' and '\(other.name)' look at the same studies; a study is "
                            + "looked at by one program, so narrow their 'applies_to'")
                }
            }
            programs.append(program)
        }
        return programs
    }

    private func program(_ item: NodeReader, number: Int) -> TriagePlan? {
        guard let map = item.map("triage such as '\(Self.example)'", keys: Self.keys) else { return nil }
        let name = map.optional("name")?.name()
        let servers = map.optional("servers")?.count("a number of servers", in: 1...10_000)
        let time = map.required("time", "40 s")?.distribution(.seconds)
        let sensitivity = map.required("sensitivity", "90 %")?.share()
        let specificity = map.required("specificity", "95 %")?.share()
        let prevalence = map.required("prevalence", "6 %").flatMap(prevalence)
        let diseasedReading = map.optional("diseased_reading")?.number(
            "how many times as long a diseased study takes to read", in: 0.001...1000)
        let effect = map.required("effect", "reorder").flatMap(effect)
        guard let time, let sensitivity, let specificity, let prevalence, let effect else { return nil }
        var program = TriagePlan(
            name: name ?? map.fallback("name", number == 1 ? "triage" : "triage \(number)"),
            servers: servers ?? map.fallback("servers", 1), seconds: time,
            sensitivity: sensitivity, specificity: specificity, prevalence: prevalence,
            diseasedReading: diseasedReading
                ?? map.fallback("diseased_reading", 1, as: NumberShown.number), effect: effect)
        if let studies = map.optional("applies_to") { narrow(&program, studies) }
        return program
    }

    // MARK: What it looks at

    private func narrow(_ program: inout TriagePlan, _ reader: NodeReader) {
        let studies = StudyFilterReader(priorities: priorities, sites: sites).studies(reader)
        program.modalities = studies.modalities
        program.applications = studies.applications
        program.priorities = studies.priorities
        program.sites = studies.sites
    }

    // MARK: Prevalence and effect

    /// One share, or shares by modality, each of which may be a map of shares by application.
    private func prevalence(_ reader: NodeReader) -> Prevalence? {
        guard case .map = reader.node.content else { return reader.share().map { Prevalence($0) } }
        var prevalence = Prevalence(0)
        let expected = "a share such as '6 %', or shares such as '{ ct: { neurology: 12 %, other: 3 % } }'"
        for entry in reader.entries(expected) ?? [] {
            guard let modality = Modality(named: entry.key) else {
                reader.problems.noSuch(
                    "modality", entry.key, among: Modality.allCases.map(\.name), at: entry.keyPlace)
                continue
            }
            guard case .map = entry.value.node.content else {
                guard let share = entry.value.share() else { continue }
                for application in Application.allCases { prevalence[modality, application] = share }
                continue
            }
            for inner in entry.value.entries(expected) ?? [] {
                guard let application = Application(named: inner.key) else {
                    reader.problems.noSuch(
                        "application", inner.key, among: Application.allCases.map(\.name),
                        at: inner.keyPlace)
                    continue
                }
                if let share = inner.value.share() { prevalence[modality, application] = share }
            }
        }
        return prevalence
    }

    private static let effects = ["flag", "reorder", "pre-empt"]

    /// `flag`, `reorder`, `pre-empt`, or the last two with the class to which a positive study moves.
    private func effect(_ reader: NodeReader) -> TriageEffect? {
        var name: String?
        var destination = 0
        if case .map = reader.node.content {
            let map = reader.map(
                "an effect such as 'reorder' or '{ reorder: \(priorities[0].name) }'",
                keys: ["reorder", "pre-empt"])
            guard let map else { return nil }
            let given = ["reorder", "pre-empt"].filter { map.optional($0) != nil }
            guard given.count == 1 else {
                if given.count > 1 {
                    reader.error("\(reader.path): an effect is one of 'reorder' and 'pre-empt'")
                }
                return nil
            }
            guard let place = map.optional(given[0]), let index = place.priority(of: priorities) else {
                return nil
            }
            (name, destination) = (given[0], index)
        } else {
            name = reader.choice("effect", Self.effects.map { ($0, $0) })
        }
        guard let name else { return nil }
        if name != "flag", order == .fifo {
            reader.problems.warn(
                "\(reader.path): in the order 'fifo' classes do not count, so the verdict moves nothing",
                at: reader.node.place)
        }
        if name == "pre-empt", order != .fifo, order != .priority {
            reader.problems.warn(
                "\(reader.path): only in the order 'priority' a study interrupts; here it is reordered",
                at: reader.node.place)
        }
        switch name {
        case "reorder": return .reorder(to: destination)
        case "pre-empt": return .preempt(to: destination)
        default: return .flag
        }
    }
}
