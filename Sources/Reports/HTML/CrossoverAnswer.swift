import Experiments
import Foundation

/// Where two designs change places, in one or a few sentences.
struct CrossoverAnswer {
    let crossover: Crossover
    let subject: CrossoverSubject

    private func text(_ value: Double) -> String { subject.range.text(value) }

    /// A value inside a crossing's interval, with the digits that the interval bears.
    private func text(_ value: Double, in crossing: Crossover.Crossing) -> String {
        let width = max(crossing.upper - crossing.lower, 1e-4 * abs(value))
        let decimals = max(0, min(9, Int((1 - log10(max(width, 1e-9))).rounded(.up))))
        let number = Figure.fixed(value, decimals)
        return subject.range.unit.isEmpty ? number : "\(number) \(subject.range.unit)"
    }

    /// The answer.
    var sentences: String {
        let ends = "between \(text(subject.range.lower)) and \(text(subject.range.upper))"
        switch crossover.outcome {
        case .crossings:
            let all = crossover.crossings.map(sentence).joined(separator: " ")
            let count = crossover.crossings.count
            return count > 1 ? "The designs change places \(count) times \(ends). \(all)" : all
        case .none(let side):
            let better = subject.better(smaller: side)
            let undecided = crossover.undecided.map { text($0.value) }.joined(separator: ", ")
            return undecided.isEmpty
                ? "\(better.capitalisedFirst) is better all the way \(ends): there is no crossing."
                : "No crossing is shown \(ends): \(better) is better wherever the difference is decided. It is undecided at "
                    + "\(undecided); more replications may tell."
        case .equal: return "Both designs have the same values everywhere \(ends)."
        case .undecided:
            return subject.scenario.replications == 1
                ? "One replication decides nothing."
                : "Undecided: no difference is certain anywhere \(ends). More replications may tell."
        }
    }

    private func sentence(_ crossing: Crossover.Crossing) -> String {
        let below = subject.better(smaller: crossing.smallerBelow)
        let above = subject.worse(smaller: crossing.smallerBelow)
        return
            "Equal at \(text(crossing.value, in: crossing)) (95 %: \(text(crossing.lower, in: crossing)) to "
            + "\(text(crossing.upper, in: crossing))): below, \(below) is better; above, \(above) is."
    }
}
