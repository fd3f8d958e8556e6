/// Hours of the day by the clock, such as 20:00 to 08:00 through midnight.
public struct HoursOfDay: Hashable, Sendable {
    /// The first of them, 0 to 23.
    public let first: Int
    /// The hour at which they end, 1 to 24.
    public let end: Int

    /// From one hour to another, through midnight when the second is the smaller; nil for none at all and for hours that no
    /// day has.
    public init?(from first: Int, to end: Int) {
        let last = end == 0 ? 24 : end
        guard (0..<24).contains(first), (1...24).contains(last), first != last, !(first == 0 && last == 24)
        else {
            return nil
        }
        self.first = first
        self.end = last
    }

    /// Whether an hour (0 to 23) is one of them.
    public func contains(_ hour: Int) -> Bool {
        first < end ? (first..<end).contains(hour) : hour >= first || hour < end
    }

    /// As measures write them: `20-08`.
    public var text: String {
        func two(_ hour: Int) -> String { hour < 10 ? "0\(hour)" : "\(hour)" }
        return "\(two(first))-\(two(end))"
    }
}
