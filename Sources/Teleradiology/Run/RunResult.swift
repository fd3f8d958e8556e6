import SimulationKernel

/// What one replication observed.
///
/// Studies are counted in `cells` by modality and priority class; every coarser figure is an exact merge.
public struct RunResult: Sendable {
    /// Which replication it was, from 0.
    public var replication: Int
    /// Cells in row order: `modality.rawValue × priorities + priority`.
    public var cells: [StudyCell]
    /// The studies that triage looked at, by program and finding: `program × 4 + finding.rawValue`.
    public var findings: [StudyCell]
    /// Number of priority classes, the row length of `cells`.
    public var priorityCount: Int
    /// The time over which figures were observed: length − warm-up.
    public var observed: Duration
    /// Use of links, ingest and readers over the observed time.
    public var resources: [ResourceUse]
    /// How each reader group spent the observed time.
    public var readerTimes: [ReaderTime]
    /// What each provider did over the observed time.
    public var providers: [ProviderUse]
    /// What each element cost over the observed time; empty when the scenario has no prices.
    public var costs: [CostItem]
    /// What each hub did over the observed time, the first choice first.
    public var hubs: [HubTraffic]
    /// How many studies were on their way, hour by hour, warm-up included.
    public var backlog: Backlog
    /// What each hour of the week held over the observed time.
    public var week: HourlyWeek
    /// Where every study ended up; checked before the result is handed out.
    public var conservation: Conservation
    /// Bytes on the wire that reached the hub from the sites, over the whole run, warm-up included.
    public var bytesReceived: Double
    /// Bytes on the wire that were lost to outages and sent again.
    public var bytesSentAgain: Double
    /// Events handled.
    public var events: UInt64
    /// Hash of time, kind and index of each event, in order.
    public var fingerprint: UInt64
    /// Hash of the time and every attribute of each study created, in order: equal for two designs that
    /// meet the same studies.
    public var demandFingerprint: UInt64
    /// Every study of the run in order of creation, when the run was asked to record them; else empty.
    public var studies: [StudyRecord]
    /// What came after the first reports; nil for a scenario that does not say how reports come about.
    public var reporting: ReportingTally?
    /// The studies of the groups that the scenario asked for (``Scenario/tallying(_:)``).
    public var tallied: [StudyGroup: StudyCell] = [:]

    /// The merge of the studies of a group; empty for hours that the scenario did not ask for.
    public func cell(of group: StudyGroup) -> StudyCell {
        if case .hours = group { return tallied[group] ?? StudyCell() }
        guard case .triaged(let studies) = group else { return merged { group.includes($0, $1) } }
        var sum = StudyCell()
        for (index, cell) in findings.enumerated()
        where studies.findings.contains(where: { Int($0.rawValue) == index % TriageFinding.allCases.count }) {
            sum.merge(cell)
        }
        return sum
    }

    /// The merge of the cells for which `isIncluded(modality, priority)` holds.
    public func merged(where isIncluded: (Modality, Int) -> Bool) -> StudyCell {
        var sum = StudyCell()
        for modality in Modality.allCases {
            for priority in 0..<priorityCount where isIncluded(modality, priority) {
                sum.merge(cells[Int(modality.rawValue) * priorityCount + priority])
            }
        }
        return sum
    }
}

/// The observed studies of one modality and priority class (or a merge of several).
public struct StudyCell: Sendable {
    /// Reports published.
    public var reported = 0
    /// Reports published within the target of the study's class.
    public var withinTarget = 0
    /// Reports of studies whose class has a target.
    public var withTarget = 0
    /// The intervals in microseconds, indexed by `Interval.rawValue`.
    public var intervals: [DistributionTally]

    /// The summed time of each phase of the transfers, in microseconds, indexed by `TransferPart.rawValue`.
    public private(set) var transferParts = [Int128](repeating: 0, count: TransferPart.allCases.count)

    /// The summed time of each part of the waits, in microseconds, indexed by `WaitPart.rawValue`.
    public private(set) var waitParts = [Int128](repeating: 0, count: WaitPart.allCases.count)
    /// The summed time that studies lay between interruptions of their reading and going on, in microseconds.
    public private(set) var interrupted: Int128 = 0
    /// How often readings were interrupted.
    public private(set) var interruptions = 0

    /// No studies.
    public init() { intervals = Interval.allCases.map { _ in DistributionTally() } }

    /// Adds the phases of one study's transfer.
    mutating func add(_ parts: TransferParts) {
        for part in TransferPart.allCases {
            transferParts[part.rawValue] &+= Int128(parts[part].microseconds)
        }
    }

