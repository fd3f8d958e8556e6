import ScenarioFiles

/// Which values the parameters of a sweep take together.
public struct SweepDesign: Hashable, Sendable {
    /// How points are chosen.
    public enum Method: Hashable, Sendable {
        /// Every value of every parameter with every value of the others.
        case fullFactorial
        /// A sample of so many points (``LatinHypercube``).
        case latinHypercube(points: Int)
    }

    /// Why there is no design.
    public enum Problem: Error, Hashable, Sendable {
        /// A range of this parameter does not say how many values it has.
        case rangeWithoutCount(path: String)
        /// There would be so many points, and no more than `most` are made.
        case tooManyPoints(Int, most: Int)
    }

    /// The most points of a sweep.
    public static let most = 10_000

    /// The parameters.
    public let parameters: [SweptParameter]
    /// How points are chosen.
    public let method: Method
    /// The points: for each a value of every parameter, in their order.
    public let points: [[String]]

    /// A design of parameters; the seed chooses the points of a sample.
    ///
    /// In a full factorial the last parameter changes fastest.
    public init(_ parameters: [SweptParameter], _ method: Method, seed: UInt64) throws(Problem) {
        self.parameters = parameters
        self.method = method
        switch method {
        case .fullFactorial:
            var points: [[String]] = [[]]
            for parameter in parameters {
                guard let texts = parameter.texts else {
                    throw .rangeWithoutCount(path: parameter.path)
                }
                let (count, overflows) = points.count.multipliedReportingOverflow(by: texts.count)
                if overflows || count > Self.most { throw .tooManyPoints(count, most: Self.most) }
                points = points.flatMap { point in texts.map { point + [$0] } }
            }
            self.points = points
        case .latinHypercube(let count):
            if count > Self.most { throw .tooManyPoints(count, most: Self.most) }
            points = LatinHypercube.points(count, coordinates: parameters.map(\.path), seed: seed)
                .map { shares in zip(parameters, shares).map { $0.text(at: $1) } }
        }
    }

    /// A point as assignments of a scenario file: `path=value`.
    public func assignments(_ point: [String]) -> [String] {
        zip(parameters, point).map { "\($0.path)=\($1)" }
    }
}
