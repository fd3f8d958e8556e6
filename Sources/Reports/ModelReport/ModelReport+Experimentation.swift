import Experiments
import SimulationKernel
import Teleradiology

/// Section 4: how runs begin, how long they are, and how figures are estimated.
extension ModelReport {
    private var scenario: Scenario { facts.scenario }

    var initialisation: [ReportDocument.Block] {
        var blocks: [ReportDocument.Block] = []
        let kind: Words =
            scenario.ending == .finish
            ? "Terminating: the run ends when every study of its length is reported."
            : scenario.warmUp > .zero
                ? "The figures are of a system in its weekly rhythm, after a warm-up."
                : "Terminating: what is looked at is the given length, from an empty system on."
        blocks.append(
            .paragraph(
                kind
                    + " Every replication begins empty: no study is anywhere, and readers are on shift as the clock says."
                    + (facts.outages.contains { $0.plan.failures != nil }
                        ? " What fails at random works at the start." : "")))
        if scenario.warmUp > .zero {
            blocks.append(
                .paragraph(
                    "The warm-up of \(ValueWords.span(scenario.warmUp)) is left out of all figures: a study counts when its imaging is complete after it."
                ))
        }
        blocks += told(.warmUp)
        if let study = evidence.warmUp { blocks += warmUp(study) }
        return blocks
    }

    private func warmUp(_ study: WarmUpStudy) -> [ReportDocument.Block] {
        var text: Words = """
            Evidence: \(ModelFacts.count(study.scenario.replications, "replication")) begun empty, \(study.series.count) studies each, \
            \(code: study.measure.text(scenario.priorities)) by the rule MSER-5 (White, Cobb, Spratt, Winter Simulation Conference 2000): 
            """
        if let truncation = study.truncation, let recommended = study.recommended {
            text =
                text
                + (truncation.truncation == 0
                    ? "it leaves out nothing."
                    : "it leaves out the first \(truncation.truncation) studies, \(ValueWords.span(seconds: study.truncationSeconds ?? 0)), and proposes \(ValueWords.span(recommended)).")
                + (scenario.warmUp >= recommended
                    ? " The warm-up of the file, \(ValueWords.span(scenario.warmUp)), is at least that."
                    : " The warm-up of the file, \(ValueWords.span(scenario.warmUp)), is shorter.")
        } else {
            text =
                text
                + "it finds no end of the warm-up in the first half; the run is too short, or the system does not settle."
        }
        var table = ReportDocument.Table(
            "Welch's curve: the mean of the i-th study over replications, averaged over \(study.window) studies on either side, in twelve parts",
            ["Part", "Imaging complete until", "Mean"])
        let cells = Sparkline.cells(study.curve, 12)
        let unit = Figure.TimeUnit.fitting(cells.max() ?? 0)
        for (index, value) in cells.enumerated() {
            let last = (index + 1) * study.curve.count / cells.count - 1
            table.add(
                Words("\(index + 1)"),
                Words(ValueWords.span(seconds: (study.times[last] / 60).rounded() * 60)),
                Words("\(Figure.fixed(value / unit.seconds, 2)) \(unit.name)"))
        }
        return [.paragraph(text)] + (cells.isEmpty ? [] : [.table(table)])
    }

    var runLength: [ReportDocument.Block] {
        let observed = scenario.length - scenario.warmUp
        var text: Words = """
            \(ValueWords.span(scenario.length)) from \(ValueWords.date(scenario.start)) (\(scenario.timeZone)), of which \
            \(ValueWords.span(observed)) are observed; \(scenario.ending.words). Time is counted in whole microseconds.
            """
        let rate = facts.streams.reduce(0.0) { $0 + Self.perDay($1.stream, length: scenario.length) }
        if rate > 0 {
            text =
                text
                + " About \(Figure.fixed(rate * scenario.length.seconds / 86_400, 0)) studies come in that time, surges and planned changes left aside."
        }
        return [.paragraph(text)]
    }

    /// The mean number of studies of a stream in a day of the run.
    private static func perDay(_ stream: DemandStream, length: Duration) -> Double {
        let each =
            stream.studiesPerPatient.map { shares in
                shares.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
            } ?? 1
        let days = length.seconds / 86_400
        return switch stream.arrivals {
        case .poisson(let perDay, _): perDay * each
        case .renewal(let gap): 86_400 / gap.mean * each
        case .schedule(let book):
            Double(book.slots.reduce(0) { $0 + $1.days.count * $1.minutes.count }) / 7
                * (1 - book.noShowShare) * each
        case .trace(let trace): Double(trace.studies.count) / days
        case .replay(let studies): Double(studies.count) / days
        }
    }

    // MARK: 4.3

    var estimation: [ReportDocument.Block] {
        var blocks: [ReportDocument.Block] = []
        if scenario.precision.isEmpty {
            blocks.append(
                .paragraph(
                    "\(ModelFacts.count(scenario.replications, "independent replication")); the number is fixed before the run. Batches are not used."
                ))
        } else {
            blocks.append(
                .paragraph(
                    """
                    Independent replications until these are known: \(scenario.precision.map(\.text).joined(separator: "; ")). There \
                    are at least \(max(StoppingRule.fewest, scenario.replications)), and the targets must stay met for five more, or one in \
                    twenty (Hoad, Robinson, Davies, Journal of the Operational Research Society 61, 2010). A relative error γ asks for a \
                    half-width of γ/(1 + γ) of the estimate (Law, 9.4.1).
                    """))
        }
        blocks += told(.replications)
        if let result = evidence.result { blocks.append(reached(result)) }
        return blocks
    }

    /// The half-widths that a result has.
    private func reached(_ result: ExperimentResult) -> ReportDocument.Block {
        let count = ModelFacts.count(result.replications.count, "replication")
        var table = ReportDocument.Table(
            "Reached with \(count): mean ± half-width of the 95 % interval",
            ["Studies", "RTAT, mean", "RTAT, p95", "within target", "a day"])
        func add(_ name: String, _ group: StudyGroup) {
            guard result.has(group) else { return }
            table.add(
                Words(name), Words(Figure.time(result.interval(.turnaround, .mean, group))),
                Words(Figure.time(result.interval(.turnaround, .p95, group))),
                Words(Figure.share(result.withinTarget(group))),
                Words(Figure.estimate(result.throughput(group))))
        }
        add("all", .all)
        for modality in result.modalities { add(modality.title, .modality(modality)) }
        if scenario.priorities.count > 1 {
            for (index, priority) in scenario.priorities.enumerated() { add(priority.name, .priority(index)) }
        }
        return .table(table)
    }
}
