import SimulationKernel

/// Outages, what they break, and how it is tried again. Nothing is ever lost: what was acknowledged stays at the hub,
/// the rest is sent again.
extension SimulationRun {
    /// Puts out of service what is so at the start, and schedules every cause's first change.
    mutating func beginOutages() {
        for cause in faults.indices {
            if faults.begin(cause) { changeService(faults.target(of: cause), isDown: true) }
            scheduleOutageChange(of: cause)
        }
    }

    private mutating func scheduleOutageChange(of cause: Int) {
        if let time = faults.nextChange(of: cause, after: simulation.now), time < end || isFinishing {
            simulation.schedule(Event(kind: Kind.outageChange, index: cause), at: time)
        }
    }

    /// A cause begins or ceases to hold.
    mutating func changeOutage(_ cause: Int) {
        changeService(faults.target(of: cause), isDown: faults.change(cause))
        scheduleOutageChange(of: cause)
    }

    private mutating func changeService(_ target: OutageTarget, isDown: Bool) {
        guard faults.count(target, isDown: isDown, at: simulation.now) else { return }
        if isDown {
            switch target {
            case .uplink(let site):
                breakTransfers { $0.stage == .transfer && $0.site == Int32(site) && !$0.isCopy }
            case .line(let hub), .hub(let hub):
                breakTransfers { $0.hub == UInt8(hub) || $0.isCopy && hub == 0 }
            case .ingest, .scanner: break
            }
        }
        switch target {
        case .ingest(let hub), .hub(let hub):
            // The ingest has two reasons to stand still; the other one may hold already, or still.
            let other: OutageTarget = target == .hub(hub) ? .ingest(hub) : .hub(hub)
            if !faults.isDown(other) { isDown ? stopIngest(of: hub) : resumeIngest(of: hub) }
        case .scanner(let scanner): changeScanner(scanner, isDown: isDown)
        case .uplink, .line: break
        }
    }

    // MARK: Transfers

    /// Breaks the running transfers, to the hub or to readers, for which a condition holds.
    private mutating func breakTransfers(where isAffected: (borrowing Study) -> Bool) {
        for index in studies.indices(where: { $0.flow >= 0 && isAffected($0) }) {
            let left =
                network.cancel(Int(studies[index].flow), in: &simulation).remainingBytes
                + studies[index].restBytes
            studies[index].restBytes = 0
            studies[index].flow = -1
            resumePoint(index, left)
            pause(index)
        }
    }

    /// Notes what of a broken transfer has been acknowledged: whole instances, or whole requests.
    private mutating func resumePoint(_ index: Int, _ left: Double) {
        let timing = studies[index].timing
        let isTransfer = studies[index].stage == .transfer
        if isTransfer { settleSending(index, sent: studies[index].unsentBytes - left) }
        let instances = Int(studies[index].instances) + (isTransfer ? 0 : Int(studies[index].priorInstances))
        let unit = paths.acknowledgedBytes(timing, instances: instances, hub: Int(studies[index].hub))
        // The sum of what was sent before is a whole number of units but for rounding.
        // Earlier turns of a study that is sent as it is made are with the hub whatever their size.
        let isInTurns = isTransfer && forwarding(of: index) != nil
        let before = isInTurns ? timing.bytes - studies[index].unsentBytes : 0
        let acknowledged = before + ((timing.bytes - left - before) / unit + 1e-9).rounded(.down) * unit
        let unsent = max(0, timing.bytes - acknowledged)
        if isTransfer { observations.sentAgain(bytes: unsent - left) }
        studies[index].unsentBytes = unsent
    }

    /// Lets a transfer wait before it is tried again.
    mutating func pause(_ index: Int) {
        studies[index].failures += 1
        studies[index].isConnected = false
        studies[index].phaseStart = simulation.now
        let span = faults.pause(
            model.hubs[Int(studies[index].hub)].plan.retry, afterFailures: Int(studies[index].failures))
        scheduleStep(Kind.retry, of: index, after: span)
    }

    /// Tries a transfer again.
    mutating func retry(_ index: Int) {
        if studies[index].stage == .transfer {
            settlePhase(index, .outage)
            failOver(index)
            attemptTransfer(index)
        } else {
            changeSource(index)
            attemptRetrieval(index)
        }
    }
}
