import Teleradiology

/// How the readers of a group spent the observed time, over replications.
public struct ReaderTimeEstimate: Sendable {
    /// The name of the group.
    public let group: String
    private let times: [ReaderTime]

    init(group: String, times: [ReaderTime]) {
        self.group = group
        self.times = times
    }

    /// Reader hours a day of a part of the time, such as `\.idle`.
    public func hoursPerDay(_ part: KeyPath<ReaderTime, Double>) -> Estimate? {
        Estimate(times.map { $0[keyPath: part] * 24 })
    }
}

extension ExperimentResult {
    /// How each reader group spent its time, in the order of the scenario.
    public var readerTimes: [ReaderTimeEstimate] {
        guard let first = replications.first else { return [] }
        return first.readerTimes.indices.map { index in
            ReaderTimeEstimate(
                group: first.readerTimes[index].group, times: replications.map { $0.readerTimes[index] })
        }
    }
}
