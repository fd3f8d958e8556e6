/// Takes the studies of a run while it goes on.
public protocol StudySink: Sendable {
    /// Whether the studies of a replication are wanted.
    func wants(replication: Int) -> Bool
    /// Takes studies to which nothing more can happen, in the order in which the last thing happened to them; at the end
    /// of the run those that are still on their way, in the order of their creation. What goes wrong is the sink's to
    /// keep: the run goes on.
    func take(_ studies: [StudyRecord], replication: Int)
    /// There are no more studies of a replication.
    func finish(replication: Int)
}

/// The timelines of studies, as far as a run has come.
///
/// Where all are kept they lie in the order of creation. Where a sink takes them, a study's place is used again once it has
/// left: memory goes with the studies on their way, not with those of the run.
struct StudyRecords {
    private let sink: (any StudySink)?
    private let replication: Int
    private let keepsAll: Bool
    private var records: [StudyRecord] = []
    /// By place: how many entries of the pool there are of the study (itself, later readings, calls); 0 for a free place.
    private var entries: [Int32] = []
    private var free: [Int32] = []
    /// On their way to the sink.
    private var done: [StudyRecord] = []
    /// Whether anybody wants them.
    let isOn: Bool

    /// How many the sink is given at a time.
    private static let most = 512

    init(keepsAll: Bool, sink: (any StudySink)?, replication: Int) {
        self.sink = sink
        self.replication = replication
        self.keepsAll = keepsAll
        isOn = keepsAll || sink != nil
        if sink != nil { done.reserveCapacity(Self.most) }
    }

    /// Every study in the order of creation; empty where they are not kept.
    var all: [StudyRecord] { keepsAll ? records : [] }

    /// The timeline at the place of a study.
    subscript(place: Int32) -> StudyRecord {
        _read { yield records[Int(place)] }
        _modify { yield &records[Int(place)] }
    }

    /// Begins the timeline of a study, and returns its place.
    mutating func begin(_ record: StudyRecord) -> Int32 {
        if let place = free.popLast() {
            records[Int(place)] = record
            entries[Int(place)] = 1
            return place
        }
        records.append(record)
        entries.append(1)
        return Int32(truncatingIfNeeded: records.count - 1)
    }

    /// There is one entry more of the study at a place.
    mutating func enter(_ place: Int32) { entries[Int(place)] += 1 }

    /// An entry of the study at a place leaves; with the last one its timeline is complete.
    mutating func leave(_ place: Int32) {
        entries[Int(place)] -= 1
        guard entries[Int(place)] == 0, sink != nil else { return }
        done.append(records[Int(place)])
        if !keepsAll { free.append(place) }
        if done.count == Self.most { flush() }
    }

    /// Hands over what is left when the run is over, and the studies that are still on their way.
    mutating func finish() {
        guard let sink else { return }
        let open = records.indices.filter { entries[$0] > 0 }
        for place in open.sorted(by: { records[$0].number < records[$1].number }) {
            done.append(records[place])
            if done.count == Self.most { flush() }
        }
        flush()
        sink.finish(replication: replication)
    }

    private mutating func flush() {
        guard !done.isEmpty else { return }
        sink?.take(done, replication: replication)
        done.removeAll(keepingCapacity: true)
    }
}
