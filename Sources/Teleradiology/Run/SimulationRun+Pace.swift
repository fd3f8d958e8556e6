import SimulationKernel

/// How long an open study takes its reader: speed, fatigue and interruptions.
extension SimulationRun {
    /// The reader begins to read the open study.
    mutating func beginReading(_ index: Int) {
        let reader = Int(studies[index].reader)
        let group = Int(readers.groupOf[reader])
        // A call takes as long for everybody.
        if studies[index].task == .call { return scheduleEnd(of: index, after: studies[index].readingLeft) }
        let pace = model.paces[group]
        let span = pace.span(
            studies[index].readingLeft, studies[index].modality, at: simulation.now,
            shiftStart: readers.groups[group].shiftStart)
        studies[index].leftToRead = span
        guard pace.interruptions != nil else { return scheduleEnd(of: index, after: span) }
        continueReading(index)
    }

    /// Reads on until the end, or the next interruption.
    mutating func continueReading(_ index: Int) {
        let reader = Int(studies[index].reader)
        let (read, isInterrupted) = interruptions[reader].read(studies[index].leftToRead)
        studies[index].leftToRead = studies[index].leftToRead - read
        guard isInterrupted else { return scheduleEnd(of: index, after: read) }
        simulation.schedule(Event(kind: Kind.interruption, index: index), after: read)
    }

    private mutating func scheduleEnd(of index: Int, after span: Duration) {
        let end = max(simulation.now + span, studies[index].imagesComplete)
        if isPreemptive {
            scheduleReadEnd(of: index, at: end)
        } else {
            simulation.schedule(Event(kind: Kind.readEnd, index: index), at: end)
        }
    }

    /// A call comes: the study lies until it is over and the reader has found back.
    mutating func beginInterruption(_ index: Int) {
        let reader = Int(studies[index].reader)
        let group = Int(readers.groupOf[reader])
        guard let (plan, seconds) = model.paces[group].interruptions else { return }
        readers.groups[group].interrupted.add(1, at: simulation.now)
        let span = interruptions[reader].interrupt(perHour: plan.perHour, seconds) + plan.resume
        simulation.schedule(Event(kind: Kind.interruptionEnd, index: index), after: span)
    }

    /// The reader goes on.
    mutating func endInterruption(_ index: Int) {
        let group = Int(readers.groupOf[Int(studies[index].reader)])
        readers.groups[group].interrupted.add(-1, at: simulation.now)
        continueReading(index)
    }

    /// By reader, where anybody is interrupted; else empty.
    static func interruptions(_ model: TeleradiologyModel, replication: Int) -> [InterruptionSource] {
        let groups = model.scenario.readers
        guard groups.contains(where: { $0.interruptions != nil }) else { return [] }
        return zip(groups, model.staff.places).flatMap { group, places in
            (0..<places).map {
                InterruptionSource(
                    group: group.name, number: $0, perHour: group.interruptions?.perHour ?? 1,
                    seed: model.scenario.seed, replication: replication)
            }
        }
    }
}
