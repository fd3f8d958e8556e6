import SimulationKernel

/// Studies that wait in the order of a key that does not change while they wait: a deadline, an age, a length.
///
/// A binary heap; adding and taking are O(log n), and allocate only when it outgrows its array. Equal keys come in the
/// order in which the studies became available.
struct WaitingHeap: Sendable {
    struct Entry: Sendable {
        let key: Int64
        let number: UInt64
        let study: Int32

        func comes(before other: Entry) -> Bool { (key, number) < (other.key, other.number) }
    }

    private var entries: [Entry] = []

    var count: Int { entries.count }

    var first: Entry? { entries.first }

    mutating func add(_ entry: Entry) {
        entries.append(entry)
        siftUp(entries.count - 1)
    }

    mutating func takeFirst() -> Entry? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        guard !entries.isEmpty else { return first }
        entries[0] = last
        siftDown(0)
        return first
    }

    /// Takes a study out from wherever it stands; O(n) unless it is the first.
    mutating func remove(_ study: Int) {
        guard let place = entries.firstIndex(where: { $0.study == study }), let last = entries.popLast(),
            place < entries.count
        else { return }
        entries[place] = last
        siftUp(place)
        siftDown(place)
    }

    private mutating func siftUp(_ place: Int) {
        var place = place
        while place > 0 {
            let parent = (place - 1) / 2
            guard entries[place].comes(before: entries[parent]) else { return }
            entries.swapAt(place, parent)
            place = parent
        }
    }

    /// The first entry of a study that a reader may have; O(n) unless that is the first of all.
    func first(for reader: Int, _ studies: borrowing Pool<Study>) -> Entry? {
        var best: Entry?
        for entry in entries {
            if studies[Int(entry.study)].isBarred(reader) { continue }
            if let known = best, known.comes(before: entry) { continue }
            best = entry
        }
        return best
    }

    private mutating func siftDown(_ place: Int) {
        var place = place
        while true {
            var least = place
            let children = 2 * place + 1..<min(2 * place + 3, max(entries.count, 2 * place + 1))
            for child in children where entries[child].comes(before: entries[least]) { least = child }
            if least == place { return }
            entries.swapAt(place, least)
            place = least
        }
    }
}
