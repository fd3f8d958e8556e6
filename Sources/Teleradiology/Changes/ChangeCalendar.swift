import SimulationKernel

/// The planned changes of a scenario on the simulated clock; used while a model is compiled.
struct ChangeCalendar {
    private let changes: [(time: SimulationTime, subject: PlannedChange.Subject)]
    private let providers: [Provider]

    /// The changes in order of time; those of one instant stay in the order in which they were given.
    init(
        _ changes: [PlannedChange], providers: [Provider], instant: (LocalDateTime) -> SimulationTime
    ) {
        self.providers = providers
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
            case .opens, .closes, .volume, .readers, .joins, .leaves, .merge: break
            }
        }
        return hasRate ? [open, volume, own] : [open]
    }

    /// When a group has how many readers, in order of time; it has so many to begin with.
    ///
    /// Who belongs to a provider that is not there has the number that counts when it comes.
    func counts(of group: String, initially: Int) -> [(time: SimulationTime, count: Int)] {
        let provider = providers.first { $0.groups.contains(group) }?.name
        var count = initially
        var isThere = true
        var counts: [(time: SimulationTime, count: Int)] = []
        func isJoining(_ subject: PlannedChange.Subject) -> Bool? {
            switch subject {
            case .joins(let name) where name == provider: true
            case .leaves(let name) where name == provider: false
            default: nil
            }
        }
        if let first = changes.lazy.compactMap({ isJoining($0.subject) }).first, first {
            isThere = false
            counts.append((SimulationTime(microseconds: .min / 4), 0))
        }
        for change in changes {
            if case .readers(group, let number) = change.subject {
                count = number
            } else if let joins = isJoining(change.subject) {
                isThere = joins
            } else {
                continue
            }
            counts.append((change.time, isThere ? count : 0))
        }
        return counts
    }

    /// When which providers' readers become one pool, in order of time.
    var mergers: [(time: SimulationTime, groups: Set<String>)] {
        changes.compactMap { change in
            guard case .merge(let names) = change.subject else { return nil }
            let merged = providers.filter { names.contains($0.name) }
            return (change.time, merged.reduce(into: []) { $0.formUnion($1.groups) })
        }
    }
}
