import Experiments
import Teleradiology

/// One thing that was asked of a design, whether it is so, and what was found.
struct Claim {
    /// What can be said.
    enum Verdict: String {
        case holds, fails, undecided
        /// It holds in the only replication.
        case heldOnce
        /// It does not hold in the only replication.
        case failedOnce
        /// No study has what was asked for.
        case unknown

        /// The word that stands on a page.
        var word: String {
            switch self {
            case .holds: "holds"
            case .fails: "fails"
            case .undecided: "undecided"
            case .heldOnce: "held once"
            case .failedOnce: "failed once"
            case .unknown: "not seen"
            }
        }

        /// A sign for those who can't tell the colours apart.
        var sign: String {
            switch self {
            case .holds, .heldOnce: "✓"
            case .fails, .failedOnce: "✗"
            case .undecided, .unknown: "?"
            }
        }

        /// Which of the three looks of a verdict it has.
        var look: String {
            switch self {
            case .holds: "good"
            case .fails: "bad"
            default: "open"
            }
        }
    }

    /// What was asked, in words.
    let title: String
    /// Whether it is so.
    let verdict: Verdict
    /// What was found; empty when nothing was.
    let value: String
    /// What was found, and how sure that is, in sentences.
    let finding: String

    /// The verdict as a mark with a sign and a word.
    var badge: HTML { Self.badge(verdict) }

    static func badge(_ verdict: Verdict) -> HTML {
        .element(
            "span", ["class": "badge \(verdict.look)"],
            .element("span", ["aria-hidden": "true"], HTML(verdict.sign)), HTML(" " + verdict.word))
    }
}

extension Claim {
    /// The share of reports in time that is asked for where a scenario states a time and no share.
    static let usualShare = 0.95

    /// What became of an expectation of the scenario.
    init(_ outcome: ExpectationOutcome, _ result: ExperimentResult) {
        let expectation = outcome.expectation
        let unit = expectation.measure.unit
        let isSingle = result.replications.count == 1
        let values = result.replications.map { $0[expectation.measure] }
        title =
            "\(expectation.measure.words(result.scenario.priorities)) \(expectation.relation.words) "
            + "\(Figure.measured(expectation.threshold, unit))"
        value = outcome.estimate.map { Figure.measured($0, unit) } ?? ""
        guard let estimate = outcome.estimate else {
            verdict = .unknown
            finding = "No study was reported that this is about."
            return
        }
        verdict =
            switch outcome.verdict {
            case .pass: isSingle ? .heldOnce : .holds
            case .fail: isSingle ? .failedOnce : .fails
            case .undecided: .undecided
            }
        let found = "Found: \(Figure.measured(estimate, unit))."
        // Of equality no side can be told.
        let hasSide = expectation.relation != .equal && expectation.relation != .notEqual
        let confidence = hasSide ? Confidence.ofSide(values, of: expectation.threshold) : nil
        let holds = expectation.relation.holds(estimate.value, expectation.threshold)
        finding = Self.sentences(
            found, verdict, holds: holds, confidence, further: outcome.furtherReplications,
            isSame: estimate.halfWidth == 0)
    }

    /// Whether the reports of a class come within its target often enough, which the scenario does not state.
    init?(target index: Int, _ result: ExperimentResult) {
        let priority = result.scenario.priorities[index]
        guard let target = priority.target else { return nil }
        let measure = Measure(.withinTarget, .priority(index))
        let expectation = MeasureExpectation(
            text: "", measure: measure, relation: .atLeast, threshold: Self.usualShare)
        let claim = Claim(ExpectationOutcome(expectation, result.estimate(measure)), result)
        title = "\(priority.name): 95 in 100 reports within \(target)"
        verdict = claim.verdict
        value = claim.value
        finding =
            claim.finding
            + (claim.verdict == .unknown
                ? "" : " The scenario states the time and no share; 95 in 100 is what is usually promised.")
    }

    private static func sentences(
        _ found: String, _ verdict: Verdict, holds: Bool, _ confidence: Double?, further: Int?, isSame: Bool
    ) -> String {
        switch verdict {
        case .heldOnce, .failedOnce:
            return "\(found) One replication gives no confidence."
        case .undecided:
            var text = "\(found) The interval holds the limit"
            if let confidence {
                text +=
                    "; the confidence that it \(holds ? "holds" : "fails") is \(Confidence.text(confidence))"
            }
            if let further {
                text +=
                    ". About \(further) more \(further == 1 ? "replication" : "replications") would decide"
            }
            return text + "."
        default:
            if isSame { return "\(found) Every replication had the same value." }
            return confidence.map { "\(found) Confidence: \(Confidence.text($0))." } ?? found
        }
    }
}

extension MeasureExpectation.Relation {
    /// The relation in words.
    var words: String {
        switch self {
        case .less: "below"
        case .atMost: "at most"
        case .greater: "above"
        case .atLeast: "at least"
        case .equal: "exactly"
        case .notEqual: "other than"
        }
    }
}
