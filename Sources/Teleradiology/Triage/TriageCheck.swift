/// The checks of triage and pre-emption that a scenario made by a program must pass.
enum TriageCheck {
    /// Throws for the first value that makes no sense.
    static func check(_ scenario: Scenario) throws(ModelError) {
        func require(_ condition: Bool, _ message: @autoclosure () -> String) throws(ModelError) {
            if !condition { throw ModelError(.invalidScenario, message()) }
        }
        let classes = scenario.priorities.indices
        try require(
            scenario.preemption.classes.allSatisfy { classes.contains($0) },
            "pre-emption: there is no such class")
        try require(scenario.triage.count <= 1000, "there can be 1000 triage programs at most")
        for (index, plan) in scenario.triage.enumerated() {
            let place = "triage \(plan.name)"
            try require(plan.servers > 0, "\(place): there must be a server")
            if let problem = plan.seconds.problem {
                throw ModelError(.invalidScenario, "\(place): \(problem)")
            }
            try require(
                (0...1).contains(plan.sensitivity) && (0...1).contains(plan.specificity)
                    && plan.prevalence.isValid,
                "\(place): sensitivity, specificity and prevalence are shares")
            try require(
                plan.diseasedReading > 0 && plan.diseasedReading <= 1000,
                "\(place): a diseased study takes a positive number of times as long")
            try require(
                plan.effect.destination.map { classes.contains($0) } ?? true,
                "\(place): it moves studies to a class that there is not")
            try require(
                (plan.priorities ?? []).allSatisfy { classes.contains($0) }
                    && (plan.sites ?? []).allSatisfy { scenario.sites.indices.contains($0) },
                "\(place): it looks at studies of a class or site that there is not")
            for other in scenario.triage[..<index] {
                try require(other.name != plan.name, "triage names must differ")
                try require(!other.overlaps(plan), "\(place) and \(other.name) look at the same studies")
            }
        }
    }
}
