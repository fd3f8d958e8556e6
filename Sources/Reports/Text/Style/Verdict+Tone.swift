import Experiments

extension Comparison.Verdict {
    /// The colour of a difference whose better side is known; none where there is no difference.
    func tone(better: Comparison.Verdict) -> Tone? {
        switch self {
        case .lower, .higher: self == better ? .good : .bad
        case .undecided: .undecided
        case .equal: nil
        }
    }
}

extension ExpectationOutcome.Verdict {
    var tone: Tone {
        switch self {
        case .pass: .good
        case .fail: .bad
        case .undecided: .undecided
        }
    }
}

extension StaffingResult.Verdict {
    var tone: Tone? {
        switch self {
        case .cheapest: .good
        case .infeasible: .bad
        case .undecided: .undecided
        case .costlier: nil
        }
    }
}
