import SimulationKernel

/// From the hub to a reader: download, or streaming, which begins with the first image.
extension SimulationRun {
    /// Brings the images of a study to the reader it was given to, who opens it when it can be.
    mutating func retrieve(_ index: Int, group: Int) {
        if studies[index].imagesAt == studies[index].reader { return open(index) }
        guard let timing = paths.retrievalTiming(of: studies[index], group: group) else { return open(index) }
        studies[index].timing = timing
        if handsOver { makeStreamingTimer(for: index) }
        if paths.isRetrievalShared(from: Int(studies[index].hub)) || model.deliveryFails {
            studies[index].unsentBytes = timing.bytes
            if isPreemptive, isStreaming(index) { makeStreamingTimer(for: index) }
            attemptRetrieval(index)
        } else {
            // The reader's line carries nothing else: no need to look at it again before the end.
            let rate = min(timing.cap, timing.bottleneck)
            let all = timing.setUp + .seconds(timing.bytes / rate)
            studies[index].imagesComplete = simulation.now + all
            let first = timing.setUp + .seconds(firstImage(index) / rate)
            scheduleStep(Kind.opened, of: index, after: isStreaming(index) ? first : all)
        }
    }

    /// Whether a study is opened with its first image; one that was given ahead never is.
    private func isStreaming(_ index: Int) -> Bool {
        !studies[index].isAhead && model.hubs[Int(studies[index].hub)].plan.retrieval == .streaming
    }

    /// The bytes on the wire of the first image.
    private func firstImage(_ index: Int) -> Double {
        studies[index].timing.bytes
            / Double(max(1, Int(studies[index].instances) + Int(studies[index].priorInstances)))
    }

    /// Schedules the next step of a transfer; with the study's timer while it may be taken back from its reader.
    mutating func scheduleStep(_ kind: UInt32, of index: Int, after span: Duration) {
        let event = Event(kind: kind, index: index)
        if let timer = studies[index].timer {
            simulation.set(timer, to: event, at: simulation.now + span)
        } else {
            simulation.schedule(event, after: span)
        }
    }

    /// Opens the connection to the hub, or waits while that is out of service.
    mutating func attemptRetrieval(_ index: Int) {
        guard !faults.blockRetrievals(from: Int(studies[index].hub)) else { return pause(index) }
        scheduleStep(Kind.retrievalStart, of: index, after: studies[index].timing.setUp)
    }

    mutating func startRetrieval(_ index: Int) {
        guard !faults.blockRetrievals(from: Int(studies[index].hub)) else { return pause(index) }
        let unsent = studies[index].unsentBytes
        guard isStreaming(index), studies[index].stage == .retrieval else {
            return startRetrievalFlow(index, bytes: unsent, rest: 0)
        }
        if unsent < studies[index].timing.bytes {
            // What came before an outage is enough to begin with.
            startRetrievalFlow(index, bytes: unsent, rest: 0)
            open(index)
        } else {
            let first = firstImage(index)
            startRetrievalFlow(index, bytes: first, rest: unsent - first)
        }
    }

    private mutating func startRetrievalFlow(_ index: Int, bytes: Double, rest: Double) {
        let timing = studies[index].timing
        studies[index].restBytes = rest
        // A reader's own line that carries one study at a time is part of the cap, else it is one of the links.
        studies[index].flow = Int32(
            truncatingIfNeeded: network.start(
                bytes: bytes, cap: min(timing.cap, timing.bottleneck),
                path: paths.retrievalPath(of: studies[index]), owner: index, in: &simulation))
    }

    /// A transfer to a reader is over: of the first image, or of all.
    mutating func endRetrievalFlow(_ index: Int) {
        if studies[index].restBytes > 0 {
            studies[index].unsentBytes = studies[index].restBytes
            startRetrievalFlow(index, bytes: studies[index].restBytes, rest: 0)
            return open(index)
        }
        studies[index].unsentBytes = 0
        if studies[index].isAhead {
            imagesAreThere(index)
        } else if studies[index].stage == .retrieval {
            open(index)
        } else if studies[index].isRead {
            publish(index)
        }
    }
}
