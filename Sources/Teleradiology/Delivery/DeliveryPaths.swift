import SimulationKernel

/// The lines of a scenario under its technology, as links of a flow network, and the timing of transfers on them.
struct DeliveryPaths {
    /// By site: its link; nil where studies are at the hub at once.
    private let uplinks: [Int?]
    private let siteNames: [String]
    private let transferProtocol: TransferProtocol
    /// By reader group: whether the images have a way to go.
    private let hasDownlink: [Bool]
    /// By site, then by reader group, with a stand-in where there is no line: reading an element in place copies
    /// nothing, and a model is too large to be copied for every study.
    private let transfers: [TransferModel]
    private let retrievals: [TransferModel]
    /// The hub's line, one link for each direction.
    private let lineIn: Int?
    private let lineOut: Int?

    init(_ scenario: Scenario, _ plan: DeliveryPlan, _ network: inout FlowNetwork) {
        func model(_ bandwidth: Bandwidth, _ roundTrip: Duration?, _ loss: Double) -> TransferModel {
            plan.transferModel(bandwidth: bandwidth, roundTrip: roundTrip ?? .zero, lossProbability: loss)
        }
        let none = model(Bandwidth(bitsPerSecond: .infinity), nil, 0)
        var uplinks: [Int?] = []
        for site in scenario.sites {
            uplinks.append(
                site.uplink.map { network.addLink(bytesPerSecond: $0.bandwidth.bytesPerSecond) })
        }
        self.uplinks = uplinks
        transfers = scenario.sites.map { site in
            site.uplink.map { model($0.bandwidth, $0.roundTrip[scenario.delivery], $0.lossProbability) }
                ?? none
        }
        siteNames = scenario.sites.map(\.name)
        transferProtocol = plan.transferProtocol
        hasDownlink = scenario.readers.map { $0.downlink != nil }
        retrievals = scenario.readers.map { group in
            group.downlink.map { model($0.bandwidth, $0.roundTrip, $0.lossProbability) } ?? none
        }
        lineIn = plan.line.map { network.addLink(bytesPerSecond: $0.bytesPerSecond) }
        lineOut = plan.line.map { network.addLink(bytesPerSecond: $0.bytesPerSecond) }
    }

    /// The timing of a study's way to the hub; nil when the site has no line, and it is there at once.
    func transferTiming(of study: Study) -> TransferTiming? {
        let site = Int(study.site)
        guard uplinks[site] != nil else { return nil }
        return transfers[site].timing(
            bytes: study.bytes, instances: Int(study.instances), modality: study.modality)
    }

    /// The links of a study's way to the hub.
    func transferPath(of study: Study) -> FlowPath { FlowPath(uplinks[Int(study.site)], lineIn) }

    /// The bytes on the wire of what is acknowledged at once: an instance of C-STORE, a request of STOW-RS.
    func acknowledgedBytes(_ timing: TransferTiming, instances: Int) -> Double {
        let count = Double(max(1, instances))
        switch transferProtocol {
        case .cStore: return timing.bytes / count
        case .stow(let stow): return timing.bytes * min(1, Double(stow.instancesPerRequest) / count)
        }
    }

    /// Whether downloads to readers share the hub's line.
    var isRetrievalShared: Bool { lineOut != nil }

    /// The links that downloads to readers share.
    var retrievalPath: FlowPath { FlowPath(lineOut) }

    /// The timing of a study's way to a reader of a group; nil when the images are there at once.
    func retrievalTiming(of study: Study, group: Int) -> TransferTiming? {
        guard hasDownlink[group] else { return nil }
        return retrievals[group].timing(
            bytes: study.bytes + study.priorBytes,
            instances: Int(study.instances) + Int(study.priorInstances), modality: study.modality)
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
        for (index, (link, name)) in zip(uplinks, siteNames).enumerated() {
            if let link { add("uplink \(name)", link, .uplink(index)) }
        }
        if let lineIn { add("hub line in", lineIn, .line) }
        if let lineOut { add("hub line out", lineOut, .line) }
        return uses
    }

    /// The bytes that the sites' lines carried since the tallies were restarted.
    func bytesFromSites(_ network: borrowing FlowNetwork, until now: SimulationTime) -> Double {
        uplinks.reduce(0) { sum, link in sum + (link.map { network.bytesCarried(by: $0, until: now) } ?? 0) }
    }
}
