import SimulationKernel

/// What follows a reading: a report, a second reading, the final report by another reader, a review, an addendum.
///
/// Each later reading is an entry of its own among the studies, on the same worklist, in classes of eligibility of its
/// own. A study that is read twice waits aside for the second reading; others leave with their first report.
extension SimulationRun {
    /// Gives a study that was just created what chance decides of its reports.
    mutating func drawReporting(_ index: Int, stream: Int) {
        if model.reporting != nil { studies[index].reportingKey = reportingSources[stream].draw() }
    }

    /// A reading, or a call, is over. Returns the call that the reader goes on with at once, if there is one.
    mutating func endTask(_ index: Int) -> Int? {
        guard let reporting = model.reporting else { return nil }
        let task = studies[index].task
        switch task {
        case .report:
            if reporting.doubleReading?.includes(studies[index]) == true {
                readAgain(index, reporting)
                return nil
            }
            let group = Int(readers.groupOf[Int(studies[index].reader)])
            let isPreliminary =
                reporting.isPreliminary[group]
                && reporting.preliminary?.includes(studies[index]) == true
            recordReading(index) { $0.firstReader = $1 }
            return publishFirst(index, isPreliminary: isPreliminary, reporting)
        case .secondReading:
            return endSecondReading(index, reporting)
        case .arbitration:
            recordReading(index) { $0.arbiter = $1 }
            addInterruptions(of: index)
            return publishReadTwice(index, reporting)
        case .finalReport: return publishFinal(index, reporting)
        case .peerReview:
            endReview(index, reporting)
            return nil
        case .addendum: return publishAddendum(index, reporting)
        case .call:
            endAttempt(index, reporting)
            return nil
        }
    }

    // MARK: First reports

    /// The first report of a study is published, by the reader who has it now.
    private mutating func publishFirst(
        _ index: Int, isPreliminary: Bool, _ reporting: CompiledReporting
    ) -> Int? {
        note(isPreliminary ? .preliminary : .reported, of: index)
        publishReport(of: index)
        studies[index].published = simulation.now
        let isCounted = isCounted(index)
        if isCounted { observations.reporting.count(isPreliminary ? .preliminary : .final) }
        if isRecording { records[studies[index].record].reporting.isPreliminary = isPreliminary }
        let call =
            studies[index].isCritical == true ? startCall(after: index, isCorrection: false, reporting) : nil
        if let plan = reporting.plan.preliminary, isPreliminary {
            var task = laterTask(.finalReport, of: index, reporting)
            task.barred = studies[index].reader
            task.urgency = plan.priority.map { UInt8($0) } ?? studies[index].priority
            task.readingLeft = reporting.finalReading.span(task, .finalReading)
            task.expectedReading = reporting.finalReading.expected(task.expectedReading)
            offer(task, after: index)
        } else {
            noteFinal(index)
            review(index, reporting)
        }
        leave(index)
        return call
    }

    // MARK: Double reading

    /// A first reading is over: the study waits aside for the second.
    private mutating func readAgain(_ index: Int, _ reporting: CompiledReporting) {
        note(.readingCompleted, of: index)
        pay(index)
        recordReading(index) { $0.firstReader = $1 }
        studies[index].isAside = true
        var task = laterTask(.secondReading, of: index, reporting)
        task.parent = Int32(truncatingIfNeeded: index)
        task.barred = studies[index].reader
        task.urgency = studies[index].urgency
        task.readingLeft = reporting.secondReading.span(task, .secondReading)
        task.expectedReading = reporting.secondReading.expected(task.expectedReading)
        offer(task, after: index)
    }

    /// Both readings are over: they agree, and the report is published, or a third reader decides.
    private mutating func endSecondReading(_ index: Int, _ reporting: CompiledReporting) -> Int? {
        recordReading(index) { $0.secondReader = $1 }
        addInterruptions(of: index)
        let disagreement = reporting.plan.doubleReading?.disagreement ?? 0
        guard ReportingDraw.disagreement.uniform(studies[index].reportingKey) < disagreement else {
            return publishReadTwice(index, reporting)
        }
        note(.readingCompleted, of: index)
        pay(index)
        if isCounted(index) { observations.reporting.count(.disagreements) }
        var task = laterTask(.arbitration, of: index, reporting)
        task.parent = studies[index].parent
        task.barred = studies[index].barred
        task.alsoBarred = studies[index].reader
        task.urgency = studies[index].urgency
        task.readingLeft = reporting.arbitration.span(task, .arbitration)
        task.expectedReading = reporting.arbitration.expected(task.expectedReading)
        offer(task, after: index)
        finishTask(index)
        leave(index)
        return nil
    }

