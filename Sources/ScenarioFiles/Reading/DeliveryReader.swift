import SimulationKernel
import Teleradiology

/// Reads the `technologies` of a scenario.
enum DeliveryReader {
    /// The plans of the technologies with a hub of their own, and what joins them.
    static func technologies(
        _ reader: NodeReader
    ) -> (plans: [DeliveryTechnology: DeliveryPlan], hybrid: HybridPlan?) {
        let names = DeliveryTechnology.allCases.map(\.rawValue)
        guard let map = reader.map("technologies: \(names.joined(separator: ", "))", keys: names) else {
            return ([:], nil)
        }
        var plans: [DeliveryTechnology: DeliveryPlan] = [:]
        for technology in DeliveryTechnology.single {
            if let plan = map.optional(technology.rawValue).flatMap(plan) { plans[technology] = plan }
        }
        let hybrid = map.optional(DeliveryTechnology.hybrid.rawValue)
        for technology in DeliveryTechnology.hybrid.hubs where map.optional(technology.rawValue) == nil {
            hybrid?.error("a hybrid needs '\(technology.rawValue)' to be described beside it")
        }
        return (plans, hybrid.flatMap(HybridReader.plan))
    }

    private static func plan(_ reader: NodeReader) -> DeliveryPlan? {
        guard
            let map = reader.map(
                "a technology such as '{ protocol: { stow: { instances_per_request: 50 } }, ingest: { workers: 4 } }'",
                keys: [
                    "protocol", "line", "ingest", "outages", "maintenance", "retrieval", "retry", "price",
                    "cost", "tcp", "compression", "encryption", "vpn",
                ])
        else { return nil }
        let transfer = map.required("protocol", "{ stow: { instances_per_request: 50 } }").flatMap(
            TransferReader.transferProtocol)
        var line: Bandwidth?
        var lineOutages = OutagePlan.none
        var lineBackground: BackgroundTraffic?
        if let inner = map.optional("line")?.map(
            "a line such as '{ bandwidth: 500 Mbit/s }'", keys: ["bandwidth", "outages", "background"],
            later: ["round_trip", "loss"])
        {
            lineBackground = inner.optional("background").flatMap(LineReader.background)
            line = inner.required("bandwidth", "500 Mbit/s")?.bandwidth()
            lineOutages = inner.optional("outages").map(OutageReader.plan) ?? .none
        }
        var outages = map.optional("outages").map(OutageReader.plan) ?? .none
        if let maintenance = map.optional("maintenance") {
            let planned = OutageReader.plan(maintenance)
            if planned.failures != nil {
                maintenance.error("maintenance is planned: 'mtbf' belongs to 'outages'")
            }
            outages.weekly += planned.weekly
            outages.once += planned.once
        }
        let retry = OutageReader.retry(map.mapOrDefaults("retry"))
        let retrieval =
            map.optional("retrieval").flatMap(retrieval)
            ?? map.fallback("retrieval", (.download, 1), as: \.mode.rawValue)
        var costs = DeliveryCosts.none
        if let prices = map.optional("price") { CostReader.prices(prices, into: &costs) }
        if let running = map.optional("cost") { CostReader.running(running, into: &costs) }
        let ingest = map.required("ingest", "{ workers: 4, per_study: 0.5 s, per_instance: 2 ms }").flatMap(
            ingest)
        let tcp = TransferReader.stack(map.mapOrDefaults("tcp"))
        let compression = map.optional("compression").flatMap(TransferReader.compression)
        let encryption =
            map.optional("encryption")?.share() ?? map.fallback("encryption", 0, as: NumberShown.share)
        let vpn = map.optional("vpn").flatMap(vpn)
        guard let transfer, let ingest else { return nil }
        return DeliveryPlan(
            transferProtocol: transfer, line: line, ingest: ingest, tcp: tcp,
            compression: compression, encryptionShare: encryption, vpn: vpn,
            lineBackground: lineBackground, outages: outages, lineOutages: lineOutages,
            retrieval: retrieval.mode, studiesAhead: retrieval.ahead,
            retry: retry ?? .standard, costs: costs)
    }

    /// A way by name, or `{ prefetch: 2 }` with the number of studies ahead.
    private static func retrieval(_ reader: NodeReader) -> (mode: RetrievalMode, ahead: Int)? {
        guard case .map = reader.node.content else {
            return reader.choice("way of retrieval", RetrievalMode.allCases.map { ($0.rawValue, $0) })
                .map { ($0, 1) }
        }
        let map = reader.map(
            "'download', 'streaming', 'prefetch', or '{ prefetch: 2 }' with the number of studies ahead",
            keys: [RetrievalMode.prefetch.rawValue])
        let ahead = map?.required("prefetch", "2")?.count("a number of studies ahead", in: 1...100)
        return ahead.map { (.prefetch, $0) }
    }

    private static func vpn(_ reader: NodeReader) -> VPN? {
        guard
            let map = reader.map(
                "a tunnel such as '{ overhead: 5 %, delay: 2 ms }'", keys: ["overhead", "delay"])
        else { return nil }
        let overhead = map.required("overhead", "5 %")?.share()
        let delay =
            map.optional("delay")?.duration("what it adds to a round trip, such as '2 ms'")
            ?? map.fallback("delay", .zero)
        return overhead.map { VPN(overheadShare: $0, delay: delay) }
    }

    private static func ingest(_ reader: NodeReader) -> Ingest? {
        guard
            let map = reader.map(
                "an ingest such as '{ workers: 4, per_study: 0.5 s, per_instance: 2 ms }'",
                keys: ["workers", "scale_up", "per_study", "per_instance", "scale_down", "target", "outages"])
        else { return nil }
        var minimum: Int?
        var maximum: Int?
        if let workers = map.required("workers", "4") {
            if case .map = workers.node.content {
                let inner = workers.map("workers such as '{ min: 2, max: 40 }'", keys: ["min", "max"])
                minimum = inner?.required("min", "2")?.count("a number of workers", in: 1...100_000)
                maximum = inner?.required("max", "40")?.count("a number of workers", in: 1...100_000)
                if let least = minimum, let most = maximum, most < least {
                    workers.error("'max' (\(most)) is less than 'min' (\(least))")
                    return nil
                }
            } else {
                minimum = workers.count("a number of workers, or '{ min: 2, max: 40 }'", in: 1...100_000)
                maximum = minimum
            }
        }
        let scaleUp =
            map.optional("scale_up")?.duration("a duration such as '45 s'") ?? map.fallback("scale_up", .zero)
        let target = map.optional("target")?.share() ?? map.fallback("target", 1, as: NumberShown.share)
        if target <= 0 { map.optional("target")?.error("the target must be above zero") }
        let scaleDown =
            map.optional("scale_down")?.duration("a duration such as '5 min'")
            // Below full use a short lull must not undo what the target asked for.
            ?? map.fallback("scale_down", target < 1 ? .minutes(5) : .zero)
        let perStudy =
            map.optional("per_study")?.duration("a duration such as '0.5 s'")
            ?? map.fallback("per_study", .zero)
        let perInstance =
            map.optional("per_instance")?.duration("a duration such as '2 ms'")
            ?? map.fallback("per_instance", .zero)
        guard let minimum, let maximum else { return nil }
        return Ingest(
            minimumWorkers: minimum, maximumWorkers: maximum, scaleUp: scaleUp,
            target: target > 0 ? target : 1, scaleDown: scaleDown, perStudy: perStudy,
            perInstance: perInstance,
            outages: map.optional("outages").map(OutageReader.plan) ?? .none)
    }
}
