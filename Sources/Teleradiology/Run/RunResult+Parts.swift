import SimulationKernel

// Parts of a result made of their values, for results that are read back from a file.

extension ReaderTime {
    /// The time of a group, part by part.
    package init(
        group: String, onShift: Double, reading: Double, interrupted: Double, idle: Double, overtime: Double
    ) {
        self.group = group
        self.onShift = onShift
        self.reading = reading
        self.interrupted = interrupted
        self.idle = idle
        self.overtime = overtime
    }
}

extension ProviderUse {
    /// What a provider did.
    package init(named name: String, reads: Int, promised: Int, inTime: Int, penalties: [Money]) {
        self.init(provider: name, reads: reads, promised: promised, inTime: inTime, penalties: penalties)
    }
}

extension Backlog {
    /// A curve of given points.
    package init(step: Duration, points: [Point]) {
        self.step = step
        self.points = points
    }
}

extension Backlog.Point {
    /// The time averages over one step.
    package init(inTransfer: Double, onWorklist: Double, withReaders: Double) {
        self.init(transfer: inTransfer, worklist: onWorklist, readers: withReaders)
    }
}
