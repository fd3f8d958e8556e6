import SimulationKernel

/// The readers of all groups: who is idle, who works, who is on shift.
struct ReaderPool {
    /// One group of equal readers.
    struct Group {
        /// The indices of its readers among all.
        let members: Range<Int>
        /// How many of them, the first ones, belong to it now.
        var present: Int
        var isOnShift = false
        /// When the present shift began; nil outside shifts, and for readers who are always there.
        var shiftStart: SimulationTime?
        /// Idle readers on shift, the longest idle first.
        var idle = IndexQueue()
        /// Readers at work who have room for a study ahead, listed the longest first.
        var room = IndexQueue()
        /// Readers on shift, over time.
        var onShift = LevelTally()
        /// Readers at work, over time.
        var busy = LevelTally()
        /// Readers at work whose reading is interrupted, over time.
        var interrupted = LevelTally()
        /// Readers at work who are not on shift any more, or have left the group, over time.
        var overtime = LevelTally()

        mutating func restartTallies(at time: SimulationTime) {
            onShift.restart(at: time)
            busy.restart(at: time)
            interrupted.restart(at: time)
            overtime.restart(at: time)
        }
    }

    var groups: [Group]
    /// The group of each reader.
    let groupOf: [Int32]
    /// Since when each reader has been idle; the order of idleness across groups.
    var idleSince: [UInt64]
    private var busyReaders: [Bool]
    /// The groups with an idle reader, in no order, and by group its place among them; −1 for none.
    private var idleGroups: [Int] = []
    private var idlePlaces: [Int]
    var links = Links()
    private var idleCount: UInt64 = 0
    /// How many studies a reader can be given ahead.
    let places: Int
    /// By reader; empty when none is given ahead.
    var ahead: [Ahead]
    var roomLinks = Links()
    var listings: UInt64 = 0

    init(_ staff: StaffPlan, studiesAhead: Int) {
        var first = 0
        var groups: [Group] = []
        var groupOf: [Int32] = []
        for (index, places) in staff.places.enumerated() {
            groups.append(Group(members: first..<first + places, present: staff.initial[index]))
            groupOf.append(contentsOf: repeatElement(Int32(index), count: places))
            first += places
        }
        self.groups = groups
        self.groupOf = groupOf
        idleSince = [UInt64](repeating: 0, count: first)
        idlePlaces = [Int](repeating: -1, count: staff.places.count)
        busyReaders = [Bool](repeating: false, count: first)
        places = studiesAhead
        ahead = [Ahead](repeating: Ahead(), count: studiesAhead > 0 ? first : 0)
    }

    /// Whether a reader is at work.
    func isBusy(_ reader: Int) -> Bool { busyReaders[reader] }

    /// Takes the reader of the given groups, in ascending order, who has been idle the longest.
    ///
    /// O(g) for g given groups, or O(i log g) for i groups with an idle reader where those are few.
    mutating func takeIdle(ofGroups candidates: [Int]) -> Int? {
        if idleGroups.count * 8 < candidates.count { return takeIdleOfFew(candidates) }
        var best = -1
        var bestSince = UInt64.max
        for group in candidates {
            guard let reader = groups[group].idle.first, idleSince[reader] < bestSince else { continue }
            best = group
            bestSince = idleSince[reader]
        }
        return best < 0 ? nil : takeFirstIdle(best)
    }

    private mutating func takeIdleOfFew(_ candidates: [Int]) -> Int? {
        var best = -1
        var bestSince = UInt64.max
        var place = 0
        while place < idleGroups.count {
            let group = idleGroups[place]
            guard let reader = groups[group].idle.first else {
                dropFromIdle(group)
                continue
            }
            if idleSince[reader] < bestSince, Self.contains(candidates, group) {
                best = group
                bestSince = idleSince[reader]
            }
            place += 1
        }
        return best < 0 ? nil : takeFirstIdle(best)
    }

