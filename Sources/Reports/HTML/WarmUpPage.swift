import Experiments
import SimulationKernel
import Teleradiology

/// How long a scenario takes to settle, as a page.
public struct WarmUpPage {
    private let study: WarmUpStudy
    private let given: Duration
    private let command: String
    private var words: String { study.measure.words(study.scenario.priorities) }

    /// The page of a study; `given` is the warm-up of the scenario file, and `command` makes the page again.
    public init(_ study: WarmUpStudy, given: Duration, command: String) {
        self.study = study
        self.given = given
        self.command = command
    }

    /// The charts of the page, in its order.
    package var charts: [any Chart] { [WarmUpFigure.chart(study, given: given)].compactMap(\.self) }

    /// The file.
    public var text: String {
        let scenario = study.scenario
        return ReportPage(
            kind: "Warm-up", scenario: scenario, headline: HTML(headline), answer: [RunAnswer.list([claim])],
            sections: [ReportSection("curve", "How it settles", charts.map(\.figure) + [note])],
            repetition: Repetition(
                command, scenario,
                more: [
                    ("Replications", "\(scenario.replications)"),
                    ("Studies in each", "\(study.series.count)"),
                ]
            ).html(intervals: [.p(HTML(method))])
        ).text
    }

    private var headline: String {
        guard let truncation = study.truncation else {
            return "Too few studies to tell how long it takes to settle: simulate a longer time."
        }
        guard let recommended = study.recommended else {
            return
                "It does not settle in the time that was simulated: the run is too short, or the system is overloaded."
        }
        return truncation.truncation == 0
            ? "It has settled from the beginning, by \(words.lowercasedFirst): no warm-up is needed."
            : "It has settled after \(recommended), by \(words.lowercasedFirst): write warm_up: \(recommended)."
    }

    /// Whether the warm-up of the file is long enough.
    private var claim: Claim {
        let title = "The file's warm_up of \(given) is long enough"
        guard let truncation = study.truncation, let seconds = study.truncationSeconds else {
            return Claim(
                title: title, verdict: .undecided, value: "",
                finding: "No end of the warm-up was found in the first half of the studies.")
        }
        return Claim(
            title: title, verdict: given.seconds >= seconds ? .holds : .fails, value: "\(given)",
            finding: truncation.truncation == 0
                ? "MSER-5 leaves out nothing."
                : "MSER-5 leaves out the first \(truncation.truncation) of \(study.series.count) studies: "
                    + "\(Duration.seconds(seconds)).")
    }

    private var note: HTML {
        .element(
            "p", ["class": "note"],
            HTML(
                "Look at the curve: a pattern of the day or the week stays in it, and no rule can see what comes after it."
            ))
    }

    private var method: String {
        """
        Replications begin empty, and every study is followed until its report. The curve is Welch's: the mean over \
        replications of the i-th study by completion of imaging, averaged over \(study.window) studies on either side. MSER-5 \
        leaves out what makes the standard error of the mean of the rest smallest.
        """
    }
}
