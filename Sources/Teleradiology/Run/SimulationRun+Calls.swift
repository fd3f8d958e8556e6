import SimulationKernel

/// Telling critical results: attempts to call, and when they are repeated.
extension SimulationRun {
    /// A result must be told: coordinators begin as soon as one is free, or the reader goes on with the call that is
    /// returned.
    mutating func startCall(after index: Int, isCorrection: Bool, _ reporting: CompiledReporting) -> Int? {
        guard let plan = reporting.plan.criticalCalls else { return nil }
        if !isCorrection, isCounted(index) { observations.reporting.count(.criticalResults) }
        observations.reporting.create(.call)
        var call = laterTask(.call, of: index, reporting)
        call.published = simulation.now
        call.isCorrection = isCorrection
        call.attempts = 0
        call.urgency = 0
        call.readingLeft = attemptSpan(call, reporting)
        let entry = studies.insert(call)
        if isRecording { records.enter(studies[entry].record) }
        if plan.caller == .reader { return entry }
        askCoordinator(entry)
        return nil
    }

    /// A reader who just published a report goes on with the call about it, without being free between.
    mutating func goOn(with call: Int, _ reader: Int) {
        beginAssignment(call, to: reader)
        open(call)
    }

    private func attemptSpan(_ call: borrowing Study, _ reporting: CompiledReporting) -> Duration {
        var source = ReportingDraw.attempt.source(call.reportingKey, Self.number(of: call))
        return Duration(seconds: max(0, reporting.attempt.draw(from: &source)))
    }

    /// The number of an attempt among those of the study; those about a correction have others than the first call's.
    private static func number(of call: borrowing Study) -> Int32 {
        call.attempts * 2 + (call.isCorrection ? 1 : 0)
    }

    private mutating func askCoordinator(_ index: Int) {
        studies[index].stage = .communication
        if callDesk?.seize(index, at: simulation.now, &links) == true { beginAttempt(index) }
    }

    private mutating func beginAttempt(_ index: Int) {
        simulation.schedule(Event(kind: Kind.callEnd, index: index), after: studies[index].readingLeft)
    }

    /// A coordinator's attempt is over.
    mutating func endCoordinatorAttempt(_ index: Int) {
        if let next = callDesk?.release(at: simulation.now, &links) { beginAttempt(next) }
        if let reporting = model.reporting { endAttempt(index, reporting) }
    }

    /// An attempt is over: somebody answered, or it is repeated later, or handed over.
    mutating func endAttempt(_ index: Int, _ reporting: CompiledReporting) {
        guard let plan = reporting.plan.criticalCalls else { return }
        let number = Self.number(of: studies[index])
        let isAnswered = ReportingDraw.answer.uniform(studies[index].reportingKey, number) < plan.answered
        let isCorrection = studies[index].isCorrection
        studies[index].attempts += 1
        if isCounted(index) { observations.reporting.count(.attempts) }
        if isRecording, !isCorrection { records[studies[index].record].reporting.attempts += 1 }
        if isAnswered {
            note(.communicated, of: index)
            finishCall(index, plan)
        } else {
            note(.callUnanswered, of: index)
            if let limit = plan.attemptLimit, Int(studies[index].attempts) >= limit {
                note(.callHandedOver, of: index)
                if isCounted(index) { observations.reporting.count(.handedOver) }
                closeCall(index)
            } else {
                studies[index].stage = .communication
                studies[index].reader = -1
                studies[index].imagesAt = -1
                studies[index].readingLeft = attemptSpan(studies[index], reporting)
                simulation.schedule(Event(kind: Kind.callRetry, index: index), after: plan.retryAfter)
            }
        }
    }

    /// A pause between attempts is over.
    mutating func retryCall(_ index: Int) {
        guard let plan = model.reporting?.plan.criticalCalls else { return }
        if plan.caller == .reader { offerTask(index) } else { askCoordinator(index) }
    }

    private mutating func finishCall(_ index: Int, _ plan: CriticalCalls) {
        let span = simulation.now - studies[index].published
        let isCorrection = studies[index].isCorrection
        if isCounted(index) {
            observations.reporting.count(isCorrection ? .correctionsTold : .communicated)
            if !isCorrection {
                if let target = plan.target, span <= target { observations.reporting.count(.withinTarget) }
                observations.communicated(studies[index], after: span)
            }
        }
        if isRecording {
            if isCorrection {
                records[studies[index].record].reporting.correctionTold = simulation.now
            } else {
                records[studies[index].record].reporting.communicated = simulation.now
            }
        }
        closeCall(index)
    }

    private mutating func closeCall(_ index: Int) {
        observations.reporting.finish(
            .call, wait: simulation.now - studies[index].published, work: studies[index].readingLeft,
            isCounted: isCounted(index))
        if isRecording { records.leave(studies[index].record) }
        studies.remove(index)
    }
}
