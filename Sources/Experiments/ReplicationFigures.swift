import SimulationKernel
import Teleradiology

/// The figures of one interval in one replication, in seconds; nil without studies.
public struct IntervalFigures: Hashable, Sendable {
    let values: [Double?]

    init(values: [Double?]) { self.values = values }

    init(_ tally: DistributionTally) {
        values = Statistic.allCases.map { statistic in
            switch statistic {
            case .mean: tally.meanSeconds
            case .sd: tally.standardDeviationSeconds
            case .min: tally.count > 0 ? tally.minimum.seconds : nil
            case .max: tally.count > 0 ? tally.maximum.seconds : nil
            case .p50: tally.quantileSeconds(0.5)
            case .p90: tally.quantileSeconds(0.9)
            case .p95: tally.quantileSeconds(0.95)
            case .p99: tally.quantileSeconds(0.99)
            }
        }
    }

    /// One of the figures.
    public subscript(statistic: Statistic) -> Double? {
        Statistic.allCases.firstIndex(of: statistic).flatMap { values[$0] }
    }
}

/// The figures of one group of studies in one replication.
public struct GroupFigures: Hashable, Sendable {
    /// Reports published.
    public let reported: Int
    /// Reports published a day of 24 hours.
    public let perDay: Double
    /// The share of reports within the target of their class; nil without a target or a report.
    public let withinTarget: Double?
    let intervals: [IntervalFigures]
    /// The share of reports within each of ``TurnaroundCurve/times``; empty without reports.
    let turnaroundShares: [Double]
    let parts: [Double?]
    let waitParts: [Double?]
    /// The mean time that a study lay between interruptions of its reading and going on, in seconds.
    public let interrupted: Double?
    /// How often a reading was interrupted, on average.
    public let interruptions: Double?

    init(_ cell: StudyCell, observed: Duration) {
        reported = cell.reported
        perDay = Double(cell.reported) * 86_400 / observed.seconds
        withinTarget = cell.withTarget > 0 ? Double(cell.withinTarget) / Double(cell.withTarget) : nil
        intervals = cell.intervals.map { IntervalFigures($0) }
        turnaroundShares = cell.intervals[Int(Interval.turnaround.rawValue)]
            .cumulativeShares(at: TurnaroundCurve.times)
        parts = TransferPart.allCases.map { cell.meanSeconds(of: $0) }
        waitParts = WaitPart.allCases.map { cell.meanSeconds(of: $0) }
        interrupted = cell.meanInterruptedSeconds
        interruptions = cell.reported > 0 ? Double(cell.interruptions) / Double(cell.reported) : nil
    }

    /// The figures of an interval.
    public subscript(interval: Interval) -> IntervalFigures { intervals[Int(interval.rawValue)] }

    /// The mean time of a phase of the transfer, in seconds; nil without studies.
    public subscript(part: TransferPart) -> Double? { parts[part.rawValue] }

    /// The mean time of a part of the wait, in seconds; nil without studies.
    public subscript(part: WaitPart) -> Double? { waitParts[part.rawValue] }
}

/// What an experiment keeps of one replication: figures, not tallies, so that memory stays flat.
public struct ReplicationFigures: Sendable {
    /// Figures by group.
    public let groups: [StudyGroup: GroupFigures]
    /// Use of links, ingest and readers.
    public let resources: [ResourceUse]
    /// How each reader group spent the observed time.
    public let readerTimes: [ReaderTime]
    /// What each provider did over the observed time.
    public let providers: [ProviderUse]
    /// What each element cost over the observed time.
    public let costs: [CostItem]
    /// The time that costs are for.
    public let observed: Duration
    /// What each hub did over the observed time.
    public let hubs: [HubTraffic]
    /// How many studies were on their way, hour by hour, warm-up included.
    public let backlog: Backlog
    /// What each hour of the week held over the observed time.
    public let week: HourlyWeek
    /// Where every study ended up.
    public let conservation: Conservation
    /// Bytes on the wire that reached the hub, and those that outages made be sent again.
    public let bytesReceived: Double
    /// Bytes on the wire that were lost to outages and sent again.
    public let bytesSentAgain: Double
    /// Events handled.
    public let events: UInt64
    /// Hash of time, kind and index of each event.
    public let fingerprint: UInt64
    /// Hash of all studies created and their attributes.
    public let demandFingerprint: UInt64

    /// What came after the first reports; nil for a scenario that does not say how reports come about.
    public let reporting: ReportingFigures?

    init(_ result: RunResult) {
        var groups: [StudyGroup: GroupFigures] = [:]
        func add(_ group: StudyGroup) {
            let cell = result.cell(of: group)
            if cell.reported > 0 || group == .all {
                groups[group] = GroupFigures(cell, observed: result.observed)
            }
        }
        add(.all)
        for priority in 0..<result.priorityCount { add(.priority(priority)) }
        for modality in Modality.allCases {
            add(.modality(modality))
            for priority in 0..<result.priorityCount { add(.modalityAndPriority(modality, priority)) }
        }
        if !result.findings.isEmpty { TriagedStudies.allCases.forEach { add(.triaged($0)) } }
        result.tallied.keys.forEach(add)
        self.groups = groups
        resources = result.resources
        readerTimes = result.readerTimes
        providers = result.providers
        costs = result.costs
        observed = result.observed
        hubs = result.hubs
        backlog = result.backlog
        week = result.week
        conservation = result.conservation
        bytesReceived = result.bytesReceived
        bytesSentAgain = result.bytesSentAgain
        events = result.events
        fingerprint = result.fingerprint
        demandFingerprint = result.demandFingerprint
        reporting = result.reporting.map { ReportingFigures($0) }
    }
}
