import Foundation
import Teleradiology

/// What is wrong with the text of a measure, an expectation or a range of values, and where in the text.
public struct TextProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, what was expected and the nearest right word.
    public let message: String
    /// Where it begins, in Unicode scalars from the beginning of the text.
    public let offset: Int

    /// What is wrong.
    public var description: String { message }
}

extension Measure {
    /// Reads a measure as expectations and options write it: `rtat(modality: ct, priority: stat).p95`.
    ///
    /// | text | is |
    /// |---|---|
    /// | `rtat.mean`, `transfer.p95`, `wait.p50`, `read.max` | a statistic of an interval, in seconds |
    /// | `prelim_to_final.p95`, `order_to_final.mean`, `report_to_critical.p95` | the same, where scenarios have `reports` |
    /// | `within_target(priority: stat)` | the share of reports within the target of their class |
    /// | `throughput`, `reported` | reports a day, reports |
    /// | `lost`, `in_system` | studies that are nowhere, studies still on their way at the end |
    /// | `cost`, `cost_per_study(currency: EUR)` | cost per month and per report |
    /// | `cost_per_on_time(priority: stat)` | the same for each report of a group that is within its target |
    ///
    /// Studies that triage looked at can be asked for by what it found: `wait(finding: true-positive).mean`; the findings
    /// are `true-positive`, `false-negative`, `false-positive`, `true-negative`, and of several `diseased`,
    /// `not-diseased`, `positive` and `negative`.
    ///
    /// Studies can be asked for by the hour in which their imaging was complete, in the scenario's time zone:
    /// `within_target(priority: stat, hour: 20-08)`, `rtat(hour: 18).p95`. A run has these when its scenario was told to tally
    /// them (``Scenario/tallying(_:)``); what a file expects is.
    ///
    /// The statistics are `mean`, `sd`, `min`, `max`, `p50`, `p90`, `p95` and `p99`. The currency may be left out
    /// where the scenario has one only, and so may the words `modality:` and `priority:`, as in `rtat(ct, stat).p95`.
    /// - Throws: ``TextProblem`` with the place in the text and the nearest right word.
    public init(text: String, in scenario: Scenario) throws(TextProblem) {
        var words = WordScanner(text)
        self = try MeasureGrammar(of: scenario)
            .measure(&words)
        words.skipBlanks()
        if !words.isAtEnd {
            throw words.problem("expected nothing behind the measure, found '\(words.rest)'")
        }
    }
}

/// The grammar of measures, for the classes and currencies of a scenario.
struct MeasureGrammar {
    let priorities: [PriorityClass]
    let currencies: [String]
    let hasTriage: Bool

    init(of scenario: Scenario) {
        priorities = scenario.priorities
        currencies = scenario.currencies
        hasTriage = !scenario.triage.isEmpty
    }

    static let intervals: [(name: String, interval: Interval)] =
        Interval.allCases.map { ($0.name, $0) } + [("turnaround", .turnaround)]
    static let names =
        Interval.allCases.map(\.name) + [
            "within_target", "throughput", "reported", "lost", "in_system", "cost", "cost_per_study",
            "cost_per_on_time",
        ]

    /// A measure at the scanner's place; it stops behind it.
    func measure(_ words: inout WordScanner) throws(TextProblem) -> Measure {
        words.skipBlanks()
        let start = words
        let name = words.word()
        guard !name.isEmpty else {
            throw start.problem(
                "expected a measure such as 'rtat(priority: stat).p95', found '\(start.rest)'")
        }
        let filter = try filter(&words, of: name)
        if let interval = Self.intervals.first(where: { $0.name == name })?.interval {
            return Measure(.interval(interval, try statistic(&words, of: name)), filter.group)
        }
        let kind: Measure.Kind
        switch name {
        case "within_target": kind = .withinTarget
        case "throughput": kind = .throughput
        case "reported": kind = .reported
        case "lost": kind = .lost
        case "in_system": kind = .inSystem
        case "cost": kind = .costPerMonth(currency: try currency(filter, start))
        case "cost_per_study": kind = .costPerStudy(currency: try currency(filter, start))
        case "cost_per_on_time": kind = .costPerOnTime(currency: try currency(filter, start))
        default:
            throw start.problem(
                "'\(name)' is no measure\(NearestName.choice(name, among: Self.names))")
        }
        if words.next == "." {
            throw words.problem("'\(name)' has no statistics; only intervals have, such as 'rtat.p95'")
        }
        return Measure(kind, filter.group)
    }

    private struct Filter {
        var modality: Modality?
        var priority: Int?
        var currency: String?
        var studies: TriagedStudies?
        var hours: HoursOfDay?
        var group: StudyGroup {
            studies.map { .triaged($0) } ?? StudyGroup(modality: modality, priority: priority, hours: hours)
        }
    }

