import Experiments
import Teleradiology

/// The result of an experiment as a page.
public struct RunPage {
    private let result: ExperimentResult
    private let command: String
    private let replayed: Bool

    /// The page of an experiment.
    ///
    /// - Parameters:
    ///   - command: the command that makes it again.
    ///   - isReplay: whether folders of DICOM files were replayed.
    public init(_ result: ExperimentResult, command: String, isReplay: Bool = false) {
        self.result = result
        self.command = command
        replayed = isReplay
    }

    /// The charts of the page, in its order.
    package var charts: [any Chart] { RunFigures(result).all }

    /// The file.
    public var text: String {
        let answer = RunAnswer(result)
        let tables = RunTables(result: result)
        let figures = RunFigures(result)
        return ReportPage(
            kind: replayed ? "Replay" : "Run", scenario: result.scenario, headline: HTML(answer.headline),
            answer: [answer.html, facts, precision],
            sections: [
                ReportSection(
                    "turnaround", "How soon reports come",
                    [figures.turnaround.grid] + [tables.turnaround]),
                ReportSection(
                    "time", "Where the time goes",
                    figures.time.map(\.figure)
                        + [
                            .element("div", ["class": "tables"], tables.intervals + [tables.waitParts]),
                            tables.transferParts,
                        ]),
                ReportSection("week", "Over the run and the week", figures.week.map(\.figure)),
                ReportSection(
                    "use", "Readers, lines and servers",
                    figures.use.map(\.figure) + [tables.resources, tables.readerTimes, tables.providers]),
                ReportSection("reporting", "How reports came about", tables.reporting),
                ReportSection("cost", "What it costs", figures.cost.map(\.figure) + [tables.costs]),
                ReportSection("network", "The network", figures.network.map(\.figure)),
                ReportSection("checks", "What was checked", [checks, tables.conservation]),
            ],
            repetition: Repetition(command, result).html(
                intervals: [
                    Repetition.intervals(replications: result.replications.count), Repetition.verdicts,
                ])
        ).text
    }

    /// What the service does and costs as a whole.
    private var facts: HTML {
        guard result.has(.all) else { return .nothing }
        let times: [(String, String)] = [
            ("Reports a day", Figure.estimate(result.throughput(.all))),
            ("Mean turnaround", Figure.time(result.interval(.turnaround, .mean, .all))),
            ("95 in 100 reports within", Figure.time(result.interval(.turnaround, .p95, .all))),
        ]
        let costs = result.costCurrencies.map { currency in
            let total = result.costs.first { $0.element == nil && $0.currency == currency }
            return ("Cost a month", "\(Figure.money(total?.perMonth).withThousands) \(currency)")
        }
        return .element(
            "dl", ["class": "facts"],
            (times + costs).map { name, value in
                .element("div", [:], .element("dt", [:], HTML(name)), .element("dd", [:], HTML(value)))
            })
    }

    /// How well was known what replications went on for.
    private var precision: HTML {
        guard !result.precision.isEmpty else { return .nothing }
        return .element(
            "ul", ["class": "note"],
            result.precision.map { outcome in
                let found = Figure.measured(outcome.estimate, outcome.target.measure.unit)
                let state = outcome.isReached ? "reached" : "not reached"
                return .element("li", [:], HTML("Precision \(state): \(outcome.target.text): \(found)"))
            })
    }

    private var checks: HTML {
        .p(
            """
            Every replication was checked, and a run that breaks a law stops: studies created are those reported and those \
            still in the system; Little's law for the worklist and for readers holds exactly; the phases of every transfer and \
            wait add up; bytes sent are those received, sent again or on their way.
            """)
    }
}
