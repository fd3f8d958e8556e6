import Teleradiology

/// What the hours of the week hold, over replications; one estimate for each of 168 hours, Monday 00:00 to 01:00 first,
/// nil for those that were not observed.
public struct WeekEstimate: Sendable {
    /// The readers of one group.
    public struct Readers: Sendable {
        /// The name of the group; nil for all readers together.
        public let group: String?
        /// The mean number of readers with a study.
        public let busy: [Estimate?]
        /// The mean number of readers on shift.
        public let onShift: [Estimate?]
        /// The busy share of the time on shift, work after the shift included; nil where nobody was on shift.
        public let utilisation: [Estimate?]
    }

    /// The mean number of studies between imaging complete and available.
    public let transfer: [Estimate?]
    /// The mean number of studies on the worklist.
    public let worklist: [Estimate?]
    /// The readers by group, in the order of the scenario.
    public let readers: [Readers]

    init(_ weeks: [HourlyWeek]) {
        func means(_ part: (HourlyWeek) -> [Double]) -> [Estimate?] {
            (0..<HourlyWeek.hours).map { hour in
                Estimate(
                    weeks.map { week in
                        week.observed[hour] > 0 ? part(week)[hour] / week.observed[hour] : nil
                    })
            }
        }
        transfer = means(\.transfer)
        worklist = means(\.worklist)
        readers = (weeks.first?.readers ?? []).enumerated().map { index, readers in
            Readers(
                group: readers.group, busy: means { $0.readers[index].busy },
                onShift: means { $0.readers[index].onShift },
                utilisation: (0..<HourlyWeek.hours).map { hour in
                    Estimate(
                        weeks.map { week in
                            let readers = week.readers[index]
                            return readers.onShift[hour] > 0
                                ? readers.busy[hour] / readers.onShift[hour] : nil
                        })
                })
        }
    }
}

extension ExperimentResult {
    /// What the hours of the week hold, by the clock of the scenario.
    public var week: WeekEstimate { WeekEstimate(replications.map(\.week)) }
}
