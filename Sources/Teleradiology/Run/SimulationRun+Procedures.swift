import SimulationKernel

/// Procedures: exams that go step by step, with rooms and people of the site.
extension SimulationRun {
    /// Schedules the first changes of pools.
    mutating func beginProcedures() {
        for pool in model.procedurePlan.pools.indices { schedulePoolChange(pool) }
    }

    private mutating func schedulePoolChange(_ pool: Int) {
        if let time = model.procedurePlan.pools[pool].nextChange(after: simulation.now) {
            simulation.schedule(Event(kind: Kind.poolChange, index: pool), at: time)
        }
    }

    /// There are more or fewer of a pool.
    mutating func changePool(_ pool: Int) {
        procedures.changeCount(of: pool, at: simulation.now)
        servePools()
        schedulePoolChange(pool)
    }

    /// A study that was just created begins its procedure.
    mutating func beginProcedure(_ index: Int, stream: Int, _ procedure: Int) {
        let order = model.scenario.worklist == .fifo ? 0 : Int(studies[index].priority)
        let course = procedures.begin(
            study: index, procedure: procedure, class: order, durations: sources[stream].stepDurations)
        if procedures.take(course, at: simulation.now) { beginStep(course) }
    }

    private mutating func beginStep(_ course: Int) {
        simulation.schedule(
            Event(kind: Kind.stepEnd, index: course), after: procedures.duration(of: course))
        guard procedures.isExam(course) else { return }
        let index = procedures.study(of: course)
        note(.examStarted, of: index)
        studies[index].examEnd = simulation.now + procedures.duration(of: course)
        studies[index].isScanning = true
        beginAcquisition(index)
    }

    /// A step is over: what it held goes to those who wait, and the patient asks for the next one.
    mutating func endStep(_ course: Int) {
        let index = procedures.study(of: course)
        let isExam = procedures.isExam(course)
        procedures.endStep(course, at: simulation.now)
        if isExam {
            procedures.end(course)
            studies[index].isScanning = false
            completeImaging(index)
        }
        servePools()
        if !isExam, procedures.take(course, at: simulation.now) { beginStep(course) }
    }

    private mutating func servePools() {
        while let next = procedures.serveNext(at: simulation.now) {
            if next.isReady { beginStep(next.course) }
        }
    }
}
