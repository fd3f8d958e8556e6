import Teleradiology

/// One scenario of an experiment, with the name that tells it from the others.
public struct ExperimentDesign: Sendable {
    /// Its name: a variant's, a technology's, or the values of a point of a sweep.
    public let name: String
    /// What is run.
    public let scenario: Scenario

    /// A scenario and its name.
    public init(name: String, scenario: Scenario) {
        self.name = name
        self.scenario = scenario
    }

    /// A hash of everything that the figures of a replication depend on, the same in every process.
    ///
    /// How many replications are made and what is expected of them is left out: results can be kept while their number
    /// grows.
    public var fingerprint: UInt64 { Self.fingerprint(of: scenario) }

    static func fingerprint(of scenario: Scenario) -> UInt64 {
        var run = scenario
        run.replications = 1
        run.expectations = []
        run.precision = []
        run.about = ScenarioAbout()
        return ValueFingerprint.of(run)
    }
}

extension UInt64 {
    /// Sixteen hexadecimal digits.
    var hexadecimal: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
