import DICOMHeader
import Foundation
import SimulationKernel
import Teleradiology

/// Reads a whole scenario out of its tree.
struct ScenarioReader {
    let problems: ProblemCollector
    let folders: FileFolders
    let brokenFiles: BrokenFilePolicy
    /// Counts the files of folders to replay; nil where nobody looks on.
    var progress: FolderProgress?

    static let keys = [
        "title", "description", "start", "time_zone", "length", "warm_up", "ending", "replications", "seed",
        "priorities", "sites", "delivery", "technologies", "readers", "providers", "worklist", "base",
        "variants", "expect", "precision", "triage", "events", "rvu", "reports", "about", "extends",
    ]
    static let later = [
        "currency", "scheduling", "priors", "licences", "arms", "sweep",
    ]

    /// The scenario; nil when something without which there is none is missing. Errors are in `problems`.
    func scenario(_ root: ScenarioNode) -> Scenario? {
        let reader = NodeReader(node: root, path: "", problems: problems)
        guard
            let map = reader.map(
                "a scenario: a map that begins with 'title: …'", keys: Self.keys, later: Self.later)
        else { return nil }
        // What a file extends is merged before; only an option can bring the key here.
        map.optional("extends")?.error("'extends' stands in a file; it can't be set from outside")
        let title = map.optional("title")?.name()
        let description = map.optional("description")?.text("a description")?
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let start = map.required("start", "2026-03-02T00:00").flatMap(Self.dateTime)
        let zone = map.optional("time_zone").flatMap(SiteReader.timeZone) ?? map.fallback("time_zone", "UTC")
        let length = map.required("length", "28 d")?.duration("a duration such as '28 d'")
        let warmUp =
            map.optional("warm_up")?.duration("a duration such as '2 d'") ?? map.fallback("warm_up", .zero)
        if let length, length > .zero, let place = map.optional("warm_up"), warmUp >= length {
            place.error("the warm-up (\(warmUp)) must be shorter than the length (\(length))")
        }
        if let length, length <= .zero { map.optional("length")?.error("the length must be positive") }
        let replications = map.optional("replications")?.count("a number of replications", in: 1...1_000_000)
        let seed = map.optional("seed")?.count("a seed: a whole number", in: 0...Int.max)
        let priorities =
            map.optional("priorities").map(Self.priorities)
            ?? map.fallback("priorities", [], as: { _ in "[ { name: \(Self.onlyClass.name) } ]" })
        let classes = priorities.isEmpty ? [Self.onlyClass] : priorities

        let startZone = zone
        let context = { (zone: String) in
            ReplayContext(
                folders: folders, start: start ?? LocalDateTime(year: 2026, month: 1, day: 5),
                startZone: TimeZone(identifier: startZone) ?? .gmt, timeZone: zone,
                length: length ?? .days(7), brokenFiles: brokenFiles, progress: progress,
                problems: problems)
        }
        let sites =
            map.required("sites", "[ … ]").map {
                SiteReader(priorities: classes, timeZone: zone, makeReplayContext: context).sites($0)
            } ?? []
        let (technologies, hybrid) =
            map.required("technologies", "{ cloud: { … } }").map { DeliveryReader.technologies($0) } ?? (
                [:], nil
            )
        let delivery = map.required("delivery", "cloud").flatMap { reader -> DeliveryTechnology? in
            guard
                let choice = reader.choice(
                    "technology", DeliveryTechnology.allCases.map { ($0.rawValue, $0) })
            else { return nil }
            // A description with an error has been complained about already.
            if root["technologies"]?[choice.rawValue] == nil {
                reader.error("delivery is '\(choice.rawValue)', which 'technologies' does not describe")
            }
            return choice
        }
        let readers = map.required("readers", "[ { group: Night team, count: 4 } ]").map {
            ReaderGroupReader(timeZone: zone, start: start, sites: sites, priorities: classes).groups($0)
        }
        let variants = map.optional("variants")?.entries("named maps of 'path: value'") ?? []
        if let base = map.optional("base"), let name = base.name(),
            variants.contains(where: { $0.key == name })
        {
            base.error("a variant is called '\(name)' too; give the base a name of its own")
        }
        let ending = map.optional("ending")?.choice("ending", RunEnding.allCases.map { ($0.rawValue, $0) })
        checkRoundTrips(sites, readers ?? [], delivery, map)

        let providers = map.optional("providers").map {
            ProviderReader(groups: readers ?? [], priorities: classes, timeZone: zone, start: start)
                .providers($0)
        }
        let worklist = WorklistReader(
            priorities: classes, sites: sites.map(\.name), groups: readers ?? [], providers: providers ?? []
        ).worklist(map.mapOrDefaults("worklist"))
        let relativeValues = map.optional("rvu").map(Self.relativeValues)
        // What is missing has been complained about; stand-ins take its place so that the rest is read too.
        let standIn = LocalDateTime(year: 2026, month: 1, day: 5)
        let isReplay = !sites.isEmpty && sites.allSatisfy { $0.demand.allSatisfy(\.isReplay) }
        var scenario = Scenario(
            title: title ?? map.fallback("title", "Untitled scenario"), description: description ?? "",
            start: start ?? standIn, timeZone: zone, length: length ?? .days(7), warmUp: warmUp,
            ending: ending ?? map.fallback("ending", isReplay ? .finish : .stop),
            replications: replications ?? map.fallback("replications", 20),
            seed: UInt64(seed ?? map.fallback("seed", 1)), priorities: classes, sites: sites,
            delivery: delivery ?? .cloud, technologies: technologies, hybrid: hybrid, readers: readers ?? [],
            worklist: worklist?.order ?? .priority)
        scenario.ageWeights = worklist?.ageWeights
        scenario.preemption = worklist?.preemption ?? .none
        scenario.maxWait = worklist?.maxWait
        scenario.assignment = worklist?.assignment ?? .pull
        scenario.relativeValues = relativeValues ?? [:]
        scenario.providers = providers ?? []
        scenario.triage =
            map.optional("triage").map {
                TriageReader(priorities: classes, sites: sites.map(\.name), order: scenario.worklist)
                    .programs($0)
            } ?? []
        // These name readers and sites, none of which can be found where there are none.
        let isComplete = readers?.isEmpty == false && !sites.isEmpty
        if isComplete, let reader = map.optional("reports") {
            scenario.reporting = ReportsReader(
                priorities: classes, sites: sites, groups: scenario.readers.map(\.name)
            ).plan(reader)
        }
        if isComplete, let reader = map.optional("events") {
            scenario.changes = ChangeReader(
                sites: sites, readers: scenario.readers, providers: scenario.providers
            ).changes(reader)
        }
        if isComplete, let reader = map.optional("reports") { ReportsReader.complain(scenario, reader) }
        // They name classes and currencies of the scenario.
        scenario.expectations =
            map.optional("expect").map {
                ExpectationReader.expectations($0, scenario, file: root.place.file)
            } ?? []
        scenario.precision = map.optional("precision").map { PrecisionReader.targets($0, scenario) } ?? []
        scenario = scenario.tallying(
            scenario.expectations.map(\.measure) + scenario.precision.map(\.measure))
        scenario.about = map.optional("about").map(AboutReader.about) ?? ScenarioAbout()
        return start == nil || length == nil || delivery == nil || readers == nil ? nil : scenario
    }

