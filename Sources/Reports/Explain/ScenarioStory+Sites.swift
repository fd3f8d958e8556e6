import SimulationKernel
import Teleradiology

extension ScenarioStory {
    /// A site: what it makes, and how its patients are examined.
    func site(_ site: Site) -> [String] {
        let place = [site.kind == .other ? nil : PlainWords.kind(site.kind), site.country, site.timeZone]
            .compactMap(\.self).joined(separator: ", ")
        let streams = site.demand.map { stream(site, $0) }
        var sentences = [
            "\(site.name) (\(place)) makes "
                + (streams.isEmpty ? "no studies." : PlainWords.list(streams, separator: "; ") + ".")
        ]
        if !site.scanners.isEmpty { sentences.append(scanners(site)) }
        return [sentences.joined(separator: " ")] + procedures(site)
    }

    private func scanners(_ site: Site) -> String {
        let scanners = site.scanners.sorted { $0.key.name < $1.key.name }.map { modality, pool in
            var details: [String] = []
            if !pool.hours.isEmpty {
                details.append("open \(PlainWords.list(pool.hours.map(PlainWords.shift)))")
            }
            if !pool.examSecondsByRegion.isEmpty { details.append("exams last as the body region says") }
            if pool.breakdowns != .none { details.append("at times broken or maintained") }
            return "\(pool.count) \(PlainWords.modality(modality))"
                + (details.isEmpty ? "" : " (\(details.joined(separator: "; ")))")
        }
        let others = site.demand.contains { stream in
            stream.procedure == nil && stream.modalities.contains { site.scanners[$0] == nil }
        }
        return "Exams wait for scanners: \(PlainWords.list(scanners))."
            + (others ? " The other studies come complete." : "")
    }

    // MARK: Procedures

    /// The procedures of a site, step by step, and the rooms and people that they take.
    private func procedures(_ site: Site) -> [String] {
        let procedures = site.proceduresInUse
        var paragraphs: [String] = []
        if !procedures.isEmpty {
            let pools = site.poolsInUse.map { pool in
                let others = pool.hours.map { "\($0.count) \(PlainWords.shift($0.shift))" }
                return "\(pool.name) \(pool.count)"
                    + (others.isEmpty ? "" : " (\(PlainWords.list(others)))")
            }
            paragraphs.append(
                """
                Some exams at \(site.name) go step by step. A step takes its rooms and people in the order given, keeps what it \
                has while it waits for the rest, and gives all back at its end. \
                \(scenario.worklist == .fifo ? "Who asks first is served first" : "Higher classes are served first, then who asked first"). \
                \(pools.isEmpty ? "" : "There are: \(PlainWords.list(pools)).")
                """)
        }
        paragraphs += procedures.map { procedure in
            let steps = procedure.steps.enumerated().map { index, step in
                let isExam = index == procedure.steps.count - 1
                return "\(isExam ? "the exam: " : "")\(step.takes), \(time(of: step))"
            }
            return "\(site.name), \(procedure.name): \(PlainWords.list(steps, separator: "; "))."
        }
        let unused = site.procedures.map(\.name).filter { name in
            !procedures.contains { $0.name == name }
        }
        if !unused.isEmpty {
            paragraphs.append(
                "The file also describes \(PlainWords.list(unused)), which no stream goes through.")
        }
        return paragraphs
    }

    private func time(of step: ProcedureStep) -> String {
        if case .constant(let seconds) = step.seconds {
            return seconds == 0 ? "no time" : "\(Duration.seconds(seconds))"
        }
        return "\(Duration.seconds(step.seconds.mean)) on average"
    }

    // MARK: Streams

    private func stream(_ site: Site, _ stream: DemandStream) -> String {
        let what = PlainWords.modality(stream.modality)
        let kind =
            switch stream.arrivals {
            case .poisson(let perDay, _):
                "\(PlainWords.number(perDay)) \(what) \(stream.studiesPerPatient == nil ? "studies" : "patients") a day"
                    + (text("sites", site.name, "demand", stream.name, "arrivals", "profile").map {
                        $0.hasPrefix("[")
                            ? " with a weekly profile of its own"
                            : $0 == "flat" ? " at any hour" : " (\($0) profile)"
                    } ?? "")
            case .renewal(let gap):
                "a \(what) \(stream.studiesPerPatient == nil ? "study" : "patient") every \(Duration.seconds(gap.mean)) on average"
            case .schedule(let book):
                "\(what) studies by appointment"
                    + (book.noShowShare > 0
                        ? ", of which \(PlainWords.share(book.noShowShare)) are missed" : "")
                    + (book.latenessSeconds.map { ", \(Duration.seconds($0.mean)) late on average" } ?? "")
            case .replay(let studies):
                "\(PlainWords.count(studies.count, "study", "studies")) replayed from DICOM files"
            case .trace: "the studies of a department's log"
            }
        let shares = zip(scenario.priorities, stream.priorityShares).filter { $0.1 > 0 }
        let classes =
            shares.count > 1
            ? ["\(PlainWords.list(shares.map { "\(PlainWords.share($0.1)) \($0.0.name)" }))"] : []
        return ([kind] + classes + details(of: stream)).joined(separator: ", ")
    }

    /// What not every stream has.
    private func details(of stream: DemandStream) -> [String] {
        var details: [String] = []
        if let shares = stream.studiesPerPatient {
            let most = shares.count
            details.append(most == 1 ? "one study each" : "up to \(most) studies each")
        }
        if stream.yearlyGrowth != 0 {
            details.append("growing by \(PlainWords.share(stream.yearlyGrowth)) a year")
        }
        if !stream.surges.isEmpty {
            details.append(
                "with \(PlainWords.count(stream.surges.count, "surge")), the first on \(PlainWords.date(stream.surges[0].start))"
            )
        }
        if let procedure = stream.procedure { details.append("examined as \(procedure)") }
        if let regions = stream.bodyRegionShares {
            let names = zip(BodyRegion.allCases, regions).filter { $0.1 > 0 }.map(\.0.name)
            details.append("of \(PlainWords.list(names))")
        }
        if !stream.readingSecondsByRegion.isEmpty {
            details.append("read in a time that the body region says")
        }
        if let share = stream.criticalShare {
            details.append("\(PlainWords.share(share)) with a critical finding")
        }
        if let priors = stream.priors {
            details.append(
                "\(PlainWords.share(priors.share)) with \(PlainWords.count(priors.count, "prior")) that readers get too"
            )
        }
        return details
    }
}
