/// How a rate is spread over the 168 hours of a week, in local time, Monday 00:00 first.
public struct WeeklyProfile: Hashable, Sendable {
    /// One weight for each hour of the week, with mean 1.
    public let weights: [Double]

    /// A profile of 168 weights, Monday 00:00 first; they are scaled to mean 1.
    ///
    /// Returns nil unless there are 168 finite weights, none negative and at least one positive.
    public init?(weights: [Double]) {
        let sum = weights.reduce(0, +)
        guard weights.count == 168, weights.allSatisfy({ $0 >= 0 && $0.isFinite }), sum > 0 else {
            return nil
        }
        self.weights = weights.map { $0 * 168 / sum }
    }

    /// A profile of 24 hourly weights and 7 daily ones (Monday first); see ``init(weights:)``.
    public init?(hours: [Double], days: [Double]) {
        guard hours.count == 24, days.count == 7 else { return nil }
        self.init(weights: days.flatMap { day in hours.map { $0 * day } })
    }
}
