import SimulationKernel
import Teleradiology

extension ReplicationFigures {
    /// The value of a measure in its unit; nil when the replication has none, such as a mean without studies.
    public subscript(measure: Measure) -> Double? {
        let figures = groups[measure.group]
        switch measure.kind {
        case .interval(let interval, let statistic): return figures?[interval][statistic]
        case .withinTarget: return figures?.withinTarget
        // A group without a report has no figures, but a count all the same.
        case .throughput: return figures?.perDay ?? 0
        case .reported: return Double(figures?.reported ?? 0)
        case .lost:
            return Double(
                conservation.created - conservation.reported - conservation.inSystemCounts.reduce(0, +))
        case .inSystem: return Double(conservation.inSystemCounts.reduce(0, +))
        case .costPerMonth(let currency):
            return cost(currency) * DeliveryCosts.month.seconds / observed.seconds
        case .costPerStudy(let currency):
            let reports = groups[.all]?.reported ?? 0
            return reports > 0 ? cost(currency) / Double(reports) : nil
        case .costPerOnTime(let currency):
            let reports = onTime(measure.group)
            return reports > 0 ? cost(currency) / Double(reports) : nil
        }
    }

    /// How many reports of a group were within the target of their class. Cells of a technique and a class are counted,
    /// because a class has a target or none: a share over several classes is only of those with one.
    private func onTime(_ wanted: StudyGroup) -> Int {
        groups.reduce(0) { sum, entry in
            guard case .modalityAndPriority(let modality, let priority) = entry.key,
                wanted.includes(modality, priority), let share = entry.value.withinTarget
            else { return sum }
            return sum + Int((share * Double(entry.value.reported)).rounded())
        }
    }

    /// What everything cost over the observed time in one currency; 0 for one that does not occur.
    private func cost(_ currency: String) -> Double {
        costs.filter { $0.money.currency == currency }.reduce(0) { $0 + $1.money.amount }
    }
}

extension ExperimentResult {
    /// A measure over replications, with its interval; nil when no replication has it.
    public func estimate(_ measure: Measure) -> Estimate? { Estimate(replications.map { $0[measure] }) }
}
