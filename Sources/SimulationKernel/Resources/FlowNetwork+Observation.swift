// What links carried, and how many flows they had. Nothing is counted while flows run: a flow's bytes are added when it
// ends, and what running flows have sent is found when asked for.

extension FlowNetwork {
    /// Forgets the bytes carried and the numbers of flows so far; the flows go on. O(links + flows).
    public mutating func restartTallies(at time: SimulationTime) {
        for link in 0..<links.used {
            links[link].carried = 0
            links[link].running.restart(at: time)
        }
        for flow in 0..<flows.used where flows[flow].bundle >= 0 {
            let sent = sentBytes(of: flow, at: time)
            bundles[flows[flow].bundle].path.forEachLink { links[$0].carried -= sent }
        }
    }

    /// The bytes that a link carried since the tallies were restarted, at an instant not before the last change.
    /// O(flows).
    public func bytesCarried(by link: Int, until time: SimulationTime) -> Double {
        var bytes = links[link].carried
        let index = Int32(truncatingIfNeeded: link)
        for flow in 0..<flows.used
        where flows[flow].bundle >= 0 && bundles[flows[flow].bundle].path.contains(index) {
            bytes += sentBytes(of: flow, at: time)
        }
        return bytes
    }

    /// The present capacity of a link in bytes a second.
    public func capacity(of link: Int) -> Double { links[link].capacity }

    /// The flows on a link, over time.
    public func running(on link: Int) -> LevelTally { links[link].running }

    private func sentBytes(of flow: Int, at time: SimulationTime) -> Double {
        flows[flow].volume - remainingBytes(of: flow, at: time)
    }
}
