/// A run folded onto one week: what each of its 168 hours held, by the clock of the scenario.
///
/// Hour 0 is Monday 00:00 to 01:00. Figures are sums over the observed time, warm-up left out: divided by the hours that
/// were observed of an hour of the week they are means. All groups are told by one clock, so that they stand under each
/// other.
public struct HourlyWeek: Sendable, Hashable {
    /// The readers of one group.
    public struct Readers: Sendable, Hashable {
        /// The name of the group; nil for all readers together.
        public var group: String?
        /// Reader hours with a study, by hour of the week, work after the shift included.
        public var busy: [Double]
        /// Reader hours on shift, by hour of the week.
        public var onShift: [Double]

        /// The hours of a group.
        public init(group: String?, busy: [Double], onShift: [Double]) {
            self.group = group
            self.busy = busy
            self.onShift = onShift
        }
    }

    /// The hours of a week.
    public static let hours = 168
    /// The most groups that are told apart; where there are more, all readers are told together, so that a run keeps no
    /// more memory than half a megabyte however many there are.
    public static let mostGroups = 200

    /// Hours that were observed of each hour of the week.
    public var observed: [Double]
    /// Study hours between imaging complete and available at the hub.
    public var transfer: [Double]
    /// Study hours on the worklist.
    public var worklist: [Double]
    /// The readers by group, in the order of the scenario.
    public var readers: [Readers]

    /// A week of given sums.
    public init(observed: [Double], transfer: [Double], worklist: [Double], readers: [Readers]) {
        self.observed = observed
        self.transfer = transfer
        self.worklist = worklist
        self.readers = readers
    }
}