    /// The last reader of a study that is read twice, or three times, publishes its report.
    private mutating func publishReadTwice(_ index: Int, _ reporting: CompiledReporting) -> Int? {
        let parent = Int(studies[index].parent)
        studies[parent].isAside = false
        studies[parent].reader = studies[index].reader
        studies[parent].isKeptByFirstHub = studies[index].isKeptByFirstHub
        studies[parent].isKeptBySecondHub = studies[index].isKeptBySecondHub
        handOverCopy(from: index, to: parent)
        finishTask(index)
        leave(index)
        return publishFirst(parent, isPreliminary: false, reporting)
    }

    /// Counts the interruptions of a second or third reading among those of its study.
    private mutating func addInterruptions(of index: Int) {
        let parent = Int(studies[index].parent)
        studies[parent].interruptions += studies[index].interruptions
        studies[parent].interrupted += studies[index].interrupted
    }

    // MARK: Final reports

    private mutating func publishFinal(_ index: Int, _ reporting: CompiledReporting) -> Int? {
        note(.reported, of: index)
        pay(index)
        finishTask(index)
        let isCounted = isCounted(index)
        if isCounted { observations.reporting.count(.final) }
        let rates = reporting.plan.preliminary?.discrepancies ?? DiscrepancyRates()
        let found = rates.found(ReportingDraw.discrepancy.uniform(studies[index].reportingKey))
        if let found {
            note(.corrected, of: index)
            if isCounted {
                observations.reporting.count(found == .major ? .majorCorrections : .minorCorrections)
            }
            if isRecording { records[studies[index].record].reporting.correction = found }
        }
        noteFinal(index)
        let call = found == .major ? startCall(after: index, isCorrection: true, reporting) : nil
        review(index, reporting)
        leave(index)
        return call
    }

    /// A final report is published now.
    private mutating func noteFinal(_ index: Int) {
        observations.final(studies[index], at: simulation.now, isCounted: isCounted(index))
        recordReading(index) { $0.finalReader = $1 }
        if isRecording { records[studies[index].record].reporting.final = simulation.now }
    }

    // MARK: Peer review

    /// Lets a final report be reviewed, if it is one of those that are.
    private mutating func review(_ index: Int, _ reporting: CompiledReporting) {
        guard let plan = reporting.plan.peerReview, reporting.peerReview?.includes(studies[index]) == true,
            ReportingDraw.isReviewed.uniform(studies[index].reportingKey) < plan.share
        else { return }
        var task = laterTask(.peerReview, of: index, reporting)
        task.barred = studies[index].reader
        task.preferred = studies[index].reader
        task.urgency = reporting.reviewClass
        task.readingLeft = reporting.review.span(task, .review)
        task.expectedReading = reporting.review.expected(task.expectedReading)
        offer(task, after: index)
    }

    private mutating func endReview(_ index: Int, _ reporting: CompiledReporting) {
        note(.reviewCompleted, of: index)
        finishTask(index)
        let rates = reporting.plan.peerReview?.discrepancies ?? DiscrepancyRates()
        let found = rates.found(ReportingDraw.reviewFinding.uniform(studies[index].reportingKey))
        if let found, isCounted(index) {
            observations.reporting.count(found == .major ? .majorFindings : .minorFindings)
        }
        recordReading(index) { $0.reviewer = $1 }
        if isRecording {
            records[studies[index].record].reporting.reviewed = simulation.now
            records[studies[index].record].reporting.finding = found
        }
        if found == .major {
            var task = laterTask(.addendum, of: index, reporting)
            task.preferred = studies[index].preferred
            task.urgency = studies[index].priority
            task.readingLeft = reporting.addendum.span(task, .addendum)
            task.expectedReading = reporting.addendum.expected(task.expectedReading)
            offer(task, after: index)
        }
        leave(index)
    }

