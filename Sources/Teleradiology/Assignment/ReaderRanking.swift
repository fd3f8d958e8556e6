/// Readers at work in the order in which they are given studies: by group a binary heap, the next one first.
///
/// Entering, leaving and a change of rank are O(log r) for r readers of the group; the next reader of some groups is
/// found in O(groups). Nothing is allocated after set-up.
struct ReaderRanking {
    /// What readers are ranked by, the least first.
    struct Rank: Comparable, BitwiseCopyable {
        var first: Int64 = 0
        var second: Int64 = 0
        /// When the reader was given a study the last time, in the order of all.
        var turn: UInt64 = 0

        static func < (one: Rank, other: Rank) -> Bool {
            if one.first != other.first { return one.first < other.first }
            if one.second != other.second { return one.second < other.second }
            return one.turn < other.turn
        }
    }

    /// By group: its readers at work, as a heap.
    private var heaps: [[Int32]]
    /// By reader: the place in its heap; −1 when not in it.
    private var places: [Int32]
    private var ranks: [Rank]

    /// Nobody is at work yet.
    init(_ readers: ReaderPool) {
        heaps = readers.groups.map { group in
            var heap: [Int32] = []
            heap.reserveCapacity(group.members.count)
            return heap
        }
        places = [Int32](repeating: -1, count: readers.groupOf.count)
        ranks = [Rank](repeating: Rank(), count: readers.groupOf.count)
    }

    /// The reader who comes next in a group, with the rank; nil when none is in it.
    func first(of group: Int) -> (reader: Int, rank: Rank)? {
        guard let reader = heaps[group].first else { return nil }
        return (Int(reader), ranks[Int(reader)])
    }

    /// A reader comes in, or has another rank from now on.
    mutating func set(_ reader: Int, of group: Int, to rank: Rank) {
        ranks[reader] = rank
        if places[reader] < 0 {
            places[reader] = Int32(truncatingIfNeeded: heaps[group].count)
            heaps[group].append(Int32(truncatingIfNeeded: reader))
        }
        let place = siftUp(Int(places[reader]), group)
        siftDown(place, group)
    }

    /// A reader leaves.
    mutating func remove(_ reader: Int, of group: Int) {
        let place = Int(places[reader])
        guard place >= 0, let last = heaps[group].popLast() else { return }
        places[reader] = -1
        guard Int(last) != reader else { return }
        heaps[group][place] = last
        places[Int(last)] = Int32(truncatingIfNeeded: place)
        siftDown(siftUp(place, group), group)
    }

    private func isBefore(_ one: Int32, _ other: Int32) -> Bool { ranks[Int(one)] < ranks[Int(other)] }

    private mutating func swap(_ one: Int, _ other: Int, _ group: Int) {
        heaps[group].swapAt(one, other)
        places[Int(heaps[group][one])] = Int32(truncatingIfNeeded: one)
        places[Int(heaps[group][other])] = Int32(truncatingIfNeeded: other)
    }

    private mutating func siftUp(_ place: Int, _ group: Int) -> Int {
        var place = place
        while place > 0 {
            let parent = (place - 1) / 2
            guard isBefore(heaps[group][place], heaps[group][parent]) else { break }
            swap(place, parent, group)
            place = parent
        }
        return place
    }

    private mutating func siftDown(_ place: Int, _ group: Int) {
        var place = place
        let count = heaps[group].count
        while true {
            var least = place
            let left = 2 * place + 1
            if left < count, isBefore(heaps[group][left], heaps[group][least]) { least = left }
            if left + 1 < count, isBefore(heaps[group][left + 1], heaps[group][least]) { least = left + 1 }
            guard least != place else { return }
            swap(place, least, group)
            place = least
        }
    }
}
