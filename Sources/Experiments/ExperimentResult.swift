import SimulationKernel
import Teleradiology

/// What an experiment found: every figure an estimate over replications.
public struct ExperimentResult: Sendable {
    /// The scenario that was run.
    public let scenario: Scenario
    /// The figures of each replication, in order.
    public let replications: [ReplicationFigures]
    /// How well was known what replications went on for; empty when their number was given.
    public let precision: [PrecisionOutcome]

    /// The result of replications of a scenario, at least one.
    public init(
        scenario: Scenario, replications: [ReplicationFigures], precision: [PrecisionOutcome] = []
    ) {
        self.scenario = scenario
        self.replications = replications
        self.precision = precision
    }

    /// The groups in which some replication reported a study, in the order of reports.
    public var modalities: [Modality] { Modality.allCases.filter { has(.modality($0)) } }

    /// Whether some replication reported a study of the group.
    public func has(_ group: StudyGroup) -> Bool {
        replications.contains { ($0.groups[group]?.reported ?? 0) > 0 }
    }

    /// Reports published a day; a replication without any counts as 0.
    public func throughput(_ group: StudyGroup) -> Estimate? {
        Estimate(replications.map { $0.groups[group]?.perDay ?? 0 })
    }

    /// Reports published in a replication.
    public func reported(_ group: StudyGroup) -> Estimate? {
        Estimate(replications.map { Double($0.groups[group]?.reported ?? 0) })
    }

    /// The share of reports within target; replications without one are left out.
    public func withinTarget(_ group: StudyGroup) -> Estimate? {
        Estimate(replications.map { $0.groups[group]?.withinTarget })
    }

    /// A statistic of an interval, in seconds; replications without a study of the group are left out.
    public func interval(_ interval: Interval, _ statistic: Statistic, _ group: StudyGroup)
        -> Estimate?
    {
        Estimate(replications.map { $0.groups[group]?[interval][statistic] })
    }

    /// The mean time of a phase of the transfer, in seconds; replications without a study of the group are left out.
    public func transferPart(_ part: TransferPart, _ group: StudyGroup) -> Estimate? {
        Estimate(replications.map { $0.groups[group]?[part] })
    }

    /// The mean time of a part of the wait, in seconds; replications without a study of the group are left out.
    public func waitPart(_ part: WaitPart, _ group: StudyGroup) -> Estimate? {
        Estimate(replications.map { $0.groups[group]?[part] })
    }

    /// The mean time that a study lay interrupted, in seconds; replications without a study of the group are left out.
    public func interrupted(_ group: StudyGroup) -> Estimate? {
        Estimate(replications.map { $0.groups[group]?.interrupted })
    }

    /// How often a reading was interrupted, on average; replications without a study of the group are left out.
    public func interruptions(_ group: StudyGroup) -> Estimate? {
        Estimate(replications.map { $0.groups[group]?.interruptions })
    }

    /// Bytes on the wire that reached the hub in a replication.
    public var bytesReceived: Estimate? { Estimate(replications.map(\.bytesReceived)) }

    /// Bytes on the wire that outages made be sent again in a replication.
    public var bytesSentAgain: Estimate? { Estimate(replications.map(\.bytesSentAgain)) }

    /// What each hub did: studies that came to it from the sites, and that readers were given by it, in a replication.
    public var hubs: [HubEstimate] {
        guard let first = replications.first else { return [] }
        return first.hubs.indices.map { index in
            HubEstimate(
                technology: first.hubs[index].technology,
                received: Estimate(replications.map { Double($0.hubs[index].received) }),
                served: Estimate(replications.map { Double($0.hubs[index].served) }))
        }
    }

    /// The studies on their way in each step of the run, from the first on.
    public func backlog(_ stage: KeyPath<Backlog.Point, Double>) -> [Estimate] {
        guard let first = replications.first else { return [] }
        return first.backlog.points.indices.compactMap { step in
            Estimate(replications.map { $0.backlog.points[step][keyPath: stage] })
        }
    }

    /// The use of resources: name and kind with utilisation, capacity, mean and largest queue.
    public var resources: [ResourceEstimate] {
        guard let first = replications.first else { return [] }
        return first.resources.indices.map { index in
            ResourceEstimate(
                kind: first.resources[index].kind, name: first.resources[index].name,
                utilisation: Estimate(replications.map { $0.resources[index].utilisation }),
                capacity: Estimate(replications.map { $0.resources[index].capacity }),
                meanQueue: Estimate(replications.map { $0.resources[index].meanQueue }),
                maximumQueue: replications.map { $0.resources[index].maximumQueue }.max() ?? 0,
                availability: Estimate(replications.map { $0.resources[index].availability }))
        }
    }

    /// Studies created, reported and still in the system, summed over replications.
    public var conservation: Conservation {
        replications.reduce(into: Conservation()) { sum, each in
            sum.created += each.conservation.created
            sum.reported += each.conservation.reported
            for stage in sum.inSystemCounts.indices {
                sum.inSystemCounts[stage] += each.conservation.inSystemCounts[stage]
            }
        }
    }

    /// Events handled in all replications.
    public var events: UInt64 { replications.reduce(0) { $0 &+ $1.events } }

    /// The fingerprints of all replications, hashed in order.
    public var fingerprint: UInt64 { Self.combine(replications.map(\.fingerprint)) }

    /// The fingerprints of all replications' demand, hashed in order.
    public var demandFingerprint: UInt64 { Self.combine(replications.map(\.demandFingerprint)) }

    private static func combine(_ fingerprints: [UInt64]) -> UInt64 {
        fingerprints.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1) &* 0x9FB2_1C65_1E98_DF25 ^ ($0 &>> 31) }
    }
}

/// What one hub did, over replications.
public struct HubEstimate: Sendable {
    /// Whose hub it is.
    public let technology: DeliveryTechnology
    /// Studies that came to it from the sites.
    public let received: Estimate?
    /// Studies that readers were given by it.
    public let served: Estimate?
}

/// The use of one resource over replications.
public struct ResourceEstimate: Sendable {
    /// What kind of resource it is.
    public let kind: ResourceUse.Kind
    /// Its name.
    public let name: String
    /// The busy share of the capacity on offer.
    public let utilisation: Estimate?
    /// Time average of the capacity on offer.
    public let capacity: Estimate?
    /// Time average of what waits for it (for a link: of transfers running).
    public let meanQueue: Estimate?
    /// The longest queue of any replication.
    public let maximumQueue: Int
    /// The share of the time in which it was in service; nil for what can't be out of service.
    public let availability: Estimate?
}
