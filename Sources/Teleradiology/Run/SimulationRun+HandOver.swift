import SimulationKernel

/// Hand-over: who goes off shift leaves the open study to another reader.
extension SimulationRun {
    /// Takes from readers who leave what they have open, or are about to open.
    ///
    /// Another reader who is free goes on with it where it was left; else it waits at its old place.
    mutating func handOver(of leaving: Range<Int>) {
        guard handsOver else { return }
        var left: [Int] = []
        for reader in leaving where readers.isBusy(reader) {
            if readings.isOpen(reader) {
                let index = interrupt(reader)
                ownLists.takeBack(reader, work: studies[index].expectedReading, value: relativeValue(index))
                left.append(index)
            } else if retrieving[reader] >= 0 {
                let index = Int(retrieving[reader])
                retrieving[reader] = -1
                takeBack(index)
                readers.endWork(reader, at: simulation.now)
                left.append(index)
            }
        }
        left.sort { studies[$0].worklistNumber < studies[$1].worklistNumber }
        for index in left { offer(index) }
    }
}
