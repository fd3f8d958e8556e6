import SimulationKernel

/// Which reader groups have day now; looked up anew when the answer of a group is outdated.
struct Daylight {
    private let hours: Daytime?
    private let clocks: [LocalClock]
    private var isDay: [Bool]
    private var until: [SimulationTime]
    /// Those of the groups asked for that have day.
    private(set) var groups: [Int] = []

    /// - Parameter clocks: the clock of each group.
    init(_ hours: Daytime?, clocks: [LocalClock]) {
        self.hours = hours
        self.clocks = hours == nil ? [] : clocks
        isDay = [Bool](repeating: false, count: self.clocks.count)
        until = [SimulationTime](repeating: .zero, count: self.clocks.count)
    }

    /// Puts those of some groups that have day into ``groups``; false when all or none have.
    mutating func select(from candidates: [Int], at time: SimulationTime) -> Bool {
        guard let hours else { return false }
        groups.removeAll(keepingCapacity: true)
        for group in candidates {
            if time >= until[group] { update(group, hours, at: time) }
            if isDay[group] { groups.append(group) }
        }
        return !groups.isEmpty && groups.count < candidates.count
    }

    private mutating func update(_ group: Int, _ hours: Daytime, at time: SimulationTime) {
        let clock = clocks[group]
        let minute = Int(clock.timeOfDay(at: time).seconds / 60)
        let (start, end) = (hours.startMinute, hours.endMinute)
        isDay[group] = start < end ? minute >= start && minute < end : minute >= start || minute < end
        // The answer can change with the minute that begins the day or the night, and with the clocks.
        let day = clock.day(at: time)
        until[group] =
            [start, end, start + 1440, end + 1440].map { clock.time(day: day, minute: $0) }
            .filter { $0 > time }.min() ?? .latest
        let hour = clock.hourOfWeek(at: time).end
        until[group] = min(until[group], hour)
    }
}
