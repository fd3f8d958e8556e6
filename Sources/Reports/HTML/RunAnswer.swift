import Experiments
import Teleradiology

/// The answer of a run: whether what is expected of it holds, and every target of a class.
struct RunAnswer {
    /// What was asked, in the order of the scenario.
    let claims: [Claim]
    private let result: ExperimentResult

    init(_ result: ExperimentResult) {
        self.result = result
        let outcomes = result.expectations
        // A class whose share is expected needs no other limit.
        let stated = outcomes.compactMap { outcome -> StudyGroup? in
            outcome.expectation.measure.kind == .withinTarget ? outcome.expectation.measure.group : nil
        }
        let targets = result.scenario.priorities.indices.filter { !stated.contains(.priority($0)) }
        claims =
            outcomes.map { Claim($0, result) }
            + targets.compactMap { Claim(target: $0, result) }
    }

    /// The answer in one sentence.
    var headline: String {
        guard !claims.isEmpty else {
            let mean = Figure.time(result.interval(.turnaround, .mean, .all))
            let p95 = Figure.time(result.interval(.turnaround, .p95, .all))
            return result.has(.all)
                ? "No target is set. Reports take \(mean) on average; 95 in 100 come within \(p95)."
                : "No report was published in the time that was observed."
        }
        let count = claims.count
        func counted(_ verdicts: Claim.Verdict...) -> Int {
            claims.count { verdicts.contains($0.verdict) }
        }
        let (held, failed, open) = (counted(.holds), counted(.fails), counted(.undecided))
        let all = count == 1 ? "The requirement" : "All \(count) requirements"
        if result.replications.count == 1 {
            let once = counted(.heldOnce)
            return "One replication, so nothing is certain: in it, "
                + (once == count
                    ? "\(all.lowercasedFirst) held."
                    : "\(once) of \(count) \(count == 1 ? "requirement" : "requirements") held.")
        }
        if held == count { return "\(all) \(count == 1 ? "holds" : "hold")." }
        if failed == count { return "\(all) \(count == 1 ? "fails" : "fail")." }
        if count == 1 {
            return open == 1
                ? "The requirement is undecided." : "The requirement concerns no study that was seen."
        }
        var parts: [String] = []
        if failed > 0 { parts.append("\(failed) \(failed == 1 ? "fails" : "fail")") }
        if open > 0 { parts.append("\(open) \(open == 1 ? "is" : "are") undecided") }
        if held > 0 { parts.append("\(held) \(held == 1 ? "holds" : "hold")") }
        let unknown = counted(.unknown)
        if unknown > 0 {
            parts.append("\(unknown) \(unknown == 1 ? "concerns" : "concern") no study that was seen")
        }
        return "Of \(count) requirements, \(parts.joined(separator: ", "))."
    }

    /// The claims as a list.
    var html: HTML { Self.list(claims) }

    /// Claims as a list of cards.
    static func list(_ claims: [Claim]) -> HTML {
        guard !claims.isEmpty else { return .nothing }
        return .element(
            "ul", ["class": "cards"],
            claims.map { claim in
                .element(
                    "li", ["class": "card \(claim.verdict.look)"],
                    .element("p", ["class": "claim"], claim.badge, HTML(" " + claim.title)),
                    .p(HTML(claim.finding)))
            })
    }
}
