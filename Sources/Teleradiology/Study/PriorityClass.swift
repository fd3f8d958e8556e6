import SimulationKernel

/// A class of urgency; a scenario lists its classes from the highest to the lowest.
public struct PriorityClass: Hashable, Sendable {
    /// The name in scenario files and reports, such as `stat`.
    public var name: String
    /// The promised report turnaround time; nil when none is promised.
    public var target: Duration?

    /// A class with its promised report turnaround time.
    public init(name: String, target: Duration?) {
        self.name = name
        self.target = target
    }
}
