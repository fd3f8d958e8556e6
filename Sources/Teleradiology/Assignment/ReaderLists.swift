import SimulationKernel

/// The readers' own lists: studies that were given to a reader who has not taken them up yet, and who is given the next.
struct ReaderLists {
    /// What waits, by reader instead of by class of eligibility.
    var waiting: Worklist
    /// For each reader, the classes of ``waiting``: the reader alone.
    private(set) var classes: [[Int]]

    /// Whether studies are given to readers, so that their load is kept.
    private let isPush: Bool
    private let limit: Int
    private let groupOf: [Int32]
    /// By priority class: the place of its policy's ranking.
    private var rankingOf: [Int] = []
    private var policies: [PushPolicy] = []
    private var rankings: [ReaderRanking] = []
    private var load: [Load]
    private var turn: UInt64 = 0

    /// What a reader has.
    private struct Load: BitwiseCopyable {
        /// Studies on the list.
        var listed = 0
        /// What is to be read, in µs: the list, and what was taken up.
        var work: Int64 = 0
        /// The relative value given since the shift began, in millionths.
        var value: Int64 = 0
        var turn: UInt64 = 0
        var isAtWork = false
    }

    /// Empty lists, of nobody when there are none.
    init(_ scenario: Scenario, _ readers: ReaderPool) {
        let assignment = scenario.assignment
        let count = assignment.hasLists ? readers.groupOf.count : 0
        waiting = Worklist(scenario, classes: count, isByReader: true)
        classes = (0..<count).map { [$0] }
        isPush = assignment.isPush
        limit = assignment.limit ?? .max
        groupOf = readers.groupOf
        load = [Load](repeating: Load(), count: isPush ? count : 0)
        for policy in assignment.push {
            if !policies.contains(policy) {
                policies.append(policy)
                rankings.append(ReaderRanking(readers))
            }
            rankingOf.append(policies.firstIndex(of: policy) ?? 0)
        }
    }

    /// Whether another study may be put on a reader's list.
    func hasRoom(_ reader: Int) -> Bool { load[reader].listed < limit }

    /// Whether lists have a limit.
    var isLimited: Bool { limit < .max }

    /// The reader of some groups who is given the next study of a class; nil when nobody is at work who has room.
    func next(ofGroups groups: [Int], priority: Int) -> Int? {
        let ranking = rankingOf[priority]
        var best: (reader: Int, rank: ReaderRanking.Rank)?
        for group in groups {
            guard let candidate = rankings[ranking].first(of: group) else { continue }
            if let known = best, !(candidate.rank < known.rank) { continue }
            best = candidate
        }
        return best?.reader
    }

    // MARK: What readers have

    /// A study is given to a reader.
    mutating func give(_ reader: Int, work: Duration, value: Int64) {
        guard isPush else { return }
        load[reader].work += work.microseconds
        load[reader].value += value
        turn &+= 1
        load[reader].turn = turn
        rank(reader)
    }

    /// A study that a reader was given goes away unread.
    mutating func takeBack(_ reader: Int, work: Duration, value: Int64) {
        guard isPush else { return }
        load[reader].work -= work.microseconds
        load[reader].value -= value
        rank(reader)
    }

    /// A reader has reported a study.
    mutating func finish(_ reader: Int, work: Duration) {
        guard isPush else { return }
        load[reader].work -= work.microseconds
        rank(reader)
    }

    /// A study joins a reader's list, or leaves it.
    mutating func changeListed(_ reader: Int, by change: Int) {
        guard isPush else { return }
        load[reader].listed += change
        if isLimited { rank(reader) }
    }

    /// A reader comes to work or leaves; who comes begins a shift.
    mutating func setAtWork(_ reader: Int, _ isAtWork: Bool) {
        guard isPush, load[reader].isAtWork != isAtWork else { return }
        load[reader].isAtWork = isAtWork
        if isAtWork {
            load[reader].value = 0
            turn &+= 1
            load[reader].turn = turn
        }
        rank(reader)
    }

    private mutating func rank(_ reader: Int) {
        let group = Int(groupOf[reader])
        let own = load[reader]
        let isOpen = own.isAtWork && own.listed < limit
        for (place, policy) in policies.enumerated() {
            guard isOpen else {
                rankings[place].remove(reader, of: group)
                continue
            }
            let rank: ReaderRanking.Rank =
                switch policy {
                case .leastWork: .init(first: own.work, turn: own.turn)
                case .leastValue: .init(first: own.value, second: own.work, turn: own.turn)
                case .roundRobin: .init(turn: own.turn)
                }
            rankings[place].set(reader, of: group, to: rank)
        }
    }
}

extension Assignment {
    /// Whether readers have lists of their own.
    var hasLists: Bool { isPush || keepsPatients }
}
