import SimulationKernel

/// What a site's router makes of images as they come: when they are sendable, and the turns in which they are sent.
///
/// The phases of a study's transfer begin when its imaging is complete; what was sent before counts in bytes alone.
extension SimulationRun {
    /// How the studies of a site are forwarded; nil for at once, when imaging is complete.
    func forwarding(of index: Int) -> Forwarding? {
        studies[index].isCopy ? nil : model.forwardings[Int(studies[index].site)]
    }

    // MARK: Images come

    /// An exam begins or goes on.
    mutating func beginAcquisition(_ index: Int) {
        guard let forwarding = forwarding(of: index) else { return }
        if studies[index].imageTimer == nil {
            studies[index].imageTimer = simulation.makeTimer(for: Event(kind: Kind.images, index: index))
            if forwarding.level == .study, let force = forwarding.force {
                studies[index].nextForce = simulation.now + force
                setImageTimer(index, at: studies[index].nextForce)
            }
        }
        switch forwarding.level {
        case .study: break
        case .series: awaitSeries(index)
        case .instance: sendReady(index)
        }
    }

    /// A breakdown interrupts an exam: no image comes.
    mutating func interruptAcquisition(_ index: Int) {
        guard let forwarding = forwarding(of: index), forwarding.level != .study else { return }
        if let timer = studies[index].imageTimer { simulation.cancel(timer) }
    }

    /// The last image has come.
    mutating func endAcquisition(_ index: Int, _ forwarding: Forwarding) {
        if studies[index].flow >= 0 {
            let left = network.remainingBytes(of: Int(studies[index].flow), at: simulation.now)
            studies[index].sentBefore = studies[index].unsentBytes - studies[index].restBytes - left
        }
        studies[index].parts = TransferParts()
        let silent = simulation.now + forwarding.silence
        switch forwarding.level {
        case .study:
            if studies[index].imageTimer == nil {
                studies[index].imageTimer = simulation.makeTimer(for: Event(kind: Kind.images, index: index))
                studies[index].nextForce = forwarding.force.map { simulation.now + $0 } ?? .latest
            }
            setImageTimer(index, at: min(silent, studies[index].nextForce))
        case .series:
            releaseImageTimer(index)
            simulation.schedule(Event(kind: Kind.seriesComplete, index: index), at: silent)
        case .instance:
            releaseImageTimer(index)
            sendReady(index)
        }
    }

    /// The time of a study's image timer has come: a forced or silent end, the end of a series, or an image that is
    /// waited for.
    mutating func imagesCome(_ index: Int) {
        guard let forwarding = forwarding(of: index) else { return }
        switch forwarding.level {
        case .study:
            if studies[index].isImaged {
                releaseImageTimer(index)
            } else if let force = forwarding.force {
                studies[index].nextForce = simulation.now + force
                setImageTimer(index, at: studies[index].nextForce)
            }
            studies[index].sendable = Int32(acquired(index))
            sendReady(index)
        case .series:
            studies[index].seriesAcquired += 1
            simulation.schedule(Event(kind: Kind.seriesComplete, index: index), after: forwarding.silence)
            awaitSeries(index)
        case .instance: sendReady(index)
        }
    }

    /// No image of a series has come for long enough; series come one after the other, and so do their ends.
    mutating func completeSeries(_ index: Int) {
        guard let forwarding = forwarding(of: index) else { return }
        let study = studies[index]
        let isLast = study.isImaged && simulation.now >= study.imagingComplete + forwarding.silence
        studies[index].seriesComplete = isLast ? study.series : study.seriesComplete + 1
        studies[index].sendable = Int32(firstImages(index, series: Int(studies[index].seriesComplete)))
        sendReady(index)
    }

    /// Waits for the end of the series that is coming; the last one ends with the exam.
    private mutating func awaitSeries(_ index: Int) {
        let next = Int(studies[index].seriesAcquired) + 1
        guard next < Int(studies[index].series) else { return }
        setImageTimer(index, at: time(ofImage: firstImages(index, series: next), of: index))
    }

    /// The images of the first series of a study, which are alike but for rounding.
    private func firstImages(_ index: Int, series: Int) -> Int {
        Int(studies[index].instances) * series / Int(max(1, studies[index].series))
    }

