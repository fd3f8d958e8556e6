import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology

/// A queue whose answers are known exactly, as a scenario: one site whose studies are available at once, and equal readers
/// who are always there and take 10 minutes on average.
///
/// It is written as a scenario file and read like any other, so that the whole way from file to figures is tested.
struct VerificationCase: Sendable {
    /// A figure with its exact value, in seconds.
    struct Figure: Sendable {
        let name: String
        let exact: Double
        let observed: @Sendable (RunResult) -> Double?
    }

    let name: String
    let formula: String
    let scenario: Scenario
    let figures: [Figure]

    private static let load = 0.8
    private static let service = 600.0
    private static let classes = ["stat", "urgent", "routine"]
    private static let shares = [0.1, 0.3, 0.6]

    private init(
        _ name: String, _ formula: String, readers: Int, order: String = "fifo",
        reading: String = "{ exponential: { mean: 10 min } }", days: Int, _ figures: [Figure]
    ) throws(ScenarioError) {
        self.name = name
        self.formula = formula
        self.figures = figures
        let perDay = Self.load * Double(readers) * 86_400 / Self.service
        scenario = try ScenarioFile(
            text: """
                title: \(name)
                start: 2026-01-05T00:00
                time_zone: UTC
                length: \(days + 30) d
                warm_up: 30 d
                seed: 20260302
                priorities: [ { name: stat }, { name: urgent }, { name: routine } ]
                sites:
                  - name: Source
                    demand:
                      - modality: ct
                        arrivals: { per_day: \(perDay), profile: flat }
                        priority: { stat: 10 %, urgent: 30 %, routine: 60 % }
                        reading: \(reading)
                delivery: cloud
                technologies:
                  cloud:
                    protocol: { stow: { instances_per_request: 50 } }
                    ingest: { workers: 1000, per_study: 0 s, per_instance: 0 s }
                readers: [ { group: Readers, count: \(readers), time_zone: UTC } ]
                worklist: { order: \(order) }
                """, path: "verification.yaml"
        ).scenario()
    }

    /// All cases.
    ///
    /// - Parameter days: how long each is observed; queues of several readers need less for the same certainty.
    static func all(days: Int) throws(ScenarioError) -> [VerificationCase] {
        var cases: [VerificationCase] = []
        for readers in [1, 2, 4] {
            cases.append(
                try VerificationCase(
                    "M/M/\(readers)", "Erlang C", readers: readers, days: days / readers,
                    [
                        wait(
                            "mean wait",
                            QueueingFormula.meanWait(servers: readers, load: load, service: service)),
                        Figure(
                            name: "p95 of the wait",
                            exact: QueueingFormula.waitQuantile(
                                0.95, servers: readers, load: load, service: service)
                        ) { waits($0, nil).quantileSeconds(0.95) },
                    ]))
        }
        for (reading, what, squared) in [
            ("10 min", "constant", 0.0), ("{ gamma: { shape: 2, scale: 5 min } }", "gamma", 0.5),
            ("{ lognormal: { mean: 10 min, sd: 14.142135624 min } }", "log-normal", 2),
        ] {
            cases.append(
                try VerificationCase(
                    "M/G/1, \(what) reading, c² = \(squared)", "Pollaczek–Khinchine", readers: 1,
                    reading: reading,
                    days: days,
                    [
                        wait(
                            "mean wait",
                            QueueingFormula.meanWait(load: load, service: service, squaredVariation: squared))
                    ]
                ))
        }
        for readers in [1, 4] {
            let exact = QueueingFormula.priorityWaits(
                servers: readers, load: load, service: service, shares: shares)
            cases.append(
                try VerificationCase(
                    "M/M/\(readers) with priorities", "Cobham", readers: readers, order: "priority",
                    days: days / readers,
                    exact.enumerated().map { wait("mean wait, \(classes[$0])", $1, of: $0) }))
        }
        let delays = QueueingFormula.preemptiveDelays(
            servers: 1, load: load, service: service, shares: shares)
        cases.append(
            try VerificationCase(
                "M/M/1, pre-emptive resume", "Gross et al., 3.4", readers: 1,
                order: "{ priority: { preempt: all } }", days: days,
                delays.enumerated().map { index, exact in
                    Figure(name: "mean delay, \(classes[index])", exact: exact) { result in
                        waits(result, index).meanSeconds.map { wait in
                            wait + (result.merged { $1 == index }.meanInterruptedSeconds ?? 0)
                        }
                    }
                }))
        return cases
    }

    private static func wait(_ name: String, _ exact: Double, of priority: Int? = nil) -> Figure {
        Figure(name: name, exact: exact) { waits($0, priority).meanSeconds }
    }

    private static func waits(_ result: RunResult, _ priority: Int?) -> DistributionTally {
        result.merged { priority == nil || $1 == priority }.intervals[Int(Interval.wait.rawValue)]
    }
}

/// The natural logarithm.
func naturalLogarithm(_ value: Double) -> Double { log(value) }
