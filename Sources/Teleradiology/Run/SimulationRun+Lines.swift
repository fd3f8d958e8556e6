import SimulationKernel

/// Lines whose capacity for studies changes with the hours.
extension SimulationRun {
    /// Gives such lines the capacity that they have at the start, and schedules the first changes.
    mutating func beginLines() {
        for schedule in model.capacities.indices { changeCapacity(schedule) }
    }

    /// The capacity of a line may be another from now on.
    mutating func changeCapacity(_ schedule: Int) {
        let capacity = model.capacities[schedule].bytesPerSecond(at: simulation.now)
        for link in paths.links(of: model.capacities[schedule].target) {
            network.setCapacity(of: link, to: capacity, in: &simulation)
        }
        if let time = model.capacities[schedule].nextChange(after: simulation.now) {
            simulation.schedule(Event(kind: Kind.capacityChange, index: schedule), at: time)
        }
    }
}
