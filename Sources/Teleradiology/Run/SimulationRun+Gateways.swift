import SimulationKernel

/// The sites' gateways: turns, windows and room for what is to be sent.
extension SimulationRun {
    /// Opens and closes the windows that are so at the start, and schedules their first changes.
    mutating func beginGateways() {
        for window in model.gatewayWindows.indices {
            let isOpen = model.gatewayWindows[window].calendar.isOnShift(at: .zero)
            if !isOpen { setWindow(window, isOpen: false) }
            scheduleWindowChange(of: window)
        }
    }

    /// A window opens or closes.
    mutating func changeWindow(_ window: Int) {
        setWindow(window, isOpen: model.gatewayWindows[window].calendar.isOnShift(at: simulation.now))
        scheduleWindowChange(of: window)
    }

    private mutating func scheduleWindowChange(of window: Int) {
        guard let change = model.gatewayWindows[window].calendar.nextChange(after: simulation.now) else {
            return
        }
        simulation.schedule(Event(kind: Kind.gatewayWindow, index: window), at: change.time)
    }

    private mutating func setWindow(_ window: Int, isOpen: Bool) {
        let site = model.gatewayWindows[window].site
        let priority = model.gatewayWindows[window].priority
        let begun = gateways[site]?.setOpen(priority, isOpen, at: simulation.now, &links) ?? []
        for study in begun { leaveGateway(study) }
    }

    /// A study is handed to the gateway of its site; without one it is sent at once.
    mutating func enterGateway(_ index: Int) {
        let site = Int(studies[index].site)
        guard gateways[site] != nil else { return attemptTransfer(index) }
        let priority = Int(studies[index].priority)
        if gateways[site]?.arrive(index, priority: priority, at: simulation.now, &links) == true {
            leaveGateway(index)
        }
    }

    /// A study's turn has come.
    private mutating func leaveGateway(_ index: Int) {
        settlePhase(index, .gateway)
        attemptTransfer(index)
    }

    /// A study has reached the hub: its place at the gateway is free.
    mutating func freeGateway(_ index: Int) {
        let site = Int(studies[index].site)
        guard gateways[site] != nil else { return }
        let begun = gateways[site]?.leave(at: simulation.now, &links) { Int(studies[$0].priority) }
        if let next = begun?.next { leaveGateway(next) }
        if let admitted = begun?.admitted { leaveGateway(admitted) }
    }
}
