import Teleradiology

extension Measure {
    /// What is measured, in words that begin a sentence.
    func words(_ priorities: [PriorityClass]) -> String {
        guard case .hours(let hours, let modality, let priority) = group else {
            return wordsOfAllHours(priorities)
        }
        let all = Measure(kind, StudyGroup(modality: modality, priority: priority)).wordsOfAllHours(
            priorities)
        return "\(all), imaging complete between \(hours.first):00 and \(hours.end):00"
    }

    private func wordsOfAllHours(_ priorities: [PriorityClass]) -> String {
        let group = group.words(priorities)
        let ofGroup = group.isEmpty ? "" : " of \(group) studies"
        switch kind {
        case .interval(let interval, let statistic):
            return "\(statistic.words) \(interval.noun)\(ofGroup)".capitalisedFirst
        case .withinTarget:
            if case .priority(let index) = self.group, priorities.indices.contains(index),
                let target = priorities[index].target
            {
                return "Share of \(priorities[index].name) reports within \(target)"
            }
            return "Share of \(group.isEmpty ? "" : group + " ")reports within target"
        case .throughput: return "\(group.isEmpty ? "Reports" : group + " reports") a day"
        case .reported: return "\(group.isEmpty ? "Reports" : group + " reports") published"
        case .lost: return "Studies lost"
        case .inSystem: return "Studies still on their way at the end"
        case .costPerMonth(let currency): return "Cost a month in \(currency)"
        case .costPerStudy(let currency): return "Cost of a study in \(currency)"
        case .costPerOnTime(let currency):
            return "Cost of a \(group.isEmpty ? "" : group + " ")report in time in \(currency)"
        }
    }
}

extension StudyGroup {
    /// The studies it holds, such as `CT stat`; empty for all.
    func words(_ priorities: [PriorityClass]) -> String {
        func name(_ index: Int) -> String { priorities.indices.contains(index) ? priorities[index].name : "" }
        return switch self {
        case .all: ""
        case .priority(let index): name(index)
        case .modality(let modality): modality.title
        case .modalityAndPriority(let modality, let index): "\(modality.title) \(name(index))"
        case .triaged(let studies): studies.name
        case .hours(_, let modality, let priority):
            StudyGroup(modality: modality, priority: priority).words(priorities)
        }
    }
}

extension Statistic {
    /// What comes before the name of an interval.
    var words: String {
        switch self {
        case .mean: "mean"
        case .sd: "standard deviation of"
        case .min: "shortest"
        case .max: "longest"
        case .p50: "median"
        case .p90, .p95, .p99: "\(rawValue.dropFirst())th percentile of"
        }
    }
}

extension Interval {
    /// The interval in the middle of a sentence.
    var noun: String {
        switch self {
        case .transfer: "transfer"
        case .wait: "wait"
        case .read: "reading"
        case .turnaround: "turnaround"
        case .preliminaryToFinal: "time from preliminary to final report"
        case .orderToFinal: "time from order to final report"
        case .reportToCommunicated: "time from report to critical result told"
        }
    }
}

extension String {
    /// With a capital letter at the beginning.
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
