import SimulationKernel

/// Exams: who is examined when, in opening hours, and what breakdowns interrupt.
extension SimulationRun {
    /// Closes the scanners that are closed at the start, and schedules the first changes.
    mutating func beginScanners() {
        for hours in model.scannerPlan.hours.indices { changeScannerHours(hours) }
        for scanner in model.scannerPlan.scanners.indices {
            scannerTimers.append(simulation.makeTimer(for: Event(kind: Kind.examEnd, index: scanner)))
        }
    }

    /// Scanners open or close.
    mutating func changeScannerHours(_ index: Int) {
        let room = model.scannerPlan.hours[index].room
        let calendar = model.scannerPlan.hours[index].calendar
        scanners[room]?.setOpen(calendar.isOnShift(at: simulation.now), at: simulation.now)
        while let next = scanners[room]?.serveNext(at: simulation.now, &scannerLinks) { beginExam(next) }
        if let change = calendar.nextChange(after: simulation.now) {
            simulation.schedule(Event(kind: Kind.scannerHours, index: index), at: change.time)
        }
    }

    // MARK: Exams

    private func room(of index: Int) -> Int {
        Int(studies[index].site) * Modality.allCases.count + Int(studies[index].modality.rawValue)
    }

    /// An exam begins, or goes on after a breakdown.
    mutating func beginExam(_ index: Int) {
        if studies[index].examLeft == studies[index].exam {
            note(.examStarted, of: index)
            if isRecording { records[studies[index].record].examStarted = simulation.now }
        }
        let room = room(of: index)
        studies[index].examEnd = simulation.now + studies[index].examLeft
        studies[index].isScanning = true
        let event = Event(kind: Kind.examEnd, index: index)
        if scanners[room]?.breaksDown == true, let scanner = scanners[room]?.place(index) {
            let place = model.scannerPlan.firstScanner(of: room) + scanner
            studies[index].scanner = Int32(truncatingIfNeeded: scanner)
            simulation.set(scannerTimers[place], to: event, at: studies[index].examEnd)
        } else {
            simulation.schedule(event, after: studies[index].examLeft)
        }
        beginAcquisition(index)
    }

    mutating func endExam(_ index: Int) {
        let room = room(of: index)
        studies[index].isScanning = false
        completeImaging(index)
        let scanner = Int(studies[index].scanner)
        if let next = scanners[room]?.release(scanner, at: simulation.now, &scannerLinks) { beginExam(next) }
    }

    /// The mean share of the time in which the scanners of a room were in service; nil where none breaks down.
    func scannerAvailability(_ place: Int, _ room: ScannerRoom) -> Double? {
        guard room.breaksDown else { return nil }
        let first = model.scannerPlan.firstScanner(of: place)
        let shares = (first..<first + room.count).compactMap {
            faults.availability(of: .scanner($0), until: simulation.now)
        }
        return shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
    }

    // MARK: Breakdowns

    /// A scanner breaks down or works again. The exam that was on it goes on, ahead of all that wait, as soon as one is
    /// free.
    mutating func changeScanner(_ place: Int, isDown: Bool) {
        let scanner = model.scannerPlan.scanners[place]
        if !isDown {
            if let next = scanners[scanner.room]?.repair(scanner.number, at: simulation.now, &scannerLinks) {
                beginExam(next)
            }
            return
        }
        guard let index = scanners[scanner.room]?.breakDown(scanner.number, at: simulation.now, &scannerLinks)
        else {
            return
        }
        simulation.cancel(scannerTimers[place])
        studies[index].examLeft = studies[index].examEnd - simulation.now
        studies[index].isScanning = false
        interruptAcquisition(index)
        if scanners[scanner.room]?.arriveAgain(index, at: simulation.now, &scannerLinks) == true {
            beginExam(index)
        }
    }
}
