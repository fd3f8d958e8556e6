import SimulationKernel

/// Sums levels by hour of the local week, at no cost for a study: whenever an hour is over, the integrals of the levels
/// that are kept anyhow are read, and what was added since belongs to that hour.
///
/// Nothing is scheduled for it: the loop compares the time of each event with the end of the hour. Sums are exact integers.
/// O(levels) an hour.
struct WeekTally {
    private let clock: LocalClock
    /// The end of what is observed.
    private let end: SimulationTime
    private var hour: Int
    /// When the present hour is over.
    private(set) var hourEnd: SimulationTime
    private var hourStart = SimulationTime.zero
    /// By level, its integral when the last hour was over.
    private var before: [Int128]
    /// By level and hour of the week, in level × µs.
    private var sums: [Int128]
    private var observed = [Int64](repeating: 0, count: HourlyWeek.hours)

    /// Sums of so many levels, from time zero on.
    init(levels: Int, clock: LocalClock, end: SimulationTime) {
        self.clock = clock
        self.end = end
        (hour, hourEnd) = clock.hourOfWeek(at: .zero)
        if hourEnd > end { hourEnd = end }
        before = [Int128](repeating: 0, count: levels)
        sums = [Int128](repeating: 0, count: levels * HourlyWeek.hours)
    }

    /// The present hour is over, or what is observed ends within it; `integrals` are those of all levels until then.
    mutating func endHour(at time: SimulationTime, _ integrals: [Int128]) {
        for level in before.indices {
            sums[level * HourlyWeek.hours + hour] &+= integrals[level] &- before[level]
        }
        before = integrals
        observed[hour] &+= (time - hourStart).microseconds
        hourStart = time
        guard time < end else {
            hourEnd = .latest
            return
        }
        (hour, hourEnd) = clock.hourOfWeek(at: time)
        if hourEnd > end { hourEnd = end }
    }

    /// Forgets the past; `integrals` are those that the levels go on from.
    mutating func restart(at time: SimulationTime, _ integrals: [Int128]) {
        for index in sums.indices { sums[index] = 0 }
        for index in observed.indices { observed[index] = 0 }
        before = integrals
        hourStart = time
    }

    /// The sums of a level, in hours.
    func hours(of level: Int) -> [Double] {
        sums[level * HourlyWeek.hours..<(level + 1) * HourlyWeek.hours].map { Double($0) / 3.6e9 }
    }

    /// How long each hour of the week was observed, in hours.
    var observedHours: [Double] { observed.map { Double($0) / 3.6e9 } }
}
