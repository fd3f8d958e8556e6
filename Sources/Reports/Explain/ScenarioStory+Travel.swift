import SimulationKernel
import Teleradiology

extension ScenarioStory {
    /// From the sites to the hub and on to the readers.
    var delivery: [String] {
        var paragraphs: [String] = []
        let others = scenario.describedDeliveries.filter { $0 != scenario.delivery }.map(\.rawValue)
        var opening =
            "Studies are delivered by \(PlainWords.technology(scenario.delivery))"
            + (scenario.delivery == .hybrid
                ? ", which keeps studies at the hub and copies them to the cloud"
                    + (scenario.hybrid?.limit.map { ", at \(PlainWords.bandwidth($0)) at most." } ?? ".")
                : ".")
        if !others.isEmpty {
            opening += " The file also describes \(PlainWords.list(others)), which this run does not use."
        }
        paragraphs.append(opening)
        paragraphs += scenario.sites.map { site in
            guard let uplink = site.uplink else {
                return
                    "\(site.name) has no line of its own: its studies are at the hub when their images are complete."
            }
            let bandwidth =
                text("sites", site.name, "uplink", "bandwidth") ?? PlainWords.bandwidth(uplink.bandwidth)
            var sentence =
                "\(site.name) sends over \(bandwidth), \(PlainWords.trips(uplink.roundTrip, scenario))"
            if uplink.lossProbability > 0 {
                sentence += ", losing \(PlainWords.share(uplink.lossProbability)) of packets"
            }
            if uplink.outages != .none { sentence += ", with outages" }
            if uplink.background != nil { sentence += ", beside other traffic" }
            if let forwarding = site.forwarding {
                sentence += "; it sends each \(forwarding.level.rawValue)"
                sentence +=
                    forwarding.level == .instance
                    ? " at once" : " after \(forwarding.silence) without a new image"
                if let force = forwarding.force { sentence += ", or after \(force) in any case" }
            }
            if let gateway = site.gateway {
                sentence +=
                    "; its gateway sends \(PlainWords.count(gateway.concurrency, "study", "studies")) at once"
                if let room = gateway.capacity {
                    sentence += ", holds \(PlainWords.count(room, "study", "studies")) at most"
                }
                if !gateway.windows.isEmpty { sentence += ", sends some classes in their hours only" }
                if !gateway.shaping.isEmpty { sentence += ", and is slowed down in some hours" }
            }
            return sentence + "."
        }
        paragraphs += scenario.delivery.hubs.compactMap { hub in
            scenario.technologies[hub].map { plan in self.hub(hub, plan) }
        }
        return paragraphs
    }

    private func hub(_ technology: DeliveryTechnology, _ plan: DeliveryPlan) -> String {
        var sentences: [String] = []
        let name = PlainWords.technology(technology)
        switch plan.transferProtocol {
        case .cStore(let store):
            sentences.append(
                "To \(name) they go by DICOM C-STORE over \(PlainWords.count(store.associations, "association")), which waits for "
                    + (store.asynchronousWindow > 1
                        ? "a response when \(store.asynchronousWindow) instances are on their way."
                        : "a response after every instance."))
        case .stow(let stow):
            sentences.append(
                "To \(name) they go by DICOMweb STOW-RS, "
                    + (stow.bytesPerRequest == nil
                        ? "\(stow.instancesPerRequest) instances a request" : "a bucket of bytes a request")
                    + (stow.parallelRequests > 1 ? ", \(stow.parallelRequests) requests at once." : "."))
        }
        if plan.compression != nil { sentences.append("They are compressed before.") }
        if plan.vpn != nil { sentences.append("They go through a tunnel (VPN).") }
        if let line = plan.line {
            let bandwidth =
                text("technologies", technology.rawValue, "line", "bandwidth") ?? PlainWords.bandwidth(line)
            sentences.append(
                "All sites and readers share its line of \(bandwidth)\(plan.lineBackground == nil ? "" : ", beside other traffic")."
            )
        }
        let ingest = plan.ingest
        let workers =
            ingest.minimumWorkers == ingest.maximumWorkers
            ? PlainWords.count(ingest.minimumWorkers, "worker")
            : "\(ingest.minimumWorkers) to \(ingest.maximumWorkers) workers"
        sentences.append(
            "There \(workers) store\(ingest.maximumWorkers == 1 ? "s" : "") them, in \(ingest.perStudy) a study and "
                + "\(ingest.perInstance) an instance.")
        let failing = [
            (plan.outages, "the hub as a whole"), (plan.lineOutages, "its line"),
            (ingest.outages, "its ingest"),
        ].filter { $0.0 != .none }.map(\.1)
        if !failing.isEmpty {
            sentences.append(
                "At times out of service or maintained: \(PlainWords.list(failing)). Transfers that break are sent again and go on "
                    + "where they were.")
        }
        switch plan.retrieval {
        case .download: sentences.append("Readers download a study when they open it.")
        case .streaming:
            sentences.append("Reading begins with the first images, while the others still come.")
        case .prefetch:
            sentences.append(
                "\(PlainWords.count(plan.studiesAhead, "study", "studies")) ahead \(plan.studiesAhead == 1 ? "is" : "are") sent to each reader."
            )
        }
        return sentences.joined(separator: " ")
    }

