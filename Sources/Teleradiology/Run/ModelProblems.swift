import SimulationKernel

/// What is wrong with a scenario, in the order in which it was found.
///
/// Checks go on after an error, so that a person sees all of them at once.
struct ModelProblems {
    private(set) var errors: [ModelError] = []
    private var known: Set<ModelError> = []
    /// Nobody reads more; a scenario made by a program could have millions.
    private static let most = 1000

    /// Notes an error, once.
    mutating func add(_ reason: ModelError.Reason, _ message: @autoclosure () -> String) {
        guard errors.count < Self.most else { return }
        let error = ModelError(reason, message())
        if known.insert(error).inserted { errors.append(error) }
    }

    /// Notes what is wrong unless a condition holds.
    mutating func require(_ condition: Bool, _ message: @autoclosure () -> String) {
        if !condition { add(.invalidScenario, message()) }
    }

    /// Notes what is wrong with a distribution; `place` says whose it is.
    mutating func require(_ distribution: Distribution?, _ place: @autoclosure () -> String) {
        if let problem = distribution?.problem { add(.invalidScenario, "\(place()): \(problem)") }
    }
}
