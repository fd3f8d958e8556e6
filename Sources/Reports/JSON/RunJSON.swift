import Experiments
import SimulationKernel
import Teleradiology

/// The result of an experiment for programs: schema `telerad.run/1`.
public enum RunJSON {
    /// The whole report.
    public static func value(_ result: ExperimentResult) -> JSONValue {
        .object([("schema", .string("telerad.run/1")), ("version", .string(teleradVersion))] + body(result))
    }

    /// The report without its schema, as it stands inside a comparison.
    static func body(_ result: ExperimentResult) -> [(String, JSONValue)] {
        let scenario = result.scenario
        let conservation = result.conservation
        return [
            ("scenario", description(of: scenario)),
            ("expectations", expectations(result)), ("precision", precision(result)),
            ("rtat_times_s", CurveJSON.turnaroundTimes),
            ("all", group(result, .all)),
            (
                "modalities",
                .array(
                    result.modalities.map { modality in
                        .object(
                            [("modality", .string(modality.name))] + entries(result, .modality(modality)) + [
                                ("priorities", priorities(result) { .modalityAndPriority(modality, $0) })
                            ])
                    })
            ),
            ("priorities", priorities(result) { .priority($0) }),
            ("findings", findings(result)), ("resources", .array(result.resources.map(resource))),
            (
                "readers",
                .array(
                    result.readerTimes.map { time in
                        .object(
                            [("group", .string(time.group))]
                                + ReaderTimeText.parts.map {
                                    ("\($0.key)_h_per_day", estimate(time.hoursPerDay($0.part)))
                                })
                    })
            ),
            (
                "providers",
                .array(
                    result.providers.map { provider in
                        .object([
                            ("provider", .string(provider.provider)), ("reads", estimate(provider.reads)),
                            ("in_time_share", estimate(provider.inTime)),
                            (
                                "penalties",
                                .array(
                                    provider.penaltiesPerMonth.map {
                                        .object([
                                            ("currency", .string($0.currency)),
                                            ("per_month", estimate($0.amount)),
                                        ])
                                    })
                            ),
                        ])
                    })
            ),
            (
                "costs",
                .array(
                    result.costs.map { cost in
                        .object([
                            ("element", cost.element.map { .string($0) } ?? .null),
                            ("currency", .string(cost.currency)), ("per_month", estimate(cost.perMonth)),
                            ("per_study", estimate(cost.perStudy)),
                        ])
                    })
            ),
            (
                "hubs",
                .array(
                    result.hubs.map { hub in
                        .object([
                            ("technology", .string(hub.technology.rawValue)),
                            ("received", estimate(hub.received)), ("served", estimate(hub.served)),
                        ])
                    })
            ),
            ("backlog", CurveJSON.backlog(result)), ("week", CurveJSON.week(result)),
            (
                "conservation",
                .object([
                    ("created", .integer(conservation.created)),
                    ("reported", .integer(conservation.reported)),
                    ("in_system", .object(conservation.inSystem.map { ($0.stage, .integer($0.count)) })),
                ])
            ),
            (
                "bytes_on_the_wire",
                .object([
                    ("received", estimate(result.bytesReceived)),
                    ("sent_again", estimate(result.bytesSentAgain)),
                ])
            ),
            ("events", .integer(Int(clamping: result.events))),
            ("fingerprint", .string(hexadecimal(result.fingerprint))),
            ("demand_fingerprint", .string(hexadecimal(result.demandFingerprint))),
        ] + ReportingJSON.entries(result)
    }

    /// What was run, in short.
    static func description(of scenario: Scenario) -> JSONValue {
        .object([
            ("title", .string(scenario.title)), ("description", .string(scenario.description)),
            ("delivery", .string(scenario.delivery.rawValue)), ("start", .string(scenario.start.text)),
            ("time_zone", .string(scenario.timeZone)), ("length_s", .number(scenario.length.seconds)),
            ("warm_up_s", .number(scenario.warmUp.seconds)), ("ending", .string(scenario.ending.rawValue)),
            ("replications", .integer(scenario.replications)), ("seed", .string("\(scenario.seed)")),
            ("hash", .string(hexadecimal(ExperimentDesign(name: "", scenario: scenario).fingerprint))),
        ])
    }

    private static func priorities(_ result: ExperimentResult, _ group: (Int) -> StudyGroup) -> JSONValue {
        .array(
            result.scenario.priorities.indices.filter { result.has(group($0)) }.map { index in
                let priority = result.scenario.priorities[index]
                return .object(
                    [
                        ("priority", .string(priority.name)),
                        ("target_s", priority.target.map { .number($0.seconds) } ?? .null),
                    ] + entries(result, group(index)))
            })
    }

    /// The studies that triage looked at, by what it found; empty without triage.
    private static func findings(_ result: ExperimentResult) -> JSONValue {
        .array(
            TriagedStudies.allCases.filter { result.has(.triaged($0)) }.map { studies in
                .object([("finding", .string(studies.name))] + entries(result, .triaged(studies)))
            })
    }

    private static func group(_ result: ExperimentResult, _ group: StudyGroup) -> JSONValue {
        .object(entries(result, group))
    }

    private static func entries(_ result: ExperimentResult, _ group: StudyGroup) -> [(String, JSONValue)] {
        [
            ("reported", estimate(result.reported(group))),
            ("throughput_per_day", estimate(result.throughput(group))),
            ("within_target_share", estimate(result.withinTarget(group))),
            ("rtat_within_share", CurveJSON.turnaround(result, group)),
            (
                "transfer_parts_s",
                .object(TransferPart.allCases.map { ($0.name, estimate(result.transferPart($0, group))) })
            ),
            (
                "wait_parts_s",
                .object(WaitPart.allCases.map { ($0.name, estimate(result.waitPart($0, group))) })
            ),
            ("interrupted_s", estimate(result.interrupted(group))),
            ("interruptions", estimate(result.interruptions(group))),
        ]
            + result.shownIntervals(of: group).map { interval in
                (
                    "\(interval.name)_s",
                    .object(
                        Statistic.allCases.map { statistic in
                            (statistic.rawValue, estimate(result.interval(interval, statistic, group)))
                        })
                )
            }
    }

    private static func resource(_ resource: ResourceEstimate) -> JSONValue {
        .object([
            ("kind", .string(resource.kind.rawValue)), ("name", .string(resource.name)),
            ("utilisation_share", estimate(resource.utilisation)), ("capacity", estimate(resource.capacity)),
            ("mean_queue", estimate(resource.meanQueue)), ("maximum_queue", .integer(resource.maximumQueue)),
            ("availability_share", estimate(resource.availability)),
        ])
    }

    /// An estimate as an object of value, half-width and replications; null without one.
    static func estimate(_ estimate: Estimate?) -> JSONValue {
        guard let estimate else { return .null }
        return .object([
            ("value", .number(estimate.value)),
            ("half_width", estimate.halfWidth.map { .number($0) } ?? .null),
            ("replications", .integer(estimate.replications)),
        ])
    }

    static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension LocalDateTime {
    /// ISO 8601 without an offset.
    var text: String {
        func padded(_ value: Int, _ width: Int = 2) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return
            "\(padded(year, 4))-\(padded(month))-\(padded(day))T\(padded(hour)):\(padded(minute)):\(padded(second))"
    }
}
