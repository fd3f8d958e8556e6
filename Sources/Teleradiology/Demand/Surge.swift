import SimulationKernel

/// A time in which a stream has more studies than else, or fewer: an accident, an epidemic, a holiday.
///
/// Surges that overlap multiply.
public struct Surge: Hashable, Sendable {
    /// When it begins, in the site's local time.
    public var start: LocalDateTime
    /// How long it lasts.
    public var length: Duration
    /// What the rate is multiplied by meanwhile; not negative.
    public var factor: Double

    /// A surge.
    public init(start: LocalDateTime, length: Duration, factor: Double) {
        self.start = start
        self.length = length
        self.factor = factor
    }
}
