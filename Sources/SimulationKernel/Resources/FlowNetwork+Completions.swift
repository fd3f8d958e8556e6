// When flows are done: service as the clock of bundles and links, and the timers.

extension FlowNetwork {
    /// What each flow of a bundle has sent since the first came, in bytes.
    func service(ofBundle bundle: Int32, at time: SimulationTime) -> Double {
        let limit = bundles[bundle].limit
        if limit >= 0 { return service(ofLink: limit, at: time) + bundles[bundle].base }
        return bundles[bundle].base
            + Self.bytes(at: bundles[bundle].rate, from: bundles[bundle].since, to: time)
    }

    func service(ofLink link: Int32, at time: SimulationTime) -> Double {
        guard links[link].isFull else { return links[link].service }
        return links[link].service + Self.bytes(at: links[link].level, from: links[link].since, to: time)
    }

    @inline(__always)
    private static func bytes(at rate: Double, from start: SimulationTime, to end: SimulationTime) -> Double {
        start < end ? rate * (Double((end - start).microseconds) * 1e-6) : 0
    }

    // MARK: Flows in their bundle

    /// Puts a flow into the heap of its bundle, to be done when this many bytes more were sent.
    mutating func insert(_ flow: Int, dueAfter bytes: Double, at time: SimulationTime) {
        let bundle = flows[flow].bundle
        let served = service(ofBundle: bundle, at: time)
        if served > Self.largestService { rebase(bundle, by: served) }
        flows[flow].node.key = service(ofBundle: bundle, at: time) + bytes
        let first = bundles[bundle].firstDone
        flows.insert(Int32(truncatingIfNeeded: flow), into: &bundles[bundle].firstDone)
        if bundles[bundle].firstDone != first { updateFirst(of: bundle, hadNone: first < 0) }
    }

    /// Takes a flow out of the heap of its bundle.
    mutating func remove(_ flow: Int) {
        let bundle = flows[flow].bundle
        let wasFirst = bundles[bundle].firstDone == flow
        flows.remove(Int32(truncatingIfNeeded: flow), from: &bundles[bundle].firstDone)
        if wasFirst { updateFirst(of: bundle, hadNone: false) }
    }

    /// Brings the heap of the limiting link and the alarm up to date when another flow of a bundle became the first.
    private mutating func updateFirst(of bundle: Int32, hadNone: Bool) {
        let limit = bundles[bundle].limit
        if limit < 0 {
            listAlarm(bundle)
            return
        }
        if !hadNone { bundles.remove(bundle, from: &links[limit].heldBack) }
        insertHeldBack(bundle)
    }

    // MARK: Bundles at the link that holds them back

    private mutating func insertHeldBack(_ bundle: Int32) {
        let limit = bundles[bundle].limit
        listAlarm(~limit)
        let first = bundles[bundle].firstDone
        guard first >= 0 else { return }
        bundles[bundle].node.key = flows[first].node.key - bundles[bundle].base
        bundles[bundle].node.order = flows[first].node.order
        bundles.insert(bundle, into: &links[limit].heldBack)
    }

    /// Lets a bundle be held back by another link, or by its cap (-1).
    mutating func hold(_ bundle: Int32, by limit: Int32, at time: SimulationTime) {
        let served = service(ofBundle: bundle, at: time)
        let previous = bundles[bundle].limit
        if previous >= 0 {
            bundles.remove(bundle, from: &links[previous].heldBack)
            listAlarm(~previous)
        } else if bundleAlarms[bundle].flow >= 0 {
            listAlarm(bundle)
        }
        bundles[bundle].limit = limit
        if limit >= 0 {
            if links[limit].heldBack < 0 {
                links[limit].service = 0
                links[limit].since = time
            }
            bundles[bundle].base = served - service(ofLink: limit, at: time)
            insertHeldBack(bundle)
        } else {
            bundles[bundle].base = served
            bundles[bundle].since = time
            listAlarm(bundle)
        }
    }

    /// Brings the service of a link up to an instant.
    mutating func settle(_ link: Int32, at time: SimulationTime) {
        links[link].service = service(ofLink: link, at: time)
        links[link].since = time
        if links[link].service > Self.largestService { rebaseLink(link) }
    }

    // MARK: Keeping services small, and so exact

    /// Above 2^40 bytes, where the last bit is 2^-12 of a byte, services begin at zero again.
    private static var largestService: Double { 0x1p40 }

