import SimulationKernel
import Teleradiology

/// Reads what things cost.
enum CostReader {
    private static let perMonth = ["/month": 1.0, "/y": 1.0 / 12, "/d": 30.4375]

    /// `price:`, what is paid by use.
    static func prices(_ reader: NodeReader, into costs: inout DeliveryCosts) {
        guard
            let map = reader.map(
                "prices such as '{ egress: 0.09 USD/GB, storage: 0.023 USD/GB/month }'",
                keys: ["ingress", "egress", "storage", "archive", "retention", "worker", "per_study"])
        else { return }
        let perGB = ["/GB": 1.0, "/TB": 1e-3]
        let perGBMonth = ["/GB/month": 1.0, "/TB/month": 1e-3]
        costs.ingressPerGB = map.optional("ingress")?.money("a price such as '0 USD/GB'", per: perGB)
        costs.egressPerGB = map.optional("egress")?.money("a price such as '0.09 USD/GB'", per: perGB)
        costs.workerHour = map.optional("worker")?.money("a price such as '0.20 USD/h'", per: ["/h": 1])
        costs.perStudy = map.optional("per_study")?.money("a price such as '0.10 USD'", per: ["": 1])
        if let retention = map.optional("retention")?.duration("how long studies are kept, such as '10 y'") {
            costs.retention = retention
        }
        if let first = map.optional("storage")?.money("a price such as '0.023 USD/GB/month'", per: perGBMonth)
        {
            costs.storage = [StorageTier(from: .zero, perGBMonth: first)]
        }
        if let archive = map.optional("archive")?.map(
            "an archive such as '{ after: 30 d, storage: 0.004 USD/GB/month }'", keys: ["after", "storage"])
        {
            let after = archive.required("after", "30 d")?.duration("an age such as '30 d'")
            let price = archive.required("storage", "0.004 USD/GB/month")?
                .money("a price such as '0.004 USD/GB/month'", per: perGBMonth)
            guard let after, let price else { return }
            guard let first = costs.storage.first else {
                return archive.reader.error(
                    "\(archive.reader.path): an archive needs a price of 'storage' before it")
            }
            if first.perGBMonth.currency != price.currency {
                return archive.reader.error(
                    "\(archive.reader.path): storage and archive must have one currency")
            }
            costs.storage.append(StorageTier(from: after, perGBMonth: price))
        }
    }

    /// `cost:`, what is paid by time; other keys than capital and depreciation are names of the author's.
    static func running(_ reader: NodeReader, into costs: inout DeliveryCosts) {
        let example = "costs such as '{ capital: 250000 USD, depreciation: 5 y, staff: 60000 USD/y }'"
        for entry in reader.entries(example) ?? [] {
            switch entry.key {
            case "capital": costs.capital = entry.value.money("an amount such as '250000 USD'", per: ["": 1])
            case "depreciation":
                guard let span = entry.value.duration("a duration such as '5 y'") else { continue }
                if span <= .zero { entry.value.error("\(entry.value.path): it must be above zero") }
                costs.depreciation = max(span, .seconds(1))
            default:
                guard
                    let money = entry.value.money(
                        "a cost such as '60000 USD/y' or '400 USD/month'", per: perMonth)
                else { continue }
                costs.running.append(RunningCost(name: entry.key, perMonth: money))
            }
        }
    }

    /// `cost:` of a reader group.
    static func readers(_ reader: NodeReader) -> ReadingCosts? {
        guard
            let map = reader.map(
                "a cost such as '{ per_hour: 180 EUR }' or '{ per_read: { ct: 35 USD } }'",
                keys: ["per_hour", "per_read", "per_rvu"])
        else { return nil }
        var costs = ReadingCosts()
        costs.perHour = map.optional("per_hour")?.money("an amount such as '180 EUR'", per: ["": 1, "/h": 1])
        costs.perRelativeValue = map.optional("per_rvu")?.money("an amount such as '22 USD'", per: ["": 1])
        if let reads = map.optional("per_read") { costs.perRead = perRead(reads) }
        return costs
    }

    /// Prices of reports by modality, or one for all.
    static func perRead(_ reads: NodeReader) -> [Modality: Money] {
        var prices: [Modality: Money] = [:]
        if case .map = reads.node.content {
            for entry in reads.entries("prices by modality such as '{ ct: 35 USD, xray: 10 USD }'") ?? [] {
                guard let modality = Modality(named: entry.key) else {
                    entry.value.problems.noSuch(
                        "modality", entry.key, among: Modality.allCases.map(\.name), at: entry.keyPlace)
                    continue
                }
                prices[modality] = entry.value.money("an amount such as '35 USD'", per: ["": 1])
            }
        } else if let price = reads.money("an amount such as '35 USD', or one by modality", per: ["": 1]) {
            for modality in Modality.allCases { prices[modality] = price }
        }
        return prices
    }
}