    /// The mean time that a phase took of the transfers, in seconds; nil without studies.
    public func meanSeconds(of part: TransferPart) -> Double? {
        reported == 0 ? nil : Double(transferParts[part.rawValue]) / Double(reported) / 1e6
    }

    /// Adds the parts of one study's wait, and its interruptions.
    mutating func addWait(of study: borrowing Study) {
        waitParts[WaitPart.triage.rawValue] &+= Int128((study.readable - study.available).microseconds)
        waitParts[WaitPart.queue.rawValue] &+= Int128((study.taken - study.readable).microseconds)
        waitParts[WaitPart.retrieval.rawValue] &+= Int128((study.opened - study.taken).microseconds)
        interrupted &+= Int128(study.interrupted.microseconds)
        interruptions &+= Int(study.interruptions)
    }

    /// The mean time that a part took of the waits, in seconds; nil without studies.
    public func meanSeconds(of part: WaitPart) -> Double? {
        reported == 0 ? nil : Double(waitParts[part.rawValue]) / Double(reported) / 1e6
    }

    /// The mean time that a study lay interrupted, in seconds; nil without studies.
    public var meanInterruptedSeconds: Double? {
        reported == 0 ? nil : Double(interrupted) / Double(reported) / 1e6
    }

    /// Adds another cell's studies.
    public mutating func merge(_ other: StudyCell) {
        reported += other.reported
        withinTarget += other.withinTarget
        withTarget += other.withTarget
        for index in intervals.indices { intervals[index].merge(other.intervals[index]) }
        for index in transferParts.indices { transferParts[index] &+= other.transferParts[index] }
        for index in waitParts.indices { waitParts[index] &+= other.waitParts[index] }
        interrupted &+= other.interrupted
        interruptions += other.interruptions
    }
}

/// What one hub did over the observed time.
public struct HubTraffic: Sendable, Hashable {
    /// Whose hub it is.
    public var technology: DeliveryTechnology
    /// Studies that came to it from the sites.
    public var received = 0
    /// Studies that readers were given by it.
    public var served = 0

    /// A hub that did nothing yet.
    public init(technology: DeliveryTechnology) { self.technology = technology }
}

/// The use of one resource over the observed time.
public struct ResourceUse: Sendable, Hashable {
    /// What kind of resource it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case scanners, pool, gateway, link, hub, ingest, triage, worklist, coordinators, readers
    }
    /// What kind of resource it is.
    public var kind: Kind
    /// Its name, such as `uplink St Anna`.
    public var name: String
    /// The busy share of the capacity on offer (for readers: of the time on shift); nil when none was on offer.
    public var utilisation: Double?
    /// Time average of the capacity on offer (servers, readers on shift; 1 for a link).
    public var capacity: Double
    /// Time average of studies waiting for it (for a link: of transfers running).
    public var meanQueue: Double
    /// The most studies waiting for it at once (for a link: transfers running).
    public var maximumQueue: Int
    /// The share of the time in which it was in service; nil for what can't be out of service.
    public var availability: Double?

    /// The use of one resource.
    public init(
        kind: Kind, name: String, utilisation: Double?, capacity: Double, meanQueue: Double,
        maximumQueue: Int,
        availability: Double? = nil
    ) {
        self.kind = kind
        self.name = name
        self.utilisation = utilisation
        self.capacity = capacity
        self.meanQueue = meanQueue
        self.maximumQueue = maximumQueue
        self.availability = availability
    }
}

/// Where every study of a run ended up, warm-up included.
public struct Conservation: Sendable, Hashable {
    /// Studies created.
    public var created = 0
    /// Studies whose first report was published.
    public var reported = 0
    /// Studies still in the system when the run ended, per stage, in the order of the path.
    public var inSystem: [(stage: String, count: Int)] {
        zip(Conservation.stages, inSystemCounts).map { ($0, $1) }
    }
    /// The counts of `inSystem`.
    public var inSystemCounts = [Int](repeating: 0, count: Conservation.stages.count)

    /// The account of a run; `inSystemCounts` are in the order of `stages`.
    public init(
        created: Int = 0, reported: Int = 0,
        inSystemCounts: [Int] = [Int](repeating: 0, count: Conservation.stages.count)
    ) {
        self.created = created
        self.reported = reported
        self.inSystemCounts = inSystemCounts
    }

    /// The stages of a study's path.
    public static let stages = [
        "scanner", "transfer", "ingest", "triage", "worklist", "retrieval", "reading",
    ]
}