    private mutating func rebase(_ bundle: Int32, by bytes: Double) {
        for flow in 0..<flows.used where flows[flow].bundle == bundle { flows[flow].node.key -= bytes }
        bundles[bundle].base -= bytes
    }

    private mutating func rebaseLink(_ link: Int32) {
        let bytes = links[link].service
        var member = links[link].firstMember
        while member >= 0 {
            let bundle = member >> 2
            if bundles[bundle].limit == link {
                bundles[bundle].base += bytes
                bundles[bundle].node.key -= bytes
            }
            member = memberships[member].next
        }
        links[link].service = 0
    }
}

// MARK: - Timers

extension FlowNetwork {
    /// Notes that the earliest completion of a bundle (index) or link (complement of the index) may have changed.
    mutating func listAlarm(_ clock: Int32) {
        if clock >= 0 {
            if bundleAlarms[clock].isListed { return }
            bundleAlarms[clock].isListed = true
        } else {
            if linkAlarms[~clock].isListed { return }
            linkAlarms[~clock].isListed = true
        }
        alarmed.append(clock)
    }

    /// Moves the timers whose completion is another, or at another instant, than they are set for.
    @inlinable
    mutating func moveTimers<Queue: EventQueue & ~Copyable>(in simulation: inout Simulation<Queue>) {
        for place in 0..<alarmed.count {
            let clock = alarmed[place]
            guard let due = takeAlarm(of: clock, at: simulation.now) else { continue }
            let timer = timer(of: clock, in: &simulation)
            if due.flow >= 0 {
                let event = Event(kind: completionKind, index: Int(due.flow))
                simulation.set(timer, to: event, at: due.time)
            } else {
                simulation.cancel(timer)
            }
        }
        alarmed.cut(to: 0)
    }

    @inlinable
    mutating func timer<Queue: EventQueue & ~Copyable>(
        of clock: Int32, in simulation: inout Simulation<Queue>
    ) -> SimulationTimer {
        let event = Event(kind: completionKind, index: 0)
        if clock >= 0 {
            while bundleTimers.count <= Int(clock) { bundleTimers.append(simulation.makeTimer(for: event)) }
            return bundleTimers[Int(clock)]
        }
        while linkTimers.count <= Int(~clock) { linkTimers.append(simulation.makeTimer(for: event)) }
        return linkTimers[Int(~clock)]
    }

    /// The completion that a clock's timer is to be set for (flow -1: cancelled); nil if it can stay.
    @usableFromInline
    mutating func takeAlarm(of clock: Int32, at time: SimulationTime) -> Alarm? {
        if clock >= 0 {
            let due = completion(ofBundle: clock, at: time)
            return bundleAlarms[clock].becomes(due) ? due : nil
        }
        let due = completion(ofLink: ~clock, at: time)
        return linkAlarms[~clock].becomes(due) ? due : nil
    }

    /// The next completion in a bundle that no link holds back. Mutating, as a borrowed network would be copied.
    private mutating func completion(ofBundle bundle: Int32, at time: SimulationTime) -> Alarm {
        let first = bundles[bundle].firstDone
        guard first >= 0 && bundles[bundle].limit < 0 else { return Alarm() }
        let left = flows[first].node.key - service(ofBundle: bundle, at: time)
        return Self.completion(of: first, left: left, rate: bundles[bundle].rate, at: time)
    }

    /// The next completion among the flows that a link holds back.
    private mutating func completion(ofLink link: Int32, at time: SimulationTime) -> Alarm {
        let bundle = links[link].heldBack
        guard bundle >= 0 else { return Alarm() }
        let left = bundles[bundle].node.key - service(ofLink: link, at: time)
        return Self.completion(of: bundles[bundle].firstDone, left: left, rate: links[link].level, at: time)
    }

    /// The first whole microsecond at which so many bytes were sent, but for a rounding error's worth.
    @inline(__always)
    private static func completion(of flow: Int32, left: Double, rate: Double, at time: SimulationTime)
        -> Alarm
    {
        // What stands still with less than a thousandth of a byte to go has arrived.
        if left <= (rate > 0 ? 0 : 1e-3) { return Alarm(flow: flow, time: time) }
        if rate <= 0 { return Alarm() }
        let latest = (SimulationTime.latest - time).microseconds
        let exact = max(0, min(left / rate * 1e6 - 1e-3, Double(latest)))
        // Rounded up without the C library.
        var span = Int64(exact)
        if Double(span) < exact { span &+= 1 }
        return Alarm(flow: flow, time: time + Duration(microseconds: span))
    }
}
