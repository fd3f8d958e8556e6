import ScenarioFiles

/// What is run to see which parameters matter: the file as it stands, each parameter at its lower and at its upper value
/// with the others as they stand, and a Latin hypercube sample of all of them.
public struct SensitivityDesign: Hashable, Sendable {
    /// Why there is no design.
    public enum Problem: Error, Hashable, Sendable {
        /// A parameter has one value only.
        case singleValue(path: String)
        /// Two parameters have the same path.
        case twice(path: String)
    }

    /// A parameter between two values.
    public struct Factor: Hashable, Sendable {
        /// The path that leads to it.
        public let path: String
        /// The lower end of its range, or the first value of its list, as a scenario file has it.
        public let low: String
        /// The upper end of its range, or the last value of its list.
        public let high: String
        let parameter: SweptParameter
    }

    /// The parameters.
    public let factors: [Factor]
    /// The points of the sample: where each parameter is on its way, from 0 up to but not 1.
    let sample: [[Double]]

    /// A design of parameters; with a sample of so many points, which the seed chooses, and none for 0.
    public init(_ parameters: [SweptParameter], samples: Int, seed: UInt64) throws(Problem) {
        var factors: [Factor] = []
        for parameter in parameters {
            if factors.contains(where: { $0.path == parameter.path }) { throw .twice(path: parameter.path) }
            let (low, high): (String, String)
            switch parameter.values {
            case .list(let texts):
                guard let first = texts.first, let last = texts.last, texts.count > 1 else {
                    throw .singleValue(path: parameter.path)
                }
                (low, high) = (first, last)
            case .range(let range): (low, high) = (range.text(range.lower), range.text(range.upper))
            }
            factors.append(Factor(path: parameter.path, low: low, high: high, parameter: parameter))
        }
        self.factors = factors
        sample =
            samples > 0
            ? LatinHypercube.points(samples, coordinates: factors.map(\.path), seed: seed) : []
    }

    /// How many points the sample has.
    public var samples: Int { sample.count }

    /// The assignments of each scenario to run: none for the file as it stands, two for each parameter, then the sample.
    public var assignments: [[String]] {
        [[]] + factors.flatMap { [["\($0.path)=\($0.low)"], ["\($0.path)=\($0.high)"]] }
            + sample.map { point in
                zip(factors, point).map { "\($0.path)=\($0.parameter.text(at: $1))" }
            }
    }

    /// A number that rises with the value of a parameter at a point of the sample: of a list the place in it.
    func value(of factor: Int, at point: Int) -> Double {
        let share = sample[point][factor]
        switch factors[factor].parameter.values {
        case .list(let texts): return Double(min(texts.count - 1, Int(share * Double(texts.count))))
        case .range(let range): return range.value(at: share)
        }
    }
}
