import SimulationKernel

/// What a line has for studies as the week goes by: its capacity, less other traffic, within the gateway's limits.
/// Compiled; shared by all replications.
struct CapacitySchedule: Sendable {
    /// The line: a site's or a hub's.
    let target: OutageTarget
    /// The line's capacity in bytes a second.
    private let capacity: Double
    /// The share that other traffic takes, by hour of the local week; empty without such traffic.
    private let taken: [Double]
    private let limits: [(calendar: ShiftCalendar, bytesPerSecond: Double)]
    private let clock: LocalClock

    /// Nil for a line whose capacity never changes.
    init?(
        of target: OutageTarget, capacity: Bandwidth, background: BackgroundTraffic?,
        shaping: [ShapingWindow], clock: LocalClock
    ) {
        if background == nil, shaping.isEmpty { return nil }
        self.target = target
        self.capacity = capacity.bytesPerSecond
        taken = background.map { traffic in traffic.profile.weights.map { $0 * traffic.share } } ?? []
        limits = shaping.map { window in
            (ShiftCalendar(shifts: [window.hours], clock: clock), window.limit.bytesPerSecond)
        }
        self.clock = clock
    }

    /// The bytes a second that studies have at an instant.
    func bytesPerSecond(at time: SimulationTime) -> Double {
        var left = capacity
        if !taken.isEmpty { left *= 1 - taken[clock.hourOfWeek(at: time).hour] }
        for limit in limits where limit.calendar.isOnShift(at: time) {
            left = min(left, limit.bytesPerSecond)
        }
        return left
    }

    /// The next instant at which that may change; nil when it never does.
    func nextChange(after time: SimulationTime) -> SimulationTime? {
        var next = limits.compactMap { $0.calendar.nextChange(after: time)?.time }.min()
        if !taken.isEmpty {
            let hourEnd = clock.hourOfWeek(at: time).end
            next = min(next ?? hourEnd, hourEnd)
        }
        return next
    }
}
