import Experiments
import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology

/// All that a report on a model is written from: the scenario as it was read, what its file says itself, and the compiled
/// model.
struct ModelFacts: Sendable {
    /// A variant: what it changes, and what comes of it.
    struct Variant: Sendable {
        let name: String
        let overrides: [VariantOverride]
        let scenario: Scenario
        let model: TeleradiologyModel
    }

    /// The file as the command named it.
    let path: String
    let scenario: Scenario
    let given: GivenValues
    let model: TeleradiologyModel
    let variants: [Variant]

    /// The scenario and its variants.
    var scenarios: [Scenario] { [scenario] + variants.map(\.scenario) }

    /// The hubs in use, with their plans, the first choice first.
    var hubs: [(technology: DeliveryTechnology, plan: DeliveryPlan)] {
        scenario.delivery.hubs.compactMap { hub in scenario.technologies[hub].map { (hub, $0) } }
    }

    /// The streams with the numbers of their sites and of themselves.
    var streams: [(site: Int, index: Int, stream: DemandStream)] {
        scenario.sites.enumerated().flatMap { site, value in
            value.demand.enumerated().map { (site, $0, $1) }
        }
    }

    /// Whether a reader is somewhere that images must go to.
    var hasDownlinks: Bool { scenario.readers.contains { $0.downlink != nil } }

    var usesPush: Bool { scenario.assignment.isPush }
    var usesPrefetch: Bool { hubs.contains { $0.plan.retrieval == .prefetch } && hasDownlinks }
    var hasGateways: Bool { scenario.sites.contains { $0.gateway != nil } }
    var hasForwarding: Bool { scenario.sites.contains { $0.forwarding != nil } }
    var hasScanners: Bool { scenario.sites.contains { !$0.scanners.isEmpty } }
    var hasProcedures: Bool { scenario.sites.contains { !$0.proceduresInUse.isEmpty } }
    var hasUplinks: Bool { scenario.sites.contains { $0.uplink != nil } }
    var hasPatients: Bool { streams.contains { $0.stream.studiesPerPatient != nil } }
    var hasPriors: Bool { streams.contains { $0.stream.priors != nil } }
    var hasLicences: Bool {
        scenario.sites.contains { $0.country != nil }
            && scenario.readers.contains { $0.rights.licences != nil }
    }

    /// What can be out of service: a name, the place in the file, and when.
    var outages: [(name: String, path: [GivenValues.Step], plan: OutagePlan)] {
        var outages: [(String, [GivenValues.Step], OutagePlan)] = []
        for (index, site) in scenario.sites.enumerated() {
            if let uplink = site.uplink {
                outages.append(
                    ("uplink of \(site.name)", ["sites", .item(index), "uplink", "outages"], uplink.outages))
            }
            for modality in Modality.allCases {
                guard let pool = site.scanners[modality] else { continue }
                outages.append(
                    (
                        "\(modality.title) scanners of \(site.name), each",
                        ["sites", .item(index), "scanners", .key(modality.name), "breakdowns"],
                        pool.breakdowns
                    ))
            }
        }
        for hub in hubs {
            let path: [GivenValues.Step] = ["technologies", .key(hub.technology.rawValue)]
            let name = hub.technology.rawValue
            outages.append(("line of \(name)", path + ["line", "outages"], hub.plan.lineOutages))
            outages.append(("ingest of \(name)", path + ["ingest", "outages"], hub.plan.ingest.outages))
            outages.append(("\(name), the whole hub", path + ["outages"], hub.plan.outages))
        }
        return outages.filter { !$0.2.isNone }
    }

    /// Whether transfers can be broken or refused.
    var transfersFail: Bool {
        scenario.sites.contains { !($0.uplink?.outages.isNone ?? true) }
            || hubs.contains { !$0.plan.lineOutages.isNone || !$0.plan.outages.isNone }
    }

    /// Whether readings are interrupted by more urgent studies.
    var isPreemptive: Bool {
        scenario.worklist == .priority
            && (!scenario.preemption.classes.isEmpty
                || scenario.triage.contains { if case .preempt = $0.effect { true } else { false } })
    }

    // MARK: Words

    /// `1 site`, `8 sites`.
    static func count(_ count: Int, _ thing: String) -> String {
        "\(count) \(thing)\(count == 1 ? "" : "s")"
    }

    /// The techniques that streams bring, by title.
    static func titles(ofStreams streams: [DemandStream]) -> [String] {
        ValueWords.titles(Set(streams.flatMap(\.modalities)))
    }

    func className(_ index: Int) -> String {
        scenario.priorities.indices.contains(index) ? scenario.priorities[index].name : "\(index + 1)"
    }

    func names(_ groups: Set<String>) -> String { groups.sorted().joined(separator: ", ") }
}

extension DemandStream {
    /// The techniques that its studies can have.
    var modalities: Set<Modality> {
        switch arrivals {
        case .replay(let studies): Set(studies.map(\.modality))
        case .trace(let trace): Set(trace.studies.map(\.modality))
        case .poisson, .renewal, .schedule: [modality]
        }
    }

    /// Whether its studies are drawn, instead of being listed.
    var isDrawn: Bool {
        switch arrivals {
        case .replay, .trace: false
        case .poisson, .renewal, .schedule: true
        }
    }
}
