import SimulationKernel

/// The lines of a scenario, as links of a flow network, and the timing of transfers on them.
struct DeliveryPaths {
    /// By site; nil where studies are at the hub at once.
    private let uplinks: [Line?]
    private let siteNames: [String]
    private let hubs: [Hub]
    /// By hub × site, with a stand-in where there is no line: reading an element in place copies nothing, and a model is
    /// too large to be copied for every study.
    private let transfers: [TransferModel]
    /// By hub × reader group.
    private let retrievals: [TransferModel]
    /// By reader, where one line may carry several studies at once; else empty.
    private let downlinks: [Line?]
    /// By reader group: whether the images have a way to go.
    private let hasDownlink: [Bool]

    /// A hub's own line, one link for each direction, and what it acknowledges at once.
    private struct Hub {
        let transferProtocol: TransferProtocol
        let lineIn: Line?
        let lineOut: Line?
        let name: String
    }

    /// A link, and its capacity while studies have it to themselves.
    private struct Line {
        let link: Int
        let bytesPerSecond: Double

        init(_ bandwidth: Bandwidth, _ network: inout FlowNetwork) {
            bytesPerSecond = bandwidth.bytesPerSecond
            link = network.addLink(bytesPerSecond: bytesPerSecond)
        }
    }

    /// What all copies from the first hub to the second go over, and its timing; nil with one hub.
    private let copyLine: Line?
    private let copies: TransferModel

    init(_ model: TeleradiologyModel, _ network: inout FlowNetwork) {
        let scenario = model.scenario
        let hubs = model.hubs
        uplinks = scenario.sites.map { site in site.uplink.map { Line($0.bandwidth, &network) } }
        siteNames = scenario.sites.map(\.name)
        hasDownlink = scenario.readers.map { $0.downlink != nil }
        transfers = hubs.flatMap { hub in
            scenario.sites.map { site in
                guard let uplink = site.uplink else { return hub.plan.unlimited }
                return hub.plan.transferModel(
                    bandwidth: uplink.bandwidth, roundTrip: uplink.roundTrip[hub.technology] ?? .zero,
                    lossProbability: uplink.lossProbability)
            }
        }
        retrievals = hubs.flatMap { hub in
            scenario.readers.map { group in
                guard let downlink = group.downlink else { return hub.plan.unlimited }
                return hub.plan.transferModel(
                    bandwidth: downlink.bandwidth, roundTrip: downlink.roundTrip[hub.technology] ?? .zero,
                    lossProbability: downlink.lossProbability)
            }
        }
        self.hubs = hubs.map { hub in
            Hub(
                transferProtocol: hub.plan.transferProtocol,
                lineIn: hub.plan.line.map { Line($0, &network) },
                lineOut: hub.plan.line.map { Line($0, &network) },
                name: hubs.count == 1 ? "hub" : hub.technology.rawValue)
        }
        downlinks =
            model.studiesAhead == 0
            ? []
            : zip(scenario.readers, model.staff.places).flatMap { group, places in
                (0..<places).map { _ in group.downlink.map { Line($0.bandwidth, &network) } }
            }
        if let hybrid = model.hybrid, let cloud = hubs.last?.plan {
            let limit = hybrid.limit ?? hubs[0].plan.line ?? .widest
            copyLine = Line(limit, &network)
            copies = cloud.transferModel(
                bandwidth: min(limit, hubs[0].plan.line ?? limit), roundTrip: hybrid.roundTrip,
                lossProbability: hybrid.lossProbability)
        } else {
            copyLine = nil
            copies = hubs[0].plan.unlimited
        }
    }

    /// The links of a line, one for each direction that studies use.
    func links(of target: OutageTarget) -> [Int] {
        switch target {
        case .uplink(let site): [uplinks[site]?.link].compactMap(\.self)
        case .line(let hub): [hubs[hub].lineIn?.link, hubs[hub].lineOut?.link].compactMap(\.self)
        case .ingest, .hub, .scanner: []
        }
    }

    // MARK: To the hub

    /// The timing of a study's way to its hub; nil when the site has no line, and it is there at once.
    func transferTiming(of study: Study) -> TransferTiming? {
        let site = Int(study.site)
        guard uplinks[site] != nil else { return nil }
        return transfers[Int(study.hub) * uplinks.count + site].timing(
            bytes: study.bytes, instances: Int(study.instances), modality: study.modality)
    }

