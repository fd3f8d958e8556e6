import SimulationKernel

/// The checks of how studies find a reader that a scenario made by a program must pass.
enum AssignmentCheck {
    /// Notes every value that makes no sense.
    static func check(_ scenario: Scenario, _ problems: inout ModelProblems) {
        let assignment = scenario.assignment
        problems.require(
            assignment.push.isEmpty || assignment.push.count == scenario.priorities.count,
            "there must be a policy for each class")
        problems.require(
            assignment.limit.map { $0 >= 1 && assignment.isPush } ?? true,
            "a limit of readers' lists is for studies that are given to readers, and 1 at least")
        problems.require(
            (1...1000).contains(assignment.cherryPicking)
                && (assignment.cherryPicking == 1 || !assignment.isPush),
            "readers choose among 1 to 1000 studies, where studies are not given to them")
        problems.require(
            !assignment.isPush || scenario.readers.allSatisfy { $0.onCall == nil },
            "readers on call take studies from the worklist: they do not go with studies that are given to readers"
        )
        problems.require(
            scenario.reporting == nil || !assignment.hasLists,
            "reports of several readings go with readers who take studies themselves, and no 'same patient'")
        problems.require(
            assignment.daytime.map {
                (0..<1440).contains($0.startMinute) && (0...1440).contains($0.endMinute)
            }
                ?? true, "the day begins and ends within a day")
        problems.require(
            scenario.relativeValues.values.allSatisfy { $0 >= 0 && $0 <= 1e6 },
            "relative values are not negative, and a million at most")
        let groups = Set(scenario.readers.map(\.name))
        for rule in assignment.delayed {
            problems.require(rule.after >= .zero, "a wait before others may read must not be negative")
            for name in rule.groups.subtracting(groups).sorted() {
                problems.add(.invalidScenario, "there is no reader group \(name) to wait for a study")
            }
            problems.require(
                rule.studies.isKnown(classes: scenario.priorities.indices, sites: scenario.sites.indices),
                "a wait before others may read is for known classes and sites")
        }
    }
}
