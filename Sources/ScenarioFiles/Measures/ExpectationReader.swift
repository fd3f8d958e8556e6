import Teleradiology

extension MeasureExpectation {
    /// Reads an expectation such as `rtat(modality: ct, priority: stat).p95 < 30 min` or `lost == 0`.
    ///
    /// - Throws: ``TextProblem`` with the place in the text and the nearest right word.
    public init(text: String, in scenario: Scenario, line: Int = 0) throws(TextProblem) {
        var words = WordScanner(text)
        let measure = try MeasureGrammar(of: scenario)
            .measure(&words)
        words.skipBlanks()
        // The longer ones first: '<=' begins with '<'.
        let relations = Relation.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
        var found: Relation?
        for relation in relations where found == nil && words.take(relation.rawValue) { found = relation }
        guard let found else {
            let hint = words.next == "=" ? "; did you mean '=='?" : ""
            let names = Relation.allCases.map(\.rawValue).joined(separator: ", ")
            throw words.problem("expected one of \(names) behind the measure, found '\(words.rest)'\(hint)")
        }
        words.skipBlanks()
        let threshold = try ThresholdReader.value(words.rest, of: measure, at: words)
        self.init(text: text, measure: measure, relation: found, threshold: threshold, line: line)
    }
}

/// Reads amounts in the unit of a measure.
enum ThresholdReader {
    static func value(_ text: String, of measure: Measure, at place: WordScanner) throws(TextProblem)
        -> Double
    {
        do throws(Quantity.Problem) {
            switch measure.unit {
            case .seconds: return try Quantity.seconds(text)
            case .share: return try Quantity.share(text)
            case .perDay, .studies: return try Quantity.number(text)
            case .money(let currency):
                let expected = "an amount such as '1200 \(currency)'"
                let (money, per) = try Quantity.money(text, expected)
                guard money.currency == currency, per.isEmpty else {
                    throw Quantity.Problem(message: "'\(text)' is not \(expected)")
                }
                return money.amount
            }
        } catch {
            throw place.problem(error.message)
        }
    }
}

/// Reads the list `expect` of a scenario.
enum ExpectationReader {
    /// - Parameter file: the scenario's file; what stands in another that it extends has no line in it.
    static func expectations(
        _ reader: NodeReader, _ scenario: Scenario, file: String
    ) -> [MeasureExpectation] {
        let expected = "a list of expectations such as 'rtat(priority: stat).p95 < 30 min'"
        return (reader.items(expected, allowsSingle: true) ?? []).compactMap { item in
            guard let text = item.text("an expectation such as 'rtat(priority: stat).p95 < 30 min'") else {
                return nil
            }
            do throws(TextProblem) {
                let place = item.node.place
                return try MeasureExpectation(
                    text: text, in: scenario, line: place.file == file ? place.line : 0)
            } catch {
                item.problems.error(error, path: item.path, in: item)
                return nil
            }
        }
    }
}