    private func filter(_ words: inout WordScanner, of name: String) throws(TextProblem) -> Filter {
        var filter = Filter()
        words.skipBlanks()
        guard words.take("(") else { return filter }
        let keys =
            switch name {
            case "cost", "cost_per_study": ["currency"]
            case "cost_per_on_time": ["modality", "priority", "currency"]
            case "lost", "in_system": [String]()
            default: ["modality", "priority", "finding", "hour"]
            }
        repeat {
            words.skipBlanks()
            var place = words
            var value = words.text(until: ":,)")
            var key = keys.count == 1 ? keys[0] : ""
            if words.take(":") {
                key = value
                guard keys.contains(key) else {
                    throw place.problem(
                        keys.isEmpty
                            ? "'\(name)' is about all studies; it takes no filter"
                            : "'\(name)' can't be filtered by '\(key)'\(NearestName.choice(key, among: keys))"
                    )
                }
                words.skipBlanks()
                place = words
                value = words.text(until: ",)")
            } else if key.isEmpty {
                key = try self.key(of: value, keys, name, place)
            }
            switch key {
            case "modality":
                guard let modality = Modality(named: value) else {
                    let names = Modality.allCases.map(\.name)
                    throw place.problem(
                        "'\(value)' is no technique\(NearestName.choice(value, among: names))")
                }
                filter.modality = modality
            case "priority":
                let names = priorities.map(\.name)
                guard let index = names.firstIndex(of: value) else {
                    throw place.problem(
                        "there is no priority class '\(value)'\(NearestName.choice(value, among: names))")
                }
                filter.priority = index
            case "finding": filter.studies = try finding(value, place)
            case "hour": filter.hours = try hours(value, place)
            default: filter.currency = value
            }
        } while words.take(",")
        if filter.studies != nil, filter.modality != nil || filter.priority != nil || filter.hours != nil {
            throw words.problem("'finding' does not go with 'modality', 'priority' or 'hour'")
        }
        guard words.take(")") else { throw words.problem("expected ')' behind the filter of '\(name)'") }
        return filter
    }

    /// `20-08`, `18:00-22:00`, or `18` for one hour.
    private func hours(_ value: String, _ place: WordScanner) throws(TextProblem) -> HoursOfDay {
        let ends = value.split(separator: "-", omittingEmptySubsequences: false).map { text -> Int? in
            let text = text.trimmingCharacters(in: .whitespaces)
            let hour = Int(text.hasSuffix(":00") ? String(text.dropLast(3)) : text)
            return hour.flatMap { (0...24).contains($0) ? $0 : nil }
        }
        if let first = ends[0], ends.count < 3 {
            let end = ends.count == 1 ? first + 1 : ends[1]
            if let end, let hours = HoursOfDay(from: first, to: end) { return hours }
        }
        throw place.problem("'\(value)' is no hours of the day such as '20-08' or '18'")
    }

    /// What triage found, where the scenario has triage.
    private func finding(_ value: String, _ place: WordScanner) throws(TextProblem) -> TriagedStudies {
        guard hasTriage else { throw place.problem("the scenario has no triage that could find anything") }
        guard let studies = TriagedStudies.allCases.first(where: { $0.name == value }) else {
            let names = TriagedStudies.allCases.map(\.name)
            throw place.problem(
                "'\(value)' is no finding\(NearestName.choice(value, among: names))")
        }
        return studies
    }

    /// What a filter without a key is about: a technique, or a class of the scenario.
    private func key(
        of value: String, _ keys: [String], _ name: String, _ place: WordScanner
    ) throws(TextProblem) -> String {
        if keys.isEmpty { throw place.problem("'\(name)' is about all studies; it takes no filter") }
        if priorities.contains(where: { $0.name == value }) { return "priority" }
        if Modality(named: value) != nil { return "modality" }
        if keys.contains("currency"), currencies.contains(value) { return "currency" }
        let names = Modality.allCases.map(\.name) + priorities.map(\.name)
        throw place.problem(
            "'\(value)' is no technique and no priority class\(NearestName.choice(value, among: names))")
    }

    private func statistic(_ words: inout WordScanner, of name: String) throws(TextProblem) -> Statistic {
        let names = Statistic.allCases.map(\.rawValue)
        words.skipBlanks()
        guard words.take(".") else {
            throw words.problem("expected a statistic behind '\(name)', such as '.mean' or '.p95'")
        }
        let place = words
        let word = words.word()
        guard let statistic = Statistic(rawValue: word) else {
            throw place.problem(
                "'\(word)' is no statistic\(NearestName.choice(word, among: names))")
        }
        return statistic
    }

    private func currency(_ filter: Filter, _ start: WordScanner) throws(TextProblem) -> String {
        if let given = filter.currency {
            guard currencies.contains(given) else {
                throw start.problem(
                    currencies.isEmpty
                        ? "the scenario has no prices and no costs"
                        : "the scenario has no cost in '\(given)'. Expected one of: "
                            + currencies.joined(separator: ", "))
            }
            return given
        }
        guard let only = currencies.first else {
            throw start.problem("the scenario has no prices and no costs")
        }
        guard currencies.count == 1 else {
            throw start.problem(
                "the scenario has costs in \(currencies.joined(separator: " and ")); say which: "
                    + "'cost(currency: \(only))'")
        }
        return only
    }
}
