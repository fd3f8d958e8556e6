import Foundation
import SimulationKernel
import Teleradiology

/// The distribution of turnaround over replications: at fixed times, the share of reports published within them.
///
/// The shares of each replication are kept, not its studies; a replication's share at a time is within the rounding of
/// ``DistributionTally``. The band holds each share with 95 % on its own, not all of them at once.
public struct TurnaroundCurve: Sendable {
    /// The times at which shares are told: 16 a decade, evenly on a logarithmic scale from 10 s to 10⁶ s (11.6 days).
    public static let times: [Duration] = (0...80).map { step in
        Duration(seconds: pow(10, 1 + Double(step) / 16))
    }

    /// The share of reports within each of ``times``, over replications.
    public let shares: [Estimate]
}

extension ExperimentResult {
    /// The distribution of the turnaround of a group; nil when no replication reported a study of it.
    public func turnaroundCurve(_ group: StudyGroup) -> TurnaroundCurve? {
        let curves = replications.compactMap { figures in
            figures.groups[group].flatMap { $0.turnaroundShares.isEmpty ? nil : $0.turnaroundShares }
        }
        guard !curves.isEmpty else { return nil }
        let shares = TurnaroundCurve.times.indices.compactMap { time in Estimate(curves.map { $0[time] }) }
        return shares.count == TurnaroundCurve.times.count ? TurnaroundCurve(shares: shares) : nil
    }
}
