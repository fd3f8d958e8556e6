/// The studies that readers have open, by reader group and class: finds the reading to interrupt without a scan.
///
/// For each group and class the readers stand in a list, the latest begun first, linked through tables by reader, so
/// that beginning and ending are O(1) and nothing is allocated.
struct OpenReadings {
    private let classes: Int
    /// The reader who began latest, by group × class; −1 for none.
    private var latest: [Int32]
    /// By reader: who began before and after in the same list; −1 for none.
    private var before: [Int32]
    private var after: [Int32]
    /// By reader: the list; −1 when nothing is open.
    private var place: [Int32]
    /// By reader: the study, and when it was begun in the order of all beginnings.
    private var study: [Int32]
    private var order: [UInt64]
    private var begun: UInt64 = 0

    init(groups: Int, classes: Int, readers: Int) {
        self.classes = classes
        latest = [Int32](repeating: -1, count: groups * classes)
        before = [Int32](repeating: -1, count: readers)
        after = before
        place = before
        study = before
        order = [UInt64](repeating: 0, count: readers)
    }

    /// A reader of a group opens a study of a class.
    mutating func begin(_ reader: Int, group: Int32, urgency: UInt8, study index: Int) {
        assert(place[reader] < 0)
        let list = Int(group) * classes + Int(urgency)
        let former = latest[list]
        before[reader] = former
        after[reader] = -1
        if former >= 0 { after[Int(former)] = Int32(truncatingIfNeeded: reader) }
        latest[list] = Int32(truncatingIfNeeded: reader)
        place[reader] = Int32(truncatingIfNeeded: list)
        study[reader] = Int32(truncatingIfNeeded: index)
        order[reader] = begun
        begun &+= 1
    }

    /// Whether a reader has a study open.
    func isOpen(_ reader: Int) -> Bool { place[reader] >= 0 }

    /// Whether a reader has a study of a lower class open.
    func isOpen(_ reader: Int, below urgency: UInt8) -> Bool {
        place[reader] >= 0 && Int(place[reader]) % classes > Int(urgency)
    }

    /// A reader's study is closed; returns it.
    @discardableResult
    mutating func end(_ reader: Int) -> Int {
        assert(place[reader] >= 0)
        let (older, newer) = (before[reader], after[reader])
        if older >= 0 { after[Int(older)] = newer }
        if newer >= 0 { before[Int(newer)] = older } else { latest[Int(place[reader])] = older }
        place[reader] = -1
        return Int(study[reader])
    }

    /// The reader to interrupt for a study of a class: of those of the given groups who are at work the one who reads the
    /// lowest class, and of those the one who began latest; nil when nobody reads a lower class. O(classes × groups), and
    /// a step for each reader who has left and reads to the end.
    func reader(
        toInterruptFor urgency: UInt8, among groups: [Int], isOnShift: (Int) -> Bool, isAtWork: (Int) -> Bool
    ) -> Int? {
        var lowest = classes - 1
        while lowest > Int(urgency) {
            var best: Int32 = -1
            for group in groups where isOnShift(group) {
                var candidate = latest[group * classes + lowest]
                while candidate >= 0, !isAtWork(Int(candidate)) { candidate = before[Int(candidate)] }
                if candidate >= 0, best < 0 || order[Int(candidate)] > order[Int(best)] { best = candidate }
            }
            if best >= 0 { return Int(best) }
            lowest -= 1
        }
        return nil
    }
}
