import Experiments
import Teleradiology

/// What rosters keep: each condition's measure for every roster that was simulated, beside its threshold.
enum StaffingFigure {
    private static let most = 25

    static func charts(_ result: StaffingResult) -> [BarChart] {
        result.question.conditions.indices.compactMap { chart(result, condition: $0) }
    }

    private static func chart(_ result: StaffingResult, condition index: Int) -> BarChart? {
        let expectation = result.question.conditions[index].expectation
        let measure = expectation.measure
        let scenario = result.question.scenario
        // The cheapest first, and of many those about as dear as the answer.
        let sorted = result.candidates.sorted {
            ($0.cost, $0.roster.description) < ($1.cost, $1.roster.description)
        }
        let answer = sorted.firstIndex { $0.verdict == .cheapest } ?? sorted.count / 2
        let begin = max(0, min(answer - most / 2, sorted.count - most))
        let shown = sorted[begin..<min(sorted.count, begin + most)]
        let values = shown.compactMap { candidate in
            candidate.estimates[index].map { (candidate, $0) }
        }
        guard !values.isEmpty else { return nil }
        let largest = values.map { abs($0.1.value) }.max() ?? 0
        let unit = MeasureQuantity(measure.unit, largest: max(largest, abs(expectation.threshold)))
        let title = measure.title(scenario.priorities)
        let names = result.question.groups.map { scenario.readers[$0.index].name }
        let money = result.currency.map { "\($0) a week" } ?? "h a week"
        let best = result.best.map { best in
            "The cheapest roster that keeps all conditions is "
                + zip(names, best.roster).map { "\($0) \($1)" }.joined(separator: ", ")
                + ", at \(ChartNumber.label(best.cost)) \(money)."
        }
        return BarChart(
            name: "staffing-\(measure.slug(scenario.priorities))",
            title:
                "\(measure.words(scenario.priorities)) with each roster (\(names.joined(separator: " + "))), the cheapest first"
                + (shown.count < sorted.count ? " (\(shown.count) of \(sorted.count))" : ""),
            summary:
                "\(best ?? "No roster is known to keep all conditions.") Asked for: \(expectation.text).",
            axis: ChartAxis(
                title.prefix(1).uppercased() + title.dropFirst(),
                column: unit.column(measure.slug(scenario.priorities)), quantity: unit.quantity),
            bars: values.map { candidate, estimate in
                let roster = candidate.roster.map(String.init).joined(separator: " + ")
                let cost = ChartNumber.label(candidate.cost)
                return unit.bar(
                    "\(roster): \(candidate.verdict.phrase), \(cost) \(money)", estimate,
                    series: candidate.verdict.series)
            },
            mark: .init(
                expectation.threshold / unit.divisor,
                "\(expectation.relation.words) \(Figure.measured(expectation.threshold, measure.unit))"),
            labelColumn: "roster",
            kinds: .init("verdict", StaffingResult.Verdict.inOrder.map(\.phrase)))
    }
}

extension StaffingResult.Verdict {
    /// The verdict within a label.
    fileprivate var phrase: String {
        switch self {
        case .cheapest: "chosen"
        case .costlier: "keeps all, costs more"
        case .infeasible: "breaks a condition"
        case .undecided: "not certain"
        }
    }

    /// In the order of their colours and textures.
    fileprivate static let inOrder: [Self] = [.cheapest, .infeasible, .costlier, .undecided]

    /// The colour and texture of its bars.
    fileprivate var series: Int { Self.inOrder.firstIndex(of: self) ?? 0 }
}
