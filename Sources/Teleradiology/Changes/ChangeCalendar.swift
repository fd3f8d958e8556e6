import SimulationKernel

/// The planned changes of a scenario on the simulated clock; used while a model is compiled.
struct ChangeCalendar {
    private let changes: [(time: SimulationTime, subject: PlannedChange.Subject)]

    /// The changes in order of time; those of one instant stay in the order in which they were given.
    init(_ changes: [PlannedChange], instant: (LocalDateTime) -> SimulationTime) {
        let timed = changes.map { (time: instant($0.time), subject: $0.subject) }
        self.changes = timed.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }.map(\.element)
    }

    /// What the volume of a stream is multiplied by: whether its site is open, the site's volume, the stream's own. The
    /// last two hold for streams with a rate only.
    func levels(site: String, stream: String, hasRate: Bool) -> [[(start: SimulationTime, factor: Double)]] {
        var open: [(start: SimulationTime, factor: Double)] = []
        var volume: [(start: SimulationTime, factor: Double)] = []
        var own: [(start: SimulationTime, factor: Double)] = []
        for change in changes {
            switch change.subject {
            case .opens(site):
                if open.isEmpty { open.append((SimulationTime(microseconds: .min / 4), 0)) }
                open.append((change.time, 1))
            case .closes(site): open.append((change.time, 0))
            case .volume(site, nil, let factor): volume.append((change.time, factor))
            case .volume(site, stream, let factor): own.append((change.time, factor))
            case .opens, .closes, .volume, .readers: break
            }
        }
        return hasRate ? [open, volume, own] : [open]
    }

    /// When a group has how many readers, in order of time.
    func counts(of group: String) -> [(time: SimulationTime, count: Int)] {
        changes.compactMap { change in
            guard case .readers(group, let count) = change.subject else { return nil }
            return (change.time, count)
        }
    }
}