    /// The timing of a study's way to its hub with the cap of a turn of so many of its images.
    func timing(ofTurn images: Int, of study: Study) -> TransferTiming {
        var timing = study.timing
        let share = Double(images) / Double(study.instances)
        timing.cap =
            transfers[Int(study.hub) * uplinks.count + Int(study.site)].timing(
                bytes: study.bytes * share, instances: images, modality: study.modality
            ).cap
        return timing
    }

    /// Whether a connection to a hub may stay open.
    func keepsConnections(to hub: Int) -> Bool {
        switch hubs[hub].transferProtocol {
        case .cStore: true
        case .stow(let stow): stow.connections == .persistent
        }
    }

    /// The links of a study's way to its hub.
    func transferPath(of study: Study) -> FlowPath {
        if study.isCopy {
            return FlowPath(hubs[0].lineOut?.link, copyLine?.link, hubs[Int(study.hub)].lineIn?.link)
        }
        return FlowPath(uplinks[Int(study.site)]?.link, hubs[Int(study.hub)].lineIn?.link)
    }

    /// The timing of a copy's way from the first hub to the second.
    func copyTiming(of study: Study) -> TransferTiming {
        copies.timing(bytes: study.bytes, instances: Int(study.instances), modality: study.modality)
    }

    /// The bytes on the wire of what a hub acknowledges at once: an instance of C-STORE, a request of STOW-RS.
    func acknowledgedBytes(_ timing: TransferTiming, instances: Int, hub: Int) -> Double {
        let count = Double(max(1, instances))
        switch hubs[hub].transferProtocol {
        case .cStore: return timing.bytes / count
        case .stow(let stow):
            if let bucket = stow.bytesPerRequest { return min(timing.bytes, bucket) }
            return timing.bytes * min(1, Double(stow.instancesPerRequest) / count)
        }
    }

    // MARK: To readers

    /// Whether downloads from a hub share a line with others.
    func isRetrievalShared(from hub: Int) -> Bool { hubs[hub].lineOut != nil || !downlinks.isEmpty }

    /// The links of a study's way from its hub to its reader, as far as others may use them.
    func retrievalPath(of study: Study) -> FlowPath {
        FlowPath(
            hubs[Int(study.hub)].lineOut?.link,
            downlinks.isEmpty ? nil : downlinks[Int(study.reader)]?.link)
    }

    /// The timing of a study's way from its hub to a reader of a group; nil when the images are there at once.
    func retrievalTiming(of study: Study, group: Int) -> TransferTiming? {
        guard hasDownlink[group] else { return nil }
        return retrievals[Int(study.hub) * hasDownlink.count + group].timing(
            bytes: study.bytes + study.priorBytes,
            instances: Int(study.instances) + Int(study.priorInstances), modality: study.modality)
    }

    // MARK: Observation

    /// The use of every line over the observed time.
    func uses(
        _ network: inout FlowNetwork, observed: Duration, _ faults: Faults, until now: SimulationTime
    ) -> [ResourceUse] {
        var uses: [ResourceUse] = []
        func add(_ name: String, _ line: Line, _ target: OutageTarget) {
            let running = network.running(on: line.link)
            uses.append(
                ResourceUse(
                    kind: .link, name: name,
                    utilisation: network.bytesCarried(by: line.link, until: now)
                        / (line.bytesPerSecond * observed.seconds),
                    capacity: 1, meanQueue: running.mean(until: now), maximumQueue: running.maximum,
                    availability: faults.availability(of: target, until: now)))
        }
        for (index, (line, name)) in zip(uplinks, siteNames).enumerated() {
            if let line { add("uplink \(name)", line, .uplink(index)) }
        }
        for (index, hub) in hubs.enumerated() {
            if let lineIn = hub.lineIn { add("\(hub.name) line in", lineIn, .line(index)) }
            if let lineOut = hub.lineOut { add("\(hub.name) line out", lineOut, .line(index)) }
        }
        if let copyLine { add("copies to the cloud", copyLine, .line(0)) }
        return uses
    }

    /// The bytes that sites sent, and those of copies, since the tallies were restarted.
    func bytesSent(_ network: borrowing FlowNetwork, until now: SimulationTime) -> Double {
        (uplinks + [copyLine]).reduce(0) { sum, line in
            sum + (line.map { network.bytesCarried(by: $0.link, until: now) } ?? 0)
        }
    }
}

extension DeliveryPlan {
    /// Stands in for a line that is not there.
    fileprivate var unlimited: TransferModel {
        transferModel(bandwidth: Bandwidth(bitsPerSecond: .infinity), roundTrip: .zero, lossProbability: 0)
    }
}