    private mutating func publishAddendum(_ index: Int, _ reporting: CompiledReporting) -> Int? {
        note(.addendum, of: index)
        finishTask(index)
        recordReading(index) { $0.addendumReader = $1 }
        if isRecording { records[studies[index].record].reporting.addendum = simulation.now }
        let call = startCall(after: index, isCorrection: true, reporting)
        leave(index)
        return call
    }

    // MARK: What they share

    /// Whether a study is one of those that figures are about.
    func isCounted(_ index: Int) -> Bool { studies[index].imagingComplete >= warmUpEnd }

    /// A reading that is paid for like any other, though it ends in no first report.
    private mutating func pay(_ index: Int) {
        let group = Int(readers.groupOf[Int(studies[index].reader)])
        ledger.report(studies[index], group: group)
        contracts.report(studies[index], group: group, at: simulation.now, isFirst: false)
    }

    /// A later reading is over.
    private mutating func finishTask(_ index: Int) {
        observations.reporting.finish(
            studies[index].task, wait: studies[index].opened - studies[index].due,
            work: simulation.now - studies[index].opened, isCounted: isCounted(index))
    }

    private mutating func recordReading(_ index: Int, _ note: (inout ReportingRecord, Int) -> Void) {
        guard isRecording else { return }
        note(&records[studies[index].record].reporting, Int(studies[index].reader))
    }

    /// A new task for a study, as it is before anybody has it.
    func laterTask(_ task: ReportingTask, of index: Int, _ reporting: CompiledReporting) -> Study {
        var entry = studies[index]
        if entry.task == .report { entry.reportClass = model.rights.last(entry.eligibility) }
        entry.eligibility = reporting.eligibility(task, reportClass: entry.reportClass)
        entry.task = task
        entry.stage = .worklist
        entry.due = simulation.now
        entry.reader = -1
        entry.barred = -1
        entry.alsoBarred = -1
        entry.preferred = -1
        entry.parent = -1
        entry.isAside = false
        entry.interrupts = false
        entry.wasAssigned = false
        entry.hasArrived = false
        entry.interruptions = 0
        entry.interrupted = .zero
        entry.imagesAt = -1
        entry.imagesComplete = .zero
        entry.unsentBytes = 0
        entry.isRead = false
        entry.timer = nil
        entry.flow = -1
        entry.original = -1
        entry.copy = -1
        entry.sibling = -1
        entry.isListed = false
        return entry
    }

    /// Puts a new task among the studies, and gives it to a reader or to the worklist.
    private mutating func offer(_ task: Study, after former: Int) {
        observations.reporting.create(task.task)
        let index = studies.insert(task)
        if isRecording { records.enter(studies[index].record) }
        handOverCopy(from: former, to: index)
        offerTask(index)
    }

    /// Gives a task to a reader, or to the worklist: calls before all others, the rest in the order of work.
    mutating func offerTask(_ index: Int) {
        studies[index].stage = .worklist
        let isCall = studies[index].task == .call
        studies[index].worklistNumber = isCall ? worklist.nextCallPlace() : worklist.nextPlace()
        if giveToPreferred(index) || giveToReader(index) { return }
        beginWaiting(index)
        worklist.add(index, studies[index], at: simulation.now, &links)
    }

    /// Gives an addendum to the author of the report if that reader is idle.
    private mutating func giveToPreferred(_ index: Int) -> Bool {
        let reader = Int(studies[index].preferred)
        guard studies[index].task == .addendum, reader >= 0,
            model.eligibility.groups[Int(studies[index].eligibility)].contains(
                Int(readers.groupOf[reader])),
            readers.takeIdle(reader)
        else { return false }
        assign(index, to: reader)
        fillAhead(reader)
        return true
    }

    /// The copy of a study that is on its way to the second hub belongs to another entry of the study now.
    private mutating func handOverCopy(from index: Int, to other: Int) {
        let copy = Int(studies[index].copy)
        guard copy >= 0 else { return }
        studies[copy].original = Int32(truncatingIfNeeded: other)
        studies[other].copy = Int32(truncatingIfNeeded: copy)
        studies[index].copy = -1
    }
}
