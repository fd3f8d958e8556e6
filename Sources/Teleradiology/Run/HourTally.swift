import SimulationKernel

/// Tallies of studies by the hour of the day in which their imaging was complete, for the groups that measures ask for.
struct HourTally {
    private struct Asked {
        let group: StudyGroup
        let hours: HoursOfDay
        let modality: Modality?
        let priority: Int?
        var cell = StudyCell()

        func includes(_ study: borrowing Study, hour: Int) -> Bool {
            if let modality, modality != study.modality { return false }
            if let priority, priority != Int(study.priority) { return false }
            return hours.contains(hour)
        }
    }

    private let clock: LocalClock
    private var asked: [Asked] = []
    /// Whether any measure asks; if not, nothing need be told to it.
    let isAsked: Bool

    /// The tallies of a scenario, whose clock tells the hour.
    init(_ scenario: Scenario, _ clock: LocalClock) {
        self.clock = clock
        for case .hours(let hours, let modality, let priority) in scenario.talliedGroups {
            asked.append(
                Asked(
                    group: .hours(hours, modality: modality, priority: priority), hours: hours,
                    modality: modality,
                    priority: priority))
        }
        isAsked = !asked.isEmpty
    }

    /// By group, what was tallied.
    var cells: [StudyGroup: StudyCell] { Dictionary(uniqueKeysWithValues: asked.map { ($0.group, $0.cell) }) }

    /// A study's report is published. O(groups asked for).
    @inline(never)
    mutating func report(_ study: borrowing Study, at time: SimulationTime, target: Duration?) {
        let hour = hour(of: study)
        for index in asked.indices where asked[index].includes(study, hour: hour) {
            asked[index].cell.add(study, at: time, target: target)
        }
    }

    /// An interval after the report of a study is over.
    @inline(never)
    mutating func record(_ interval: Interval, _ span: Duration, of study: borrowing Study) {
        let hour = hour(of: study)
        for index in asked.indices where asked[index].includes(study, hour: hour) {
            asked[index].cell.intervals[Int(interval.rawValue)].record(span)
        }
    }

    private func hour(of study: borrowing Study) -> Int {
        clock.hourOfWeek(at: study.imagingComplete).hour % 24
    }
}
