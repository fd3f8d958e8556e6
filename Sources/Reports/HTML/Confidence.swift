import Experiments

/// How sure replications make us that the mean of a figure lies on the side of a threshold on which it was found: one minus
/// the one-sided probability of Student's t.
enum Confidence {
    /// The confidence, between a half and one; nil with fewer than two replications. Where every replication had the same
    /// value it is 1.
    static func ofSide(_ values: [Double?], of threshold: Double) -> Double? {
        let known = values.compactMap(\.self)
        guard known.count > 1 else { return nil }
        let mean = known.reduce(0, +) / Double(known.count)
        let squares = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let error = (squares / Double(known.count - 1) / Double(known.count)).squareRoot()
        guard error > 0 else { return 1 }
        return 1 - StudentT.upperTail(abs(mean - threshold) / error, degrees: Double(known.count - 1))
    }

    /// `97.3 %`, or `more than 99.9 %`.
    static func text(_ confidence: Double) -> String {
        if confidence > 0.999 { return "more than 99.9 %" }
        return "\(Figure.fixed(confidence * 100, confidence > 0.99 ? 1 : 0)) %"
    }
}
