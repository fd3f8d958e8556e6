import Teleradiology

extension PrecisionTarget {
    /// Reads a target such as `rtat.p95 5 %`, `wait.mean 30 s` or `within_target(priority: stat) 0.5 points`.
    ///
    /// A percentage is a share of the measure's value; any other amount stands in the measure's unit, for shares in
    /// percentage points.
    /// - Throws: ``TextProblem`` with the place in the text and the nearest right word.
    public init(text: String, in scenario: Scenario) throws(TextProblem) {
        var words = WordScanner(text)
        let measure = try MeasureGrammar(of: scenario)
            .measure(&words)
        words.skipBlanks()
        if words.take("±") { words.skipBlanks() }
        let amount = words.rest
        let tolerance: Tolerance
        if amount.hasSuffix("%") {
            do throws(Quantity.Problem) {
                tolerance = .relative(try Quantity.share(amount))
            } catch {
                throw words.problem(error.message)
            }
        } else if measure.unit == .share {
            guard amount.hasSuffix("points"), let points = Double(amount.dropLast(6).filter { $0 != " " })
            else {
                throw words.problem(
                    "'\(amount)' is no precision of a share, such as '0.5 points' or, of its value, '2 %'")
            }
            tolerance = .absolute(points / 100)
        } else {
            guard !amount.isEmpty else {
                throw words.problem("expected how well '\(text)' is to be known, such as '5 %'")
            }
            tolerance = .absolute(try ThresholdReader.value(amount, of: measure, at: words))
        }
        switch tolerance {
        case .relative(let share) where !(share > 0 && share < 1):
            throw words.problem("'\(amount)' is no precision: it lies between 0 % and 100 %")
        case .absolute(let value) where !(value > 0):
            throw words.problem("'\(amount)' is no precision: it is above 0")
        default: break
        }
        self.init(text: text, measure: measure, tolerance: tolerance)
    }
}

/// Reads the list `precision` of a scenario.
enum PrecisionReader {
    static func targets(_ reader: NodeReader, _ scenario: Scenario) -> [PrecisionTarget] {
        let items = reader.items("a list of precisions such as 'rtat.p95 5 %'", allowsSingle: true) ?? []
        return items.compactMap { item in
            guard let text = item.text("a precision such as 'rtat.p95 5 %'") else { return nil }
            do throws(TextProblem) {
                return try PrecisionTarget(text: text, in: scenario)
            } catch {
                item.problems.error(error, path: item.path, in: item)
                return nil
            }
        }
    }
}
