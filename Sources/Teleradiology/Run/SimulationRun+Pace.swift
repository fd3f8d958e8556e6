import SimulationKernel

/// How long an open study takes its reader: speed, fatigue and interruptions.
extension SimulationRun {
    /// The reader begins to read the open study.
    mutating func beginReading(_ index: Int) {
        let reader = Int(studies[index].reader)
        let group = Int(readers.groupOf[reader])
        // A call takes as long for everybody.
        if studies[index].task == .call {
            studies[index].span = studies[index].readingLeft
            studies[index].stretchEnd = simulation.now + studies[index].span
            return scheduleEnd(of: index, after: studies[index].span)
        }
        let pace = model.paces[group]
        let span = pace.span(
            studies[index].readingLeft, studies[index].modality, at: simulation.now,
            shiftStart: readers.groups[group].shiftStart)
        studies[index].span = span
        guard pace.interruptions != nil else {
            studies[index].stretchEnd = simulation.now + span
            return scheduleEnd(of: index, after: span)
        }
        studies[index].leftToRead = span
        continueReading(index)
    }

    /// Reads on until the end, or the next interruption.
    mutating func continueReading(_ index: Int) {
        let reader = Int(studies[index].reader)
        let (read, isInterrupted) = interruptions[reader].read(studies[index].leftToRead)
        studies[index].leftToRead = studies[index].leftToRead - read
        studies[index].stretchEnd = simulation.now + read
        guard isInterrupted else { return scheduleEnd(of: index, after: read) }
        scheduleInReading(Kind.interruption, of: index, at: simulation.now + read)
    }

    private mutating func scheduleEnd(of index: Int, after span: Duration) {
        scheduleInReading(
            Kind.readEnd, of: index, at: max(simulation.now + span, studies[index].imagesComplete))
    }

    private mutating func scheduleInReading(_ kind: UInt32, of index: Int, at time: SimulationTime) {
        let event = Event(kind: kind, index: index)
        if isInterruptible {
            scheduleInterruptibly(event, at: time)
        } else {
            simulation.schedule(event, at: time)
        }
    }

    /// A call comes: the study lies until it is over and the reader has found back. Nothing interrupts a call.
    mutating func beginInterruption(_ index: Int) {
        let reader = Int(studies[index].reader)
        if isInterruptible { readings.end(reader) }
        let group = Int(readers.groupOf[reader])
        guard let (plan, seconds) = model.paces[group].interruptions else { return }
        readers.groups[group].interrupted.add(1, at: simulation.now)
        let span = interruptions[reader].interrupt(perHour: plan.perHour, seconds) + plan.resume
        simulation.schedule(Event(kind: Kind.interruptionEnd, index: index), after: span)
    }

    /// The reader goes on, or turns to what came or happened during the call.
    mutating func endInterruption(_ index: Int) {
        let reader = Int(studies[index].reader)
        readers.groups[Int(readers.groupOf[reader])].interrupted.add(-1, at: simulation.now)
        continueReading(index)
        if isPreemptive { yieldToWaiting(index) }
        if !readers.isAtWork(reader) { handOver(of: reader..<reader + 1) }
    }

    /// By reader, where anybody is interrupted; else empty.
    static func interruptions(
        _ model: TeleradiologyModel, _ keys: inout RandomStreamKeys
    ) -> [InterruptionSource] {
        let groups = model.scenario.readers
        guard groups.contains(where: { $0.interruptions != nil }) else { return [] }
        var sources: [InterruptionSource] = []
        for (group, places) in zip(groups, model.staff.places) {
            let plan = group.interruptions
            let varies = plan.map { !Sampler($0.seconds).isConstant } ?? false
            for number in 0..<places {
                sources.append(
                    InterruptionSource(
                        group: group.name, number: number, perHour: plan?.perHour ?? 1,
                        interrupts: plan != nil,
                        varies: varies, &keys))
            }
        }
        return sources
    }
}
