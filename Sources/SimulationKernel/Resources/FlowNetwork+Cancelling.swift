extension FlowNetwork {
    /// Ends a flow before its volume is sent; returns its owner and the bytes that are left.
    public mutating func cancel<Queue: EventQueue & ~Copyable>(
        _ flow: Int, in simulation: inout Simulation<Queue>
    ) -> (owner: Int, remainingBytes: Double) {
        settle(flow, at: simulation.now)
        let state = flows[flow]
        simulation.cancel(timers[flow])
        for place in 0..<3 where state.path[place] >= 0 { leave(flow, place, at: simulation.now) }
        flows.remove(flow)
        rebalance(around: state.path, in: &simulation)
        return (Int(state.owner), state.remaining)
    }

    /// The bytes that a running flow still has to send.
    public mutating func remainingBytes(of flow: Int, at time: SimulationTime) -> Double {
        settle(flow, at: time)
        return flows[flow].remaining
    }
}
