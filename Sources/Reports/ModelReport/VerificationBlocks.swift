import Experiments
import SimulationKernel

/// What became of queues with known answers, as a table: for a report on a model, or alone.
enum VerificationBlocks {
    static func blocks(_ outcomes: [VerificationOutcome]) -> [ReportDocument.Block] {
        let replications = outcomes.first?.simulated.replications ?? 0
        var table = ReportDocument.Table(
            "Queues with known answers, run by this program",
            ["Queue", "Formula", "Figure", "Exact", "Simulated", "Verdict"])
        for outcome in outcomes {
            let cells = cells(outcome)
            table.rows.append(cells.map { Words($0) })
        }
        return [
            .table(table),
            .paragraph(
                """
                \(replications) replications each at a load of 80 %, mean reading 10 min. ± is the half-width of the 95 % interval. A figure \
                agrees when the interval that is wide enough for all \(outcomes.count) to hold together with 99 % (Bonferroni) holds the exact value.
                """),
        ]
    }

    /// The cells of a row.
    static func cells(_ outcome: VerificationOutcome) -> [String] {
        [
            outcome.queue, outcome.formula, outcome.figure, "\(Figure.fixed(outcome.exact / 60, 3)) min",
            "\(Figure.fixed(outcome.simulated.value / 60, 3)) ± \(Figure.fixed((outcome.simulated.halfWidth ?? 0) / 60, 3)) min",
            outcome.agrees ? "agrees" : "differs",
        ]
    }
}

/// What became of queues with known answers, for people and for programs.
public struct VerificationReport: Sendable {
    private let outcomes: [VerificationOutcome]

    /// A report on outcomes.
    public init(_ outcomes: [VerificationOutcome]) { self.outcomes = outcomes }

    /// A table for people.
    public var text: String {
        var table = TextTable(["Queue", "formula", "figure", "exact", "simulated", "verdict"])
        var previous: String?
        for outcome in outcomes {
            if let previous, previous != outcome.queue { table.addRule() }
            previous = outcome.queue
            table.add(VerificationBlocks.cells(outcome))
        }
        let differing = outcomes.count { !$0.agrees }
        let answer =
            differing == 0
            ? "All \(outcomes.count) figures agree with their closed forms."
            : "\(differing) of \(outcomes.count) figures differ from their closed forms."
        let replications = outcomes.first?.simulated.replications ?? 0
        return """
            \(answer)

            \(table.text)
            \(replications) replications of each queue at a load of 80 %, mean reading 10 min. ± is the half-width of the 95 % interval.
            A figure agrees when the interval that is wide enough for all to hold together with 99 % holds the exact value.

            """
    }

    /// The same for programs.
    public var json: JSONValue {
        .object([
            ("schema", .string("telerad.verify/1")),
            ("agrees", .bool(outcomes.allSatisfy(\.agrees))),
            ("confidence", .number(Verification.confidence)),
            (
                "figures",
                .array(
                    outcomes.map { outcome in
                        .object([
                            ("queue", .string(outcome.queue)), ("formula", .string(outcome.formula)),
                            ("figure", .string(outcome.figure)), ("exact_s", .number(outcome.exact)),
                            ("simulated_s", RunJSON.estimate(outcome.simulated)),
                            ("deciding_half_width_s", .number(outcome.decidingHalfWidth)),
                            ("agrees", .bool(outcome.agrees)),
                        ])
                    })
            ),
        ])
    }
}
