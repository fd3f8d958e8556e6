import SimulationKernel

/// Between the hub and the worklist: triage by software.
extension SimulationRun {
    /// Draws what triage will find in a study that was just created, and its place in the order of work.
    mutating func drawTriage(_ index: Int, stream: Int) {
        if !model.triage.isEmpty { triageSources[stream].draw(model.triage, &studies[index]) }
        studies[index].interrupts =
            isPreemptive && model.scenario.preemption.classes.contains(Int(studies[index].priority))
    }

    /// A study is stored at a hub: it goes to the program that looks at it, or to the worklist at once.
    mutating func goToTriage(_ index: Int) {
        let program = Int(studies[index].triage)
        guard program >= 0 else { return joinWorklist(index) }
        studies[index].stage = .triage
        let order = model.scenario.worklist == .fifo ? 0 : Int(studies[index].priority)
        if triageStations[program].seize(index, class: order, at: simulation.now, &links) {
            beginTriage(index)
        }
    }

    private mutating func beginTriage(_ index: Int) {
        simulation.schedule(Event(kind: Kind.triageEnd, index: index), after: studies[index].triageTime)
    }

    /// The program has a verdict.
    mutating func endTriage(_ index: Int) {
        let program = Int(studies[index].triage)
        if let next = triageStations[program].release(at: simulation.now, &links) { beginTriage(next) }
        note(.triaged, of: index)
        if isRecording {
            records[studies[index].record].triaged = simulation.now
            records[studies[index].record].finding = studies[index].finding
        }
        applyVerdict(model.triage[program].plan.effect, to: index)
        joinWorklist(index)
    }

    /// A positive verdict may raise a study's class, and let it interrupt.
    private mutating func applyVerdict(_ effect: TriageEffect, to index: Int) {
        guard model.scenario.worklist != .fifo,
            studies[index].finding == .truePositive || studies[index].finding == .falsePositive,
            let destination = effect.destination
        else { return }
        studies[index].urgency = min(studies[index].urgency, UInt8(destination))
        if case .preempt = effect { studies[index].interrupts = true }
        if model.scenario.preemption.classes.contains(Int(studies[index].urgency)) {
            studies[index].interrupts = true
        }
    }

    /// A study can be read from now on.
    mutating func joinWorklist(_ index: Int) {
        studies[index].stage = .worklist
        studies[index].readable = simulation.now
        studies[index].worklistNumber = worklist.nextPlace()
        if !model.rights.waits.isEmpty { watchForSpill(index) }
        if giveToReader(index) { return }
        beginWaiting(index)
        worklist.add(index, studies[index], at: simulation.now, &links)
        watchOnCall()
    }
}

extension TeleradiologyModel {
    /// A station for each program of triage.
    func triageStations() -> [ServerStation] {
        let classes = scenario.worklist == .fifo ? 1 : scenario.priorities.count
        return triage.map { ServerStation(servers: $0.plan.servers, classes: classes) }
    }
}
