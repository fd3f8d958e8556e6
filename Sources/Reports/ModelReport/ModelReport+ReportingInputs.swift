import ScenarioFiles
import SimulationKernel
import Teleradiology

/// Item 3.3: how reports come about beyond the first one.
extension ModelReport {
    var reportingInputs: ReportDocument.Block? {
        guard let plan = facts.scenario.reporting else { return nil }
        var rows = InputRows("Reports", facts.given)
        if let preliminary = plan.preliminary { add(preliminary, &rows) }
        if let double = plan.doubleReading { add(double, &rows) }
        if let review = plan.peerReview { add(review, &rows) }
        if let calls = plan.criticalCalls { add(calls, &rows) }
        return rows.block
    }

    private func add(_ plan: PreliminaryReports, _ rows: inout InputRows) {
        let path: InputRows.Path = ["reports", "preliminary"]
        let of = "preliminary reports"
        rows.add(of, "by", facts.names(plan.groups), path + ["by"])
        rows.add(of, "of", ValueWords.filter(plan.studies, facts.scenario), path + ["applies_to"])
        rows.add(of, "final reports by", facts.names(plan.finalGroups), path + ["final_by"])
        rows.add(of, "final reading", plan.reading.words, path + ["reading"])
        rows.add(
            of, "class of final readings", plan.priority.map(facts.className) ?? "the study's own",
            path + ["class"])
        add(plan.discrepancies, of, "the final report differs", path + ["discrepancies"], &rows)
    }

    private func add(
        _ rates: DiscrepancyRates, _ of: String, _ what: String, _ path: InputRows.Path,
        _ rows: inout InputRows
    ) {
        let name = facts.given.text(path)
        let preset = DiscrepancyPreset.all.first { $0.name == name }
        let words = "minor \(ValueWords.share(rates.minor)), major \(ValueWords.share(rates.major))"
        if let preset {
            rows.add(of, what, words, .preset(preset.name, preset.source))
        } else {
            rows.add(of, what, words, path)
        }
    }

    private func add(_ plan: DoubleReading, _ rows: inout InputRows) {
        let path: InputRows.Path = ["reports", "double_reading"]
        let of = "double reading"
        rows.add(of, "of", ValueWords.filter(plan.studies, facts.scenario), path + ["applies_to"])
        rows.add(
            of, "second reading by", plan.groups.map(facts.names) ?? "all who may read the study",
            path + ["by"])
        rows.add(of, "second reading", plan.reading.words, path + ["reading"])
        rows.add(of, "the readers disagree", ValueWords.share(plan.disagreement), path + ["disagreement"])
        if plan.disagreement > 0 {
            rows.add(
                of, "a third decides", plan.arbiters.map(facts.names) ?? "all who may read the study",
                path + ["arbitration", "by"])
            rows.add(of, "deciding", plan.arbitration.words, path + ["arbitration", "reading"])
        }
    }

    private func add(_ plan: PeerReview, _ rows: inout InputRows) {
        let path: InputRows.Path = ["reports", "peer_review"]
        let of = "peer review"
        rows.add(
            of, "of",
            "\(ValueWords.share(plan.share)) of final reports: \(ValueWords.filter(plan.studies, facts.scenario))",
            path + ["share"])
        rows.add(of, "by", plan.groups.map(facts.names) ?? "all who may read the study", path + ["by"])
        rows.add(of, "review", plan.reading.words, path + ["reading"])
        add(plan.discrepancies, of, "it finds", path + ["discrepancies"], &rows)
        if plan.discrepancies.major > 0 {
            rows.add(
                of, "addendum", ValueWords.distribution(plan.addendumSeconds, .seconds), path + ["addendum"])
        }
    }

    private func add(_ plan: CriticalCalls, _ rows: inout InputRows) {
        let path: InputRows.Path = ["reports", "critical_calls"]
        let of = "critical results"
        rows.add(of, "an attempt", ValueWords.distribution(plan.attemptSeconds, .seconds), path + ["attempt"])
        rows.add(of, "somebody answers", ValueWords.share(plan.answered), path + ["answered"])
        rows.add(of, "next attempt after", ValueWords.span(plan.retryAfter), path + ["retry_after"])
        rows.add(
            of, "attempts", plan.attemptLimit.map { "\($0) at most" } ?? "until somebody answers",
            path + ["attempts_max"])
        rows.add(of, "who calls", plan.caller.words, path + ["by"])
        if let target = plan.target {
            rows.add(of, "told within", ValueWords.span(target), path + ["target"])
        }
    }
}

extension LaterReading {
    var words: String {
        switch self {
        case .share(let share): "\(ValueWords.share(share)) of the time of the first reading"
        case .seconds(let distribution): ValueWords.distribution(distribution, .seconds)
        }
    }
}

extension CriticalCalls.Caller {
    var words: String {
        switch self {
        case .reader: "the reader"
        case .coordinators(let count): ModelFacts.count(count, "coordinator")
        }
    }
}
