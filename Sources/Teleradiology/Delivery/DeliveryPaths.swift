import SimulationKernel

/// The lines of a scenario under its technology, as links of a flow network, and the timing of transfers on them.
struct DeliveryPaths {
    private struct SitePath {
        let uplink: Uplink
        let roundTrip: Duration
        let link: Int
    }

    private let plan: DeliveryPlan
    private let sites: [SitePath?]
    private let siteNames: [String]
    private let downlinks: [Downlink?]
    /// The hub's line, one link for each direction.
    private let lineIn: Int?
    private let lineOut: Int?

    init(_ scenario: Scenario, _ plan: DeliveryPlan, _ network: inout FlowNetwork) {
        self.plan = plan
        var sites: [SitePath?] = []
        for site in scenario.sites {
            guard let uplink = site.uplink else {
                sites.append(nil)
                continue
            }
            sites.append(
                SitePath(
                    uplink: uplink, roundTrip: uplink.roundTrip[scenario.delivery] ?? .zero,
                    link: network.addLink(bytesPerSecond: uplink.bandwidth.bytesPerSecond)))
        }
        self.sites = sites
        siteNames = scenario.sites.map(\.name)
        downlinks = scenario.readers.map(\.downlink)
        lineIn = plan.line.map { network.addLink(bytesPerSecond: $0.bytesPerSecond) }
        lineOut = plan.line.map { network.addLink(bytesPerSecond: $0.bytesPerSecond) }
    }

    /// The timing of a study's way to the hub; nil when the site has no line, and it is there at once.
    func transferTiming(of study: Study) -> TransferTiming? {
        guard let path = sites[Int(study.site)] else { return nil }
        return TransferTiming(
            plan.transferProtocol, bytes: study.bytes, instances: Int(study.instances),
            roundTrip: path.roundTrip,
            lossProbability: path.uplink.lossProbability,
            bottleneck: min(path.uplink.bandwidth.bytesPerSecond, plan.line?.bytesPerSecond ?? .infinity))
    }

    /// The links of a study's way to the hub.
    func transferPath(of study: Study) -> FlowPath { FlowPath(sites[Int(study.site)]?.link, lineIn) }

    /// The bytes on the wire of what is acknowledged at once: an instance of C-STORE, a request of STOW-RS.
    func acknowledgedBytes(_ timing: TransferTiming, instances: Int) -> Double {
        let count = Double(max(1, instances))
        switch plan.transferProtocol {
        case .cStore: return timing.bytes / count
        case .stow(let instancesPerRequest, _):
            return timing.bytes * min(1, Double(instancesPerRequest) / count)
        }
    }

    /// Whether downloads to readers share the hub's line.
    var isRetrievalShared: Bool { lineOut != nil }

    /// The links that downloads to readers share.
    var retrievalPath: FlowPath { FlowPath(lineOut) }

    /// The timing of a study's way to a reader of a group; nil when the images are there at once.
    func retrievalTiming(of study: Study, group: Int) -> TransferTiming? {
        guard let downlink = downlinks[group] else { return nil }
        return TransferTiming(
            plan.transferProtocol, bytes: study.bytes + study.priorBytes,
            instances: Int(study.instances) + Int(study.priorInstances), roundTrip: downlink.roundTrip,
            lossProbability: downlink.lossProbability,
            bottleneck: min(downlink.bandwidth.bytesPerSecond, plan.line?.bytesPerSecond ?? .infinity))
    }

    /// The use of every line over the observed time.
    func uses(
        _ network: inout FlowNetwork, observed: Duration, _ faults: Faults, until now: SimulationTime
    ) -> [ResourceUse] {
        var uses: [ResourceUse] = []
        func add(_ name: String, _ link: Int, _ target: OutageTarget) {
            let running = network.running(on: link)
            uses.append(
                ResourceUse(
                    kind: .link, name: name,
                    utilisation: network.bytesCarried(by: link, until: now)
                        / (network.capacity(of: link) * observed.seconds),
                    capacity: 1, meanQueue: running.mean(until: now), maximumQueue: running.maximum,
                    availability: faults.availability(of: target, until: now)))
        }
        for (index, (site, name)) in zip(sites, siteNames).enumerated() {
            if let site { add("uplink \(name)", site.link, .uplink(index)) }
        }
        if let lineIn { add("hub line in", lineIn, .line) }
        if let lineOut { add("hub line out", lineOut, .line) }
        return uses
    }

    /// The bytes that the sites' lines carried since the tallies were restarted.
    func bytesFromSites(_ network: inout FlowNetwork, until now: SimulationTime) -> Double {
        sites.reduce(0) { sum, site in sum + (site.map { network.bytesCarried(by: $0.link, until: now) } ?? 0)
        }
    }
}
