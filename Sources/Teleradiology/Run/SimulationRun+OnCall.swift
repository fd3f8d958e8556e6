import SimulationKernel

/// Readers on call: when they are called, come and leave.
extension SimulationRun {
    /// The hours begin or end in which a group can be called; who was called comes, and who is there stays.
    mutating func changeReachability(of group: Int, to isReachable: Bool) {
        onCalls[group].isReachable = isReachable
        if isReachable { watch(group) }
    }

    /// A study joined the worklist, or readers went off shift: somebody on call may be wanted.
    mutating func watchOnCall() {
        for group in model.onCallGroups { watch(group) }
    }

    /// Calls a group if the oldest study that it is for has waited too long, or nobody else can read it; else sets the time
    /// at which that will be so. O(classes of eligibility and priority).
    mutating func watch(_ group: Int) {
        guard let plan = model.scenario.readers[group].onCall, onCalls[group].isReachable,
            !onCalls[group].isCalled, !readers.groups[group].isOnShift
        else { return }
        let classes = model.eligibility.classes[group]
        guard let oldest = worklist.oldest(ofClasses: classes, upTo: plan.priority, studies) else { return }
        let due = studies[oldest].available + plan.after
        var isAlone = false
        for eligibility in classes where worklist.waits(eligibility, upTo: plan.priority) {
            if !isCovered(eligibility) { isAlone = true }
        }
        if isAlone || due <= simulation.now {
            onCalls[group].isCalled = true
            simulation.schedule(Event(kind: Kind.onCallArrival, index: group), after: plan.response)
        } else if !onCalls[group].isWatching {
            onCalls[group].isWatching = true
            simulation.schedule(Event(kind: Kind.onCallWatch, index: group), at: due)
        }
    }

    /// Whether somebody is on shift, not on call, who may read a class of studies.
    private func isCovered(_ eligibility: Int) -> Bool {
        for group in model.eligibility.groups[eligibility]
        where readers.groups[group].isOnShift && model.scenario.readers[group].onCall == nil {
            return true
        }
        return false
    }

    /// The time has come at which something may have waited too long.
    mutating func endWatch(_ group: Int) {
        onCalls[group].isWatching = false
        watch(group)
    }

    /// The readers who were called are there.
    mutating func arriveOnCall(_ group: Int) {
        onCalls[group].isCalled = false
        let begun = readers.beginShift(group, at: simulation.now)
        for reader in begun { employ(reader) }
    }

    /// Gives a reader on call the next study of the classes that they are for; when there is none, the group leaves.
    mutating func employOnCall(_ reader: Int, _ plan: OnCall) {
        let group = Int(readers.groupOf[reader])
        guard readers.groups[group].isOnShift else { return }
        let classes = model.eligibility.classes[group]
        if let priority = worklist.highestPriority(ofClasses: classes, for: reader, studies, links),
            priority <= plan.priority,
            let index = takeWaiting(for: reader)
        {
            assign(index, to: reader)
        } else {
            readers.endShift(group, at: simulation.now)
        }
    }
}

extension Worklist {
    /// The study that has been available the longest among some classes of eligibility and the priorities up to one; nil
    /// when none waits.
    func oldest(ofClasses classes: [Int], upTo priority: Int, _ studies: borrowing Pool<Study>) -> Int? {
        guard waiting.level > 0 else { return nil }
        var first = -1
        for each in 0...priority {
            for eligibility in classes {
                guard let head = head(eligibility, each) else { continue }
                if first < 0 || studies[head].available < studies[first].available { first = head }
            }
        }
        return first < 0 ? nil : first
    }

    /// Whether a study of a class of eligibility waits whose priority is up to one.
    func waits(_ eligibility: Int, upTo priority: Int) -> Bool {
        (0...priority).contains { head(eligibility, $0) != nil }
    }
}
