import SimulationKernel

/// The router at a site that sends studies on: how many at once, which first, when, and how many it can hold.
///
/// It never drops a study. One that finds it full waits at the site, which is told so.
public struct Gateway: Hashable, Sendable {
    /// The most studies that it sends at once; one that waits after an outage keeps its place.
    public var concurrency: Int
    /// Which of the waiting studies is sent next: by priority class, or as they came.
    public var order: WorklistOrder
    /// The most studies that it holds, those being sent included; nil for no limit.
    public var capacity: Int?
    /// Windows in the site's local time in which studies of a class may begin to be sent, by index of the class;
    /// classes without windows may at any time.
    public var windows: [Int: [Shift]]
    /// Hours in which it sends with no more than a part of the site's line.
    public var shaping: [ShapingWindow]

    /// A gateway.
    public init(
        concurrency: Int, order: WorklistOrder = .priority, capacity: Int? = nil,
        windows: [Int: [Shift]] = [:], shaping: [ShapingWindow] = []
    ) {
        self.shaping = shaping
        self.concurrency = concurrency
        self.order = order
        self.capacity = capacity
        self.windows = windows
    }
}
