/// Working hours that come back every week, in the reader's local time.
public struct Shift: Hashable, Sendable {
    /// The days on which it starts; 0 is Monday.
    public var days: Set<Int>
    /// The minute of the day at which it starts, 0 to 1439.
    public var startMinute: Int
    /// The minute of the day at which it ends, 0 to 1440; not later than the start means on the next day.
    public var endMinute: Int

    /// Working hours on some days of the week.
    public init(days: Set<Int>, startMinute: Int, endMinute: Int) {
        self.days = days
        self.startMinute = startMinute
        self.endMinute = endMinute
    }
}