    // MARK: The worklist

    /// In which order studies are read, and by whom.
    var order: [String] {
        var sentences: [String] = []
        if !scenario.triage.isEmpty {
            sentences.append(
                "Before they wait, \(PlainWords.count(scenario.triage.count, "program")) look\(scenario.triage.count == 1 ? "s" : "") at studies: "
                    + PlainWords.list(scenario.triage.map(\.name)) + ".")
        }
        let classes = PlainWords.list(scenario.priorities.map(\.name))
        switch scenario.worklist {
        case .fifo:
            sentences.append("Studies are read in the order in which they come, whatever their class.")
        case .priority:
            sentences.append(
                scenario.priorities.count == 1
                    ? "Studies are read in the order in which they come."
                    : "Studies are read by class (\(classes)), within a class in the order in which they come."
            )
        default:
            sentences.append(
                "Studies are read in the order '\(scenario.worklist.rawValue)'; classes are \(classes).")
        }
        if !scenario.preemption.classes.isEmpty {
            let names = scenario.preemption.classes.sorted().map { scenario.priorities[$0].name }
            sentences.append("\(PlainWords.list(names)) studies interrupt the reading of lower ones.")
        }
        if let wait = scenario.maxWait { sentences.append("Who has waited \(wait) comes before all others.") }
        let assignment = scenario.assignment
        if assignment.isPush {
            let policies = Set(assignment.push.map(\.rawValue)).sorted()
            sentences.append(
                "Studies are given to readers when they are available, by \(PlainWords.list(policies))"
                    + (assignment.limit.map { ", at most \($0) at a time" } ?? "") + ".")
        } else if assignment.cherryPicking > 1 {
            sentences.append("A reader who is free chooses among the first \(assignment.cherryPicking).")
        } else {
            sentences.append("A reader who is free takes the first study that he or she may read.")
        }
        if assignment.keepsPatients { sentences.append("A patient's studies go to one reader.") }
        if assignment.daytime != nil {
            sentences.append("Readers for whom it is day come before those who work at night.")
        }
        for rule in assignment.delayed {
            sentences.append(
                "\(PlainWords.list(rule.groups.sorted())) may take some studies only after \(rule.after).")
        }
        sentences.append(
            assignment.shiftEnd == .finish
                ? "At the end of a shift the open study is finished."
                : "At the end of a shift the open study is handed over.")
        return [sentences.joined(separator: " ")] + reports
    }

    private var reports: [String] {
        guard let plan = scenario.reporting else { return [] }
        var sentences: [String] = []
        if let preliminary = plan.preliminary {
            sentences.append(
                "Reports by \(PlainWords.list(preliminary.groups.sorted())) are preliminary; \(PlainWords.list(preliminary.finalGroups.sorted())) make them final."
                    + differing(preliminary.discrepancies, "Final reports differ")
            )
        }
        if plan.doubleReading != nil { sentences.append("Some studies are read twice.") }
        if let review = plan.peerReview {
            sentences.append(
                "\(PlainWords.share(review.share)) of reports are reviewed."
                    + differing(review.discrepancies, "Reviews find something"))
        }
        if let calls = plan.criticalCalls {
            sentences.append(
                "Critical results are called through\(calls.target.map { ", within \($0)" } ?? "").")
        }
        return sentences.isEmpty ? [] : [sentences.joined(separator: " ")]
    }

    private func differing(_ rates: DiscrepancyRates, _ what: String) -> String {
        let sum = rates.minor + rates.major
        return sum > 0 ? " \(what) in \(PlainWords.share(sum)), \(PlainWords.share(rates.major)) major." : ""
    }

    // MARK: Promises

    /// Targets, contracts and what the author expects.
    var promises: [String] {
        var paragraphs: [String] = []
        let targets = scenario.priorities.enumerated().compactMap { index, priority in
            priority.target.map {
                "\(priority.name) \(text("priorities", priority.name, "target") ?? "\($0)")"
            }
        }
        paragraphs.append(
            targets.isEmpty
                ? "No class has a target."
                : "Reports are to be there within: \(PlainWords.list(targets)), counted from imaging complete."
        )
        for provider in scenario.providers where !provider.promises.isEmpty {
            let promises = provider.promises.sorted { $0.key < $1.key }.map {
                "\(scenario.priorities[$0.key].name) within \($0.value.target)"
                    + ($0.value.penalty.map { " or pays \(ValueWords.money($0))" } ?? "")
            }
            paragraphs.append("\(provider.name) promises \(PlainWords.list(promises)).")
        }
        if !scenario.expectations.isEmpty {
            paragraphs.append("It is expected that \(PlainWords.list(scenario.expectations.map(\.text))).")
        }
        if !scenario.precision.isEmpty {
            paragraphs.append(
                "Replications go on until these are known: \(PlainWords.list(scenario.precision.map(\.text)))."
            )
        }
        return paragraphs
    }
}
