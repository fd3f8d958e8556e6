import SimulationKernel

/// The lines of a scenario under its technology, as links of a flow network, and the timing of transfers on them.
struct DeliveryPaths {
    private struct SitePath {
        let transfers: TransferModel
        let link: Int
    }

    private let sites: [SitePath?]
    private let siteNames: [String]
    /// By reader group; nil where the images are there at once.
    private let retrievals: [TransferModel?]
    /// The hub's line, one link for each direction.
    private let lineIn: Int?
    private let lineOut: Int?

    init(_ scenario: Scenario, _ plan: DeliveryPlan, _ network: inout FlowNetwork) {
        var sites: [SitePath?] = []
        for site in scenario.sites {
            guard let uplink = site.uplink else {
                sites.append(nil)
                continue
            }
            sites.append(
                SitePath(
                    transfers: plan.transferModel(
                        bandwidth: uplink.bandwidth, roundTrip: uplink.roundTrip[scenario.delivery] ?? .zero,
                        lossProbability: uplink.lossProbability),
                    link: network.addLink(bytesPerSecond: uplink.bandwidth.bytesPerSecond)))
        }
        self.sites = sites
        siteNames = scenario.sites.map(\.name)
        retrievals = scenario.readers.map { group in
            group.downlink.map {
                plan.transferModel(
                    bandwidth: $0.bandwidth, roundTrip: $0.roundTrip, lossProbability: $0.lossProbability)
            }
        }
        lineIn = plan.line.map { network.addLink(bytesPerSecond: $0.bytesPerSecond) }
        lineOut = plan.line.map { network.addLink(bytesPerSecond: $0.bytesPerSecond) }
    }

    /// The timing of a study's way to the hub; nil when the site has no line, and it is there at once.
    func transferTiming(of study: Study) -> TransferTiming? {
        sites[Int(study.site)]?.transfers.timing(
            bytes: study.bytes, instances: Int(study.instances), modality: study.modality)
    }

    /// The links of a study's way to the hub.
    func transferPath(of study: Study) -> FlowPath { FlowPath(sites[Int(study.site)]?.link, lineIn) }

    /// Whether downloads to readers share the hub's line.
    var isRetrievalShared: Bool { lineOut != nil }

    /// The links that downloads to readers share.
    var retrievalPath: FlowPath { FlowPath(lineOut) }

    /// The timing of a study's way to a reader of a group; nil when the images are there at once.
    func retrievalTiming(of study: Study, group: Int) -> TransferTiming? {
        retrievals[group]?.timing(
            bytes: study.bytes, instances: Int(study.instances), modality: study.modality)
    }

    /// The use of every line over the observed time.
    func uses(_ network: inout FlowNetwork, observed: Duration, until now: SimulationTime) -> [ResourceUse] {
        var uses: [ResourceUse] = []
        func add(_ name: String, _ link: Int) {
            let running = network.running(on: link)
            uses.append(
                ResourceUse(
                    kind: .link, name: name,
                    utilisation: network.bytesCarried(by: link, until: now)
                        / (network.capacity(of: link) * observed.seconds),
                    capacity: 1, meanQueue: running.mean(until: now), maximumQueue: running.maximum))
        }
        for (site, name) in zip(sites, siteNames) {
            if let site { add("uplink \(name)", site.link) }
        }
        if let lineIn { add("hub line in", lineIn) }
        if let lineOut { add("hub line out", lineOut) }
        return uses
    }
}
