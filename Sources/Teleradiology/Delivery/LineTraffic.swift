/// Traffic on a line that is not studies: it takes a share of the capacity, by the hour of the local week.
///
/// Studies share what is left. Loss and round trip stay as they are.
public struct BackgroundTraffic: Hashable, Sendable {
    /// The share of the capacity that it takes on average over the week, from 0 on.
    public var share: Double
    /// How that is spread over the week.
    public var profile: WeeklyProfile

    /// Traffic that takes a share of a line.
    public init(share: Double, profile: WeeklyProfile) {
        self.share = share
        self.profile = profile
    }

    /// The share that it takes in its busiest hour.
    public var peak: Double { share * (profile.weights.max() ?? 1) }

    /// The most that ``peak`` may be: studies need something to be left.
    public static let largestPeak = 0.99
}

/// Hours in which a gateway sends with no more than a part of its line.
public struct ShapingWindow: Hashable, Sendable {
    /// When the limit holds, in the site's local time.
    public var hours: Shift
    /// What all studies that are being sent may take together.
    public var limit: Bandwidth

    /// A limit in some hours of the week.
    public init(hours: Shift, limit: Bandwidth) {
        self.hours = hours
        self.limit = limit
    }
}
