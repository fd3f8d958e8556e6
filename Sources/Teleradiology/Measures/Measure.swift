/// One figure of a replication: what is measured, and of which studies.
///
/// Scenario files and options write it as `rtat(modality: ct, priority: stat).p95`.
public struct Measure: Hashable, Sendable {
    /// What is measured.
    public enum Kind: Hashable, Sendable {
        /// A statistic of an interval, in seconds.
        case interval(Interval, Statistic)
        /// The share (0 to 1) of reports within the target of their class.
        case withinTarget
        /// Reports published a day of 24 hours.
        case throughput
        /// Reports published after the warm-up.
        case reported
        /// Studies that are neither reported nor on their way: 0 in every run that keeps its invariants.
        case lost
        /// Studies still on their way when the run is over.
        case inSystem
        /// What the design costs in a month of 30.4375 days, in one currency.
        case costPerMonth(currency: String)
        /// What the design costs for each report published, in one currency.
        case costPerStudy(currency: String)
        /// What the whole design costs for each report of the group within the target of its class, in one currency.
        case costPerOnTime(currency: String)
    }

    /// What numbers of a measure count.
    public enum Unit: Hashable, Sendable {
        /// Seconds.
        case seconds
        /// A share of one.
        case share
        /// So many a day.
        case perDay
        /// Studies.
        case studies
        /// An amount in a currency.
        case money(currency: String)
    }

    /// What is measured.
    public var kind: Kind
    /// The studies it is about; `lost`, `inSystem` and the costs of a month and of a report are about all of them.
    public var group: StudyGroup

    /// A measure of the studies of a group.
    public init(_ kind: Kind, _ group: StudyGroup = .all) {
        self.kind = kind
        self.group = group
    }

    /// What its numbers count.
    public var unit: Unit {
        switch kind {
        case .interval: .seconds
        case .withinTarget: .share
        case .throughput: .perDay
        case .reported, .lost, .inSystem: .studies
        case .costPerMonth(let currency), .costPerStudy(let currency), .costPerOnTime(let currency):
            .money(currency: currency)
        }
    }

    /// Whether a planner wants more of it.
    public var isBetterWhenHigher: Bool {
        switch kind {
        case .withinTarget, .throughput, .reported: true
        case .interval, .lost, .inSystem, .costPerMonth, .costPerStudy, .costPerOnTime: false
        }
    }

    /// The text that reads back as this measure where `priorities` are the classes.
    public func text(_ priorities: [PriorityClass]) -> String {
        func name(_ priority: Int) -> String {
            priorities.indices.contains(priority) ? priorities[priority].name : "\(priority + 1)"
        }
        let filter =
            switch group {
            case .all: ""
            case .modality(let modality): "(modality: \(modality.name))"
            case .priority(let priority): "(priority: \(name(priority)))"
            case .modalityAndPriority(let modality, let priority):
                "(modality: \(modality.name), priority: \(name(priority)))"
            case .triaged(let studies): "(finding: \(studies.name))"
            case .hours(let hours, let modality, let priority):
                "("
                    + [
                        modality.map { "modality: \($0.name)" }, priority.map { "priority: \(name($0))" },
                        "hour: \(hours.text)",
                    ].compactMap(\.self).joined(separator: ", ") + ")"
            }
        return switch kind {
        case .interval(let interval, let statistic): "\(interval.name)\(filter).\(statistic.rawValue)"
        case .withinTarget: "within_target\(filter)"
        case .throughput: "throughput\(filter)"
        case .reported: "reported\(filter)"
        case .lost: "lost"
        case .inSystem: "in_system"
        case .costPerMonth(let currency): "cost(currency: \(currency))"
        case .costPerStudy(let currency): "cost_per_study(currency: \(currency))"
        case .costPerOnTime(let currency):
            "cost_per_on_time(\(filter.isEmpty ? "" : filter.dropFirst().dropLast() + ", ")currency: \(currency))"
        }
    }
}
