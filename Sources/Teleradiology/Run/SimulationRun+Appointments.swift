import SimulationKernel

/// Booked lists: who comes, and when.
extension SimulationRun {
    /// The time of an appointment has come: the patient is there, or comes late, or not at all.
    mutating func keepAppointment(stream: Int) {
        let delay = sources[stream].delay()
        scheduleArrival(of: stream)
        guard let delay else { return }
        if delay == .zero {
            arrive(stream: stream, isLast: true)
        } else if simulation.now + delay < end {
            simulation.schedule(Event(kind: Kind.lateArrival, index: stream), after: delay)
        }
    }
}
