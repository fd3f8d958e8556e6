import Experiments
import Teleradiology

/// What is needed to make a report again, at its foot.
struct Repetition {
    /// The command that makes it.
    let command: String
    /// What else there is to know, in order.
    var facts: [(name: String, value: String)]

    /// The facts that every experiment on a scenario has.
    init(_ command: String, _ scenario: Scenario, more: [(name: String, value: String)] = []) {
        self.command = command
        facts =
            [
                ("Made by", "telerad \(teleradVersion)"), ("Seed", "\(scenario.seed)"),
            ] + more
    }

    /// The facts of a run.
    init(_ command: String, _ result: ExperimentResult) {
        self.init(
            command, result.scenario,
            more: [
                ("Replications", "\(result.replications.count)"), ("Events", "\(result.events)"),
                ("Fingerprint of the events", RunJSON.hexadecimal(result.fingerprint)),
                ("Fingerprint of the studies", RunJSON.hexadecimal(result.demandFingerprint)),
            ])
    }

    /// The section, with what intervals mean.
    func html(intervals: [HTML]) -> HTML {
        .element(
            "footer", ["id": "how"], .element("h2", [:], "How this was made"), .joined(intervals),
            .element(
                "dl", ["class": "facts"],
                facts.map { name, value in
                    .element(
                        "div", [:], .element("dt", [:], HTML(name)), .element("dd", [:], HTML(value)))
                }),
            .p("The same file, seed and version give the same figures. This command makes the report again:"),
            .element("pre", ["tabindex": "0"], .element("code", [:], HTML(command))),
            .p(
                "telerad is a planning tool, not a medical device. Figures are those of a model, not of a service."
            )
        )
    }

    /// What intervals are and how they are made.
    static func intervals(replications: Int) -> HTML {
        guard replications > 1 else {
            return .p(
                """
                There was one replication, so no figure has a confidence interval and nothing above is certain. \
                Run it with --replications 20 to know how far figures can be trusted.
                """)
        }
        return .p(
            """
            a ± b is the mean over \(replications) independent replications and the half-width of its 95 % confidence interval \
            (Student's t). It says how well the simulation knows a figure; how much studies differ is what p50 to p99 say. A \
            figure without ± was the same in every replication. A quantile's interval is that of the replications' quantiles. \
            Bands in charts are such intervals, each on its own.
            """)
    }

    /// What a verdict means.
    static var verdicts: HTML {
        .p(
            """
            Holds and fails: the whole 95 % interval lies on one side of the limit. Undecided: the interval holds the limit. \
            The confidence is one minus the one-sided probability of Student's t that the mean lies on the other side.
            """)
    }
}
