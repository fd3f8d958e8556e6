import Experiments
import Teleradiology

/// The answer of a comparison: which design is the best by turnaround, by each target and by cost, and by how much.
struct CompareAnswer {
    private let comparison: Comparison
    private let priorities: [PriorityClass]
    private var isSingle: Bool { comparison.base.result.replications.count == 1 }

    /// The rankings, the most telling first: by turnaround, by what was asked for, by targets and by cost.
    let rankings: [DesignRanking]

    init(_ comparison: Comparison) {
        self.comparison = comparison
        let priorities = comparison.base.result.scenario.priorities
        self.priorities = priorities
        let targets = priorities.indices.filter { priorities[$0].target != nil }
        let usual =
            [Measure(.interval(.turnaround, .mean))]
            + targets.map { Measure(.withinTarget, .priority($0)) }
            + comparison.base.result.costCurrencies.map { Measure(.costPerMonth(currency: $0)) }
        let asked = comparison.measures.filter { !usual.contains($0) }
        rankings = (usual.prefix(1) + asked + usual.dropFirst()).compactMap { DesignRanking(comparison, $0) }
    }

    /// The answer: which design brings reports soonest, and which costs least where one is known to.
    var headline: String { turnaround + rankings.dropFirst().compactMap(cheapest).map { " \($0)" }.joined() }

    /// Which design costs the least, and by how much less than the nearest other; nil for other measures, and where
    /// nothing is certain.
    private func cheapest(_ ranking: DesignRanking) -> String? {
        guard case .costPerMonth = ranking.measure.kind, ranking.hasWinner,
            let nearest = ranking.leads.min(by: { abs($0.difference.value) < abs($1.difference.value) })
        else { return nil }
        return "The cheapest is \(ranking.best): \(amount(nearest, ranking.measure)) a month less than "
            + "\(nearest.name)" + (ranking.leads.count > 1 ? ", the nearest other." : ".")
    }

    /// Which design brings reports soonest, in one sentence.
    private var turnaround: String {
        guard let first = rankings.first else { return "The designs have no figures in common." }
        if isSingle {
            return "One replication decides nothing: in it, reports came soonest with \(first.best), "
                + "\(Figure.time(first.estimate)) on average."
        }
        if first.hasWinner {
            // The nearest rival says by how much.
            let nearest = first.leads.min { abs($0.difference.value) < abs($1.difference.value) }
            let lead = nearest.map { amount($0, first.measure) + " sooner than with \($0.name)" } ?? ""
            let others = first.leads.count > 1 ? ", the nearest other" : ""
            return "Reports come soonest with \(first.best): \(lead)\(others), on average."
        }
        let rivals = (first.rivals + first.equals).map(\.name)
        if first.rivals.isEmpty, first.beaten.isEmpty {
            return "The designs bring reports equally soon: every replication had the same mean turnaround."
        }
        let beaten = first.beaten.map(\.name)
        return
            "Undecided: the mean turnarounds of \(PlainWords.list([first.best] + rivals)) can't be told apart"
            + (beaten.isEmpty
                ? "." : "; \(PlainWords.list(beaten)) \(beaten.count == 1 ? "is" : "are") slower.")
    }

    /// A card for each ranking.
    var html: HTML {
        .element(
            "ul", ["class": "cards"],
            rankings.map { ranking in
                let look = ranking.hasWinner ? "good" : ranking.isEqual ? "same" : "open"
                let mark =
                    ranking.hasWinner
                    ? "✓ \(ranking.best)"
                    : isSingle ? "? not certain" : ranking.isEqual ? "= equal" : "? undecided"
                return .element(
                    "li", ["class": "card \(look)"],
                    .element(
                        "p", ["class": "claim"],
                        .element(
                            "span", ["class": "badge \(look)"],
                            HTML(mark)),
                        HTML(" " + question(ranking.measure))),
                    .p(HTML(sentence(ranking))))
            })
    }

    private func question(_ measure: Measure) -> String {
        switch (measure.kind, measure.group) {
        case (.interval(.turnaround, .mean), .all): "Soonest reports, on average"
        case (.costPerMonth(let currency), _): "Lowest cost, \(currency) a month"
        case (.withinTarget, _): "Most in time: " + measure.words(priorities).lowercasedFirst
        default:
            (measure.isBetterWhenHigher ? "Highest: " : "Lowest: ")
                + measure.words(priorities).lowercasedFirst
        }
    }

    private func sentence(_ ranking: DesignRanking) -> String {
        if ranking.isEqual {
            return "All designs: \(Figure.measured(ranking.estimate, ranking.measure.unit).withThousands)."
        }
        var text =
            "\(ranking.best): \(Figure.measured(ranking.estimate, ranking.measure.unit).withThousands)"
        let parts = ranking.leads.map { lead -> String in
            if lead.isEqual { return "the same as \(lead.name)" }
            if lead.isDecided {
                return "\(amount(lead, ranking.measure)) \(comparative(ranking.measure)) \(lead.name)"
            }
            let amount = difference(lead.difference, ranking.measure, signed: true).withMinus
            return "not told apart from \(lead.name) (difference \(amount))"
        }
        if !parts.isEmpty { text += "; " + parts.joined(separator: "; ") }
        return text + "."
    }

    private func amount(_ lead: DesignRanking.Lead, _ measure: Measure) -> String {
        difference(Estimate(magnitudeOf: lead.difference), measure, signed: false)
    }

    private func difference(_ estimate: Estimate, _ measure: Measure, signed: Bool) -> String {
        let text = Figure.measured(estimate, measure.unit, signed: signed)
        return measure.unit == .share ? text.replacing(" %", with: " points") : text.withThousands
    }

    private func comparative(_ measure: Measure) -> String {
        let (lower, higher) = measure.comparatives
        return "\(measure.isBetterWhenHigher ? higher : lower) than"
    }

    /// Whether each target holds in each design.
    var targets: HTML {
        let arms = [comparison.base] + comparison.variants
        let answers = arms.map { RunAnswer($0.result).claims }
        guard let first = answers.first, !first.isEmpty,
            answers.allSatisfy({ $0.map(\.title) == first.map(\.title) })
        else { return .nothing }
        var table = HTMLTable("Do the requirements hold?", ["Requirement"] + arms.map(\.name))
        for index in first.indices {
            table.add(
                [HTML(first[index].title)]
                    + answers.map { claims in
                        .joined([claims[index].badge, HTML(" " + claims[index].value)])
                    })
        }
        return table.html
    }
}

extension String {
    /// With commas between thousands, as amounts of money have.
    var withThousands: String {
        replacing(#/(\d+)((?:\.\d+)?)/#) { number in
            var digits = Array(number.1)
            for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
            return String(digits) + number.2
        }
    }

    /// With a minus sign in place of the hyphen at its beginning.
    var withMinus: String { hasPrefix("-") ? "−" + dropFirst() : self }

    /// With a small letter at the beginning.
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
