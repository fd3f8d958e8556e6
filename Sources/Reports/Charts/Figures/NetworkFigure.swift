import SimulationKernel
import Teleradiology

/// The sites, hubs and readers of a scenario, with the lines between them.
enum NetworkFigure {
    static func chart(_ scenario: Scenario) -> NetworkChart? {
        guard !scenario.sites.isEmpty else { return nil }
        let hubs = scenario.delivery.hubs
        guard let hub = hubs.first else { return nil }
        let sites = scenario.sites.map { site in
            line(
                site.name, kind: site.kind.rawValue, count: 1, site.uplink?.bandwidth,
                site.uplink?.roundTrip[hub], site.uplink?.lossProbability)
        }
        let readers = scenario.readers.filter { $0.count > 0 }.map { group in
            line(
                group.name, kind: "readers", count: group.count, group.downlink?.bandwidth,
                group.downlink?.roundTrip[hub], group.downlink?.lossProbability)
        }
        let people = readers.reduce(0) { $0 + $1.count }
        let rates = sites.compactMap(\.megabitsPerSecond)
        let span =
            if let low = rates.min(), let high = rates.max() {
                low == high
                    ? " over lines of \(NetworkChart.rate(low))"
                    : " over lines of \(NetworkChart.rate(low)) to \(NetworkChart.rate(high))"
            } else { "" }
        let names = hubs.map(\.rawValue).joined(separator: " and ")
        return NetworkChart(
            name: "network", title: "The network: sites, hub and readers, with bandwidth and round trip",
            summary:
                "\(sites.count) \(sites.count == 1 ? "site sends" : "sites send") studies\(span) to \(names); "
                + "\(people) \(people == 1 ? "reader" : "readers") in \(readers.count) "
                + "\(readers.count == 1 ? "group" : "groups") get them from there.",
            sites: sites, hubs: hubs.map { box($0, scenario.technologies[$0]) }, readers: readers)
    }

    private static func line(
        _ name: String, kind: String, count: Int, _ bandwidth: Bandwidth?, _ roundTrip: Duration?,
        _ loss: Double?
    ) -> NetworkChart.Line {
        NetworkChart.Line(
            name, kind: kind, count: count,
            megabitsPerSecond: bandwidth.flatMap { $0.bitsPerSecond.isFinite ? $0.bitsPerSecond / 1e6 : nil },
            roundTripMilliseconds: roundTrip.map { $0.seconds * 1000 }, lossShare: loss)
    }

    private static func box(_ technology: DeliveryTechnology, _ plan: DeliveryPlan?) -> NetworkChart.Hub {
        guard let plan else { return .init(technology.rawValue, details: [], megabitsPerSecond: nil) }
        let rate = plan.line.map { $0.bitsPerSecond / 1e6 }
        let (least, most) = (plan.ingest.minimumWorkers, plan.ingest.maximumWorkers)
        let workers = least == most ? "\(least)" : "\(least)–\(most)"
        return .init(
            technology.rawValue,
            details: (rate.map { [NetworkChart.rate($0)] } ?? [])
                + ["\(workers) \(most == 1 ? "worker" : "workers")"], megabitsPerSecond: rate)
    }
}
