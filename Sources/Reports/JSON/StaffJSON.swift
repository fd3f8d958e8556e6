import Experiments
import Teleradiology

/// A search for a roster for programs: schema `telerad.staff/1`.
public enum StaffJSON {
    /// The whole report: the roster chosen, and every one that was simulated with why it lost.
    public static func value(_ result: StaffingResult) -> JSONValue {
        let question = result.question
        return .object([
            ("schema", .string("telerad.staff/1")), ("version", .string(teleradVersion)),
            ("scenario", RunJSON.description(of: question.scenario)),
            (
                "groups",
                .array(
                    zip(question.groups, result.groups).map { group, facts in
                        .object([
                            ("group", .string(question.scenario.readers[group.index].name)),
                            ("fewest", .integer(group.readers.lowerBound)),
                            ("most", .integer(group.readers.upperBound)),
                            ("hours_per_week", .number(facts.hoursPerWeek)),
                            ("offered_load", .number(facts.offeredLoad)),
                            ("square_root_rule", .integer(facts.squareRootRule)),
                        ])
                    })
            ),
            ("cost_unit", .string(result.currency ?? "hours")), ("confidence", .number(question.confidence)),
            (
                "conditions",
                .array(
                    question.conditions.map { condition in
                        .object([
                            ("condition", .string(condition.expectation.text)),
                            ("unit", .string(condition.expectation.measure.unitName)),
                            ("threshold", .number(condition.expectation.threshold)),
                            ("tolerance", .number(condition.tolerance)),
                        ])
                    })
            ),
            ("roster", result.best.map { roster($0.roster) } ?? .null),
            ("candidates", .array(result.candidates.map(candidate))),
            (
                "not_simulated",
                .object([
                    ("costlier", .integer(result.costlier)), ("fewer_readers", .integer(result.fewerReaders)),
                ])
            ),
        ])
    }

    private static func roster(_ roster: [Int]) -> JSONValue { .array(roster.map { .integer($0) }) }

    private static func candidate(_ candidate: StaffingResult.Candidate) -> JSONValue {
        .object([
            ("roster", roster(candidate.roster)), ("cost", .number(candidate.cost)),
            ("verdict", .string(candidate.verdict.rawValue)),
            ("replications", .integer(candidate.replications)),
            (
                "measures",
                .array(
                    zip(candidate.estimates, candidate.conditions).map { estimate, verdict in
                        .object([
                            ("estimate", RunJSON.estimate(estimate)), ("verdict", .string(verdict.rawValue)),
                        ])
                    })
            ),
        ])
    }
}
