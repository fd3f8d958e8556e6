import SimulationKernel

/// The scanners of one modality at a site in one replication: who is examined, who waits, what is open and what is broken.
///
/// Where scanners break down one by one it knows which exam runs on which; else it is a plain station. An exam that a
/// breakdown interrupts goes ahead of all that wait. Beginning and ending an exam are O(classes) without allocation.
struct ScannerRoom {
    private var station: ServerStation
    /// By scanner; empty where none breaks down.
    private var isUp: [Bool]
    /// By scanner: the study on it; −1 for none.
    private var studyOn: [Int32]
    /// Scanners in order that have nothing to do.
    private var free: [Int32]
    let count: Int
    private var isOpen = true

    /// The class of exams that a breakdown interrupted.
    private static let interrupted = 0

    init(_ pool: ScannerPool, classes: Int) {
        count = pool.count
        let breaks = !pool.breakdowns.isNone
        station = ServerStation(servers: pool.count, classes: classes + (breaks ? 1 : 0))
        isUp = [Bool](repeating: true, count: breaks ? pool.count : 0)
        studyOn = [Int32](repeating: -1, count: isUp.count)
        free = isUp.indices.reversed().map { Int32($0) }
    }

    /// Whether exams can be interrupted.
    var breaksDown: Bool { !isUp.isEmpty }

    // MARK: Exams

    /// A study comes; whether its exam begins at once.
    mutating func arrive(
        _ study: Int, class order: Int, at time: SimulationTime, _ links: inout Links
    ) -> Bool {
        station.seize(study, class: breaksDown ? order + 1 : order, at: time, &links)
    }

    /// An exam that was interrupted asks for another scanner; whether it goes on at once.
    mutating func arriveAgain(_ study: Int, at time: SimulationTime, _ links: inout Links) -> Bool {
        station.seize(study, class: Self.interrupted, at: time, &links)
    }

    /// The scanner on which a study's exam runs from now on; where scanners break down.
    mutating func place(_ study: Int) -> Int {
        guard let scanner = free.popLast() else { return 0 }
        studyOn[Int(scanner)] = Int32(truncatingIfNeeded: study)
        return Int(scanner)
    }

    /// An exam is over; returns the study that is examined next. `scanner` counts where scanners break down.
    mutating func release(_ scanner: Int, at time: SimulationTime, _ links: inout Links) -> Int? {
        if breaksDown {
            studyOn[scanner] = -1
            free.append(Int32(scanner))
        }
        return station.release(at: time, &links)
    }

    /// The next study that waits, if there is a scanner for it.
    mutating func serveNext(at time: SimulationTime, _ links: inout Links) -> Int? {
        station.serveNext(at: time, &links)
    }

    // MARK: Hours and breakdowns

    /// The scanners open or close; exams that run are finished. ``serveNext(at:_:)`` gives work to those that open.
    mutating func setOpen(_ open: Bool, at time: SimulationTime) {
        guard open != isOpen else { return }
        isOpen = open
        let working = breaksDown ? isUp.count { $0 } : count
        station.changeServers(by: open ? working : -working, at: time)
    }

    /// A scanner breaks down; returns the study whose exam it interrupts.
    mutating func breakDown(_ scanner: Int, at time: SimulationTime, _ links: inout Links) -> Int? {
        isUp[scanner] = false
        if isOpen { station.changeServers(by: -1, at: time) }
        let study = Int(studyOn[scanner])
        guard study >= 0 else {
            free.removeAll { $0 == Int32(scanner) }
            return nil
        }
        studyOn[scanner] = -1
        // Nobody waits while another scanner is free: there is no next one.
        _ = station.release(at: time, &links)
        return study
    }

    /// A scanner works again; returns the study that begins on it.
    mutating func repair(_ scanner: Int, at time: SimulationTime, _ links: inout Links) -> Int? {
        isUp[scanner] = true
        free.append(Int32(scanner))
        if isOpen { station.changeServers(by: 1, at: time) }
        return station.serveNext(at: time, &links)
    }

    // MARK: Observation

    mutating func restartTallies(at time: SimulationTime) { station.restartTallies(at: time) }

    /// Its use until an instant.
    func use(_ name: String, until time: SimulationTime) -> ResourceUse {
        ResourceUse(.scanners, name, station, until: time)
    }
}
