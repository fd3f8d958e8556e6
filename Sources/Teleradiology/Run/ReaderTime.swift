import SimulationKernel

/// How the readers of a group spent the observed time, each figure a mean number of readers: times the observed hours
/// it is reader hours.
///
/// On shift + overtime = reading + interrupted + idle, exactly.
public struct ReaderTime: Sendable, Hashable {
    /// The name of the group.
    public var group: String
    /// On shift, breaks left out.
    public var onShift: Double
    /// Busy with a study, its download to the reader included.
    public var reading: Double
    /// Busy with something that interrupted a reading, or finding back.
    public var interrupted: Double
    /// On shift without a study.
    public var idle: Double
    /// Finishing a study after the shift, into a break or having left; part of reading and interrupted.
    public var overtime: Double

    init(_ name: String, _ group: ReaderPool.Group, until now: SimulationTime) {
        self.group = name
        onShift = group.onShift.mean(until: now)
        overtime = group.overtime.mean(until: now)
        interrupted = group.interrupted.mean(until: now)
        let busy = group.busy.mean(until: now)
        reading = busy - interrupted
        idle = max(0, onShift + overtime - busy)
    }
}