    /// Every line must say how far it is to the hubs that are used.
    private func checkRoundTrips(
        _ sites: [Site], _ readers: [ReaderGroup], _ delivery: DeliveryTechnology?, _ map: MapReader
    ) {
        guard let delivery else { return }
        func check(
            _ trips: [DeliveryTechnology: Duration]?, _ path: String, _ item: ScenarioNode, _ key: String
        ) {
            guard let trips, let missing = delivery.hubs.first(where: { trips[$0] == nil }) else { return }
            problems.error(
                "\(path).\(key): no round trip for '\(missing.rawValue)'; write for example "
                    + "'round_trip: { cloud: 18 ms, on-premise: 6 ms }'",
                at: item[key]?["round_trip"]?.place ?? item.place)
        }
        if case .list(let items)? = map.optional("sites")?.node.content {
            for (site, item) in zip(sites, items) {
                check(site.uplink?.roundTrip, "sites.\(site.name)", item, "uplink")
            }
        }
        if case .list(let items)? = map.optional("readers")?.node.content {
            for (group, item) in zip(readers, items) {
                check(group.downlink?.roundTrip, "readers.\(group.name)", item, "downlink")
            }
        }
    }

    /// The class of a scenario that names none.
    private static let onlyClass = PriorityClass(name: "routine", target: nil)