    private mutating func takeFirstIdle(_ group: Int) -> Int? {
        let reader = groups[group].idle.popFirst(&links)
        if groups[group].idle.first == nil { dropFromIdle(group) }
        return reader
    }

    mutating func dropFromIdle(_ group: Int) {
        let place = idlePlaces[group]
        guard place >= 0, let last = idleGroups.popLast() else { return }
        idlePlaces[group] = -1
        guard last != group else { return }
        idleGroups[place] = last
        idlePlaces[last] = place
    }

    /// Whether a number is among ascending ones.
    private static func contains(_ sorted: [Int], _ number: Int) -> Bool {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low] == number
    }

    /// A reader has nothing to do.
    mutating func makeIdle(_ reader: Int) {
        let group = Int(groupOf[reader])
        if idlePlaces[group] < 0 {
            idlePlaces[group] = idleGroups.count
            idleGroups.append(group)
        }
        idleSince[reader] = idleCount
        idleCount &+= 1
        groups[Int(groupOf[reader])].idle.append(reader, &links)
    }

    mutating func beginWork(_ reader: Int, at time: SimulationTime) {
        busyReaders[reader] = true
        groups[Int(groupOf[reader])].busy.add(1, at: time)
    }

    mutating func endWork(_ reader: Int, at time: SimulationTime) {
        busyReaders[reader] = false
        let group = Int(groupOf[reader])
        groups[group].busy.add(-1, at: time)
        if !isAtWork(reader) { groups[group].overtime.add(-1, at: time) }
    }

    /// The group comes on shift; returns those of its readers who do not still finish a study.
    mutating func beginShift(_ group: Int, at time: SimulationTime) -> [Int] {
        guard !groups[group].isOnShift else { return [] }
        groups[group].isOnShift = true
        groups[group].onShift.add(groups[group].present, at: time)
        let left = groups[group].members.dropFirst(groups[group].present).count { busyReaders[$0] }
        groups[group].overtime.add(left - groups[group].overtime.level, at: time)
        return groups[group].members.prefix(groups[group].present).filter { !busyReaders[$0] }
    }

    /// The group goes off shift: idle readers leave at once, the others when their study is read.
    mutating func endShift(_ group: Int, at time: SimulationTime) {
        guard groups[group].isOnShift else { return }
        groups[group].isOnShift = false
        groups[group].shiftStart = nil
        groups[group].onShift.add(-groups[group].present, at: time)
        groups[group].overtime.add(groups[group].busy.level - groups[group].overtime.level, at: time)
        while groups[group].idle.popFirst(&links) != nil {}
        dropFromIdle(group)
    }

    /// Whether a reader takes studies now: belongs to the group, which is on shift.
    func isAtWork(_ reader: Int) -> Bool {
        let group = Int(groupOf[reader])
        return groups[group].isOnShift && reader < groups[group].members.lowerBound + groups[group].present
    }

    /// A group has another number of readers from now on. Returns those who come and have nothing to do yet, and those
    /// who leave: at once when they are idle, else when their study is read. O(readers of the group).
    mutating func change(
        _ group: Int, toCount count: Int, at time: SimulationTime
    ) -> (joined: [Int], left: Range<Int>) {
        let members = groups[group].members
        let before = members.lowerBound + groups[group].present
        let after = members.lowerBound + count
        groups[group].present = count
        guard groups[group].isOnShift else { return ([], after..<max(after, before)) }
        groups[group].onShift.add(after - before, at: time)
        let changed = (min(before, after)..<max(before, after)).count { busyReaders[$0] }
        groups[group].overtime.add(after < before ? changed : -changed, at: time)
        for _ in 0..<groups[group].idle.count {
            guard let reader = groups[group].idle.popFirst(&links) else { break }
            if reader < after { groups[group].idle.append(reader, &links) }
        }
        if groups[group].idle.first == nil { dropFromIdle(group) }
        return ((min(before, after)..<after).filter { !busyReaders[$0] }, after..<max(after, before))
    }
}