    // MARK: How far an exam is

    /// The images that have come.
    private func acquired(_ index: Int) -> Int {
        let study = studies[index]
        let count = Int(study.instances)
        if study.isImaged { return count }
        guard study.exam > .zero else { return 0 }
        let left = study.isScanning ? study.examEnd - simulation.now : study.examLeft
        let passed = (study.exam - left).seconds / study.exam.seconds
        let from = forwarding(of: index)?.imagesFrom ?? 0
        let share = max(0, (passed - from) / (1 - from))
        // The last one comes with the end of the exam; times are whole microseconds.
        return min(count - 1, Int(share * Double(count) + 1e-6))
    }

    /// When so many images of a running exam have come.
    private func time(ofImage number: Int, of index: Int) -> SimulationTime {
        let study = studies[index]
        let from = forwarding(of: index)?.imagesFrom ?? 0
        let share = from + (1 - from) * Double(number) / Double(study.instances)
        let left = Double(study.exam.microseconds) * (1 - share)
        return max(simulation.now, study.examEnd - Duration(microseconds: Int64(left.rounded(.down))))
    }

    private mutating func setImageTimer(_ index: Int, at time: SimulationTime) {
        if let timer = studies[index].imageTimer { simulation.set(timer, at: time) }
    }

    private mutating func releaseImageTimer(_ index: Int) {
        if let timer = studies[index].imageTimer { simulation.release(timer) }
        studies[index].imageTimer = nil
    }

    // MARK: Turns

    /// Begins a turn when something is sendable and none is on its way.
    mutating func sendReady(_ index: Int) {
        guard let forwarding = forwarding(of: index), !studies[index].isSending else { return }
        if studies[index].timing.bytes == 0 {
            guard let timing = paths.transferTiming(of: studies[index]) else { return }
            studies[index].timing = timing
            studies[index].unsentBytes = timing.bytes
        }
        let ready = sendableImages(index, forwarding)
        guard unsent(index, ofFirst: ready) > 0 else {
            if forwarding.level == .instance, studies[index].isScanning,
                ready + 1 < Int(studies[index].instances)
            {
                setImageTimer(index, at: time(ofImage: ready + 1, of: index))
            }
            return
        }
        settlePhase(index, .assembly)
        studies[index].stage = .transfer
        studies[index].isSending = true
        enterGateway(index)
    }

    private func sendableImages(_ index: Int, _ forwarding: Forwarding) -> Int {
        forwarding.level == .instance ? acquired(index) : Int(studies[index].sendable)
    }

    /// The bytes on the wire of a study's first images that its hub has not got; nothing for less than a millionth of an
    /// image, which is rounding.
    private func unsent(_ index: Int, ofFirst count: Int) -> Double {
        let study = studies[index]
        if count == Int(study.instances) { return study.unsentBytes }
        let image = study.timing.bytes / Double(study.instances)
        let unsent = image * Double(count) - (study.timing.bytes - study.unsentBytes)
        return unsent > 1e-6 * image ? unsent : 0
    }

    /// The bytes of the turn that begins to flow; the rest of the study follows in later ones.
    mutating func beginTurn(_ index: Int) -> Double {
        guard let forwarding = forwarding(of: index) else { return studies[index].unsentBytes }
        let bytes = unsent(index, ofFirst: sendableImages(index, forwarding))
        let study = studies[index]
        studies[index].restBytes = study.unsentBytes - bytes
        studies[index].isConnected = paths.keepsConnections(to: Int(study.hub))
        if bytes < study.timing.bytes {
            let images = max(1, Int((bytes / study.timing.bytes * Double(study.instances)).rounded()))
            studies[index].timing = paths.timing(ofTurn: images, of: study)
        }
        return bytes
    }

    /// A turn is with the hub, and more of the study follows.
    mutating func endTurn(_ index: Int) {
        studies[index].unsentBytes = studies[index].restBytes
        studies[index].restBytes = 0
        studies[index].failures = 0
        studies[index].isSending = false
        freeGateway(index)
        sendReady(index)
    }
}
