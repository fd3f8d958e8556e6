/// The checks of triage and pre-emption that a scenario made by a program must pass.
enum TriageCheck {
    /// Notes every value that makes no sense.
    static func check(_ scenario: Scenario, _ problems: inout ModelProblems) {
        let classes = scenario.priorities.indices
        problems.require(
            scenario.preemption.classes.allSatisfy { classes.contains($0) },
            "pre-emption: there is no such class")
        problems.require(scenario.triage.count <= 1000, "there can be 1000 triage programs at most")
        guard scenario.triage.count <= 1000 else { return }
        for (index, plan) in scenario.triage.enumerated() {
            let place = "triage \(plan.name)"
            problems.require(plan.servers > 0, "\(place): there must be a server")
            problems.require(plan.seconds, place)
            problems.require(
                (0...1).contains(plan.sensitivity) && (0...1).contains(plan.specificity)
                    && plan.prevalence.isValid,
                "\(place): sensitivity, specificity and prevalence are shares")
            problems.require(
                plan.diseasedReading > 0 && plan.diseasedReading <= 1000,
                "\(place): a diseased study takes a positive number of times as long")
            problems.require(
                plan.effect.destination.map { classes.contains($0) } ?? true,
                "\(place): it moves studies to a class that there is not")
            problems.require(
                (plan.priorities ?? []).allSatisfy { classes.contains($0) }
                    && (plan.sites ?? []).allSatisfy { scenario.sites.indices.contains($0) },
                "\(place): it looks at studies of a class or site that there is not")
            for other in scenario.triage[..<index] {
                problems.require(other.name != plan.name, "triage names must differ")
                problems.require(!other.overlaps(plan), "\(place) and \(other.name) look at the same studies")
            }
        }
    }
}