    private static func priorities(_ reader: NodeReader) -> [PriorityClass] {
        var classes: [PriorityClass] = []
        for item in reader.items("a list of priority classes, highest first") ?? [] {
            guard
                let map = item.map(
                    "a class such as '{ name: stat, target: 30 min }'", keys: ["name", "target"])
            else {
                continue
            }
            let target = map.optional("target")?.duration("a target such as '30 min'")
            guard let name = map.required("name", "stat")?.name() else { continue }
            if classes.contains(where: { $0.name == name }) {
                item.error("there are two classes named '\(name)'")
            }
            classes.append(PriorityClass(name: name, target: target))
        }
        if case .list(let items) = reader.node.content, items.isEmpty || items.count > 100 {
            reader.error("\(reader.path): there are 1 to 100 priority classes")
        }
        return classes
    }

    /// What reports are worth, by modality, such as `{ ct: 1.4, xray: 0.2 }`.
    private static func relativeValues(_ reader: NodeReader) -> [Modality: Double] {
        var values: [Modality: Double] = [:]
        for entry in reader.entries("relative values by modality such as '{ ct: 1.4, xray: 0.2 }'") ?? [] {
            guard let modality = Modality(named: entry.key) else {
                reader.problems.noSuch(
                    "modality", entry.key, among: Modality.allCases.map(\.name), at: entry.keyPlace)
                continue
            }
            values[modality] = entry.value.number("relative value units such as 1.4", in: 0...1e6)
        }
        return values
    }

    /// `2026-03-02T00:00`, or a date alone.
    static func dateTime(_ reader: NodeReader) -> LocalDateTime? {
        let expected = "a local date and time such as '2026-03-02T00:00'"
        guard let text = reader.text(expected) else { return nil }
        if let date = LocalDateTime(text) { return date }
        reader.error("'\(reader.node.shown)' is not \(expected)")
        return nil
    }
}

extension LocalDateTime {
    /// The date and time of a text such as `2026-03-02T00:00`, or of a date alone; nil when it is none.
    init?(_ text: String) {
        func numbers(_ part: Substring, _ separator: Character, widths: [Int]) -> [Int] {
            let parts = part.split(separator: separator, omittingEmptySubsequences: false)
            guard zip(parts, widths).allSatisfy({ $0.utf8.count == $1 }), parts.count <= widths.count,
                parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
            else { return [] }
            return parts.compactMap { Int($0) }
        }
        let halves = text.split(omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }
        let date = numbers(halves[0], "-", widths: [4, 2, 2])
        var time = halves.count == 1 ? [0, 0] : numbers(halves[1], ":", widths: [2, 2, 2])
        if time.count == 2 { time.append(0) }
        guard halves.count <= 2, date.count == 3, time.count == 3, (1970...2400).contains(date[0]),
            (1...12).contains(date[1]), (1...Self.daysOf(month: date[1], year: date[0])).contains(date[2]),
            (0...23).contains(time[0]), (0...59).contains(time[1]), (0...59).contains(time[2])
        else { return nil }
        self.init(
            year: date[0], month: date[1], day: date[2], hour: time[0], minute: time[1], second: time[2])
    }

    private static func daysOf(month: Int, year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}

extension DemandStream {
    /// Whether its studies come from DICOM folders.
    var isReplay: Bool {
        if case .replay = arrivals { true } else { false }
    }

    /// Whether its studies come from a department's log.
    var isTrace: Bool {
        if case .trace = arrivals { true } else { false }
    }
}
