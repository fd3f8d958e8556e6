import SimulationKernel

/// What can be out of service.
enum OutageTarget: Hashable, Sendable {
    /// The line of a site, by index.
    case uplink(Int)
    /// The own line of a hub, by index, in and out.
    case line(Int)
    /// A hub's servers that store and index what arrives.
    case ingest(Int)
    /// A hub with all its lines, and its ingest.
    case hub(Int)
    /// A scanner, by index among those that can break down.
    case scanner(Int)
}

/// One reason for which something goes out of service and comes back, compiled; shared by all replications.
struct OutageCause: Sendable {
    enum Schedule: Sendable {
        case weekly(ShiftCalendar)
        /// Begin and end, in order of time, apart.
        case once([(start: SimulationTime, end: SimulationTime)])
        case random(name: String, up: Sampler, repair: Sampler)
    }

    let target: OutageTarget
    let schedule: Schedule

    /// The causes of a plan; random streams are keyed by `name`.
    static func causes(
        of plan: OutagePlan, _ target: OutageTarget, name: String, clock: LocalClock,
        instant: (LocalDateTime) -> SimulationTime
    ) -> [OutageCause] {
        var causes: [OutageCause] = []
        if !plan.weekly.isEmpty {
            causes.append(
                OutageCause(
                    target: target, schedule: .weekly(ShiftCalendar(shifts: plan.weekly, clock: clock))))
        }
        // Windows that touch or overlap are one.
        var windows: [(start: SimulationTime, end: SimulationTime)] = []
        for window in plan.once.map({ (start: instant($0.start), end: instant($0.start) + $0.length) })
            .sorted(by: { $0.start < $1.start })
        {
            if let last = windows.last, window.start <= last.end {
                windows[windows.count - 1].end = max(last.end, window.end)
            } else {
                windows.append(window)
            }
        }
        if !windows.isEmpty { causes.append(OutageCause(target: target, schedule: .once(windows))) }
        if let failures = plan.failures {
            causes.append(
                OutageCause(
                    target: target,
                    schedule: .random(
                        name: "outage/\(name)",
                        up: Sampler(.exponential(mean: failures.meanTimeBetweenFailures.seconds)),
                        repair: Sampler(failures.repairSeconds))))
        }
        return causes
    }
}

/// A cause in one replication: whether it holds now, and when that changes.
struct OutageState {
    private(set) var isDown = false
    /// What decides when something fails and is repaired; nil where that is planned.
    private(set) var stream: RandomStream?

    init(_ cause: OutageCause, _ keys: inout RandomStreamKeys) {
        if case .random(let name, _, _) = cause.schedule {
            stream = keys.stream(name, "when it fails, and how long the repair takes")
        }
    }

    /// Whether the cause holds at the start of the run.
    mutating func begin(_ cause: OutageCause) {
        switch cause.schedule {
        case .weekly(let calendar): isDown = calendar.isOnShift(at: .zero)
        case .once(let windows): isDown = windows.contains { $0.start <= .zero && .zero < $0.end }
        case .random: isDown = false
        }
    }

    /// The next instant at which the cause begins or ceases to hold; nil when it never does again.
    mutating func nextChange(_ cause: OutageCause, after now: SimulationTime) -> SimulationTime? {
        switch cause.schedule {
        case .weekly(let calendar): return calendar.nextChange(after: now)?.time
        case .once(let windows):
            return windows.lazy.flatMap { [$0.start, $0.end] }.first { $0 > now }
        case .random(_, let up, let repair):
            guard var source = stream else { return nil }
            let span = (isDown ? repair : up).drawDuration(from: &source)
            stream = source
            return now + max(span, Duration(microseconds: 1))
        }
    }

    /// The change has come.
    mutating func change() { isDown.toggle() }
}
