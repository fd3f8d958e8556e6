import Teleradiology

extension ScenarioSchema {
    private static let dated: [SchemaRule.Property] = [
        .may("from", .date, "The first date."), .may("until", .date, "The last date."),
    ]

    static let readers = SchemaRule.map([
        .needs("group", .text, "The name of the group."),
        .needs("count", .integer(0...100_000), "How many they are; in a shift, all of them."),
        .may("time_zone", .text, "Their IANA time zone; by default that of the scenario."),
        .may("shifts", .list(.named("shift"), least: 1), "When they are there; by default always."),
        .adds("breaks", .oneOrMore(.any([.hours, dayAndHours])), "When they pause."),
        .may(
            "reads",
            .map([
                .may(
                    "modalities", .oneOrMore(.any([.words(["all"]), modality])), "Which modalities.",
                    default: "all"),
                .may(
                    "applications", .oneOrMore(.words(Application.allCases.map(\.name) + ["all"])),
                    "Which applications.",
                    default: "all"),
            ]), "What they read."),
        .adds(
            "downlink",
            .map([
                .needs("bandwidth", .bandwidth, "What the line of each carries."),
                .needs("round_trip", roundTrip, "There and back, to every hub or to each."),
                .may("loss", .share, "The share of packets that are lost.", default: "0 %"),
            ]), "The line of each; without one images are there at once."),
        .adds(
            "cost",
            .map([
                .may("per_hour", .money(per: ["", "/h"]), "An hour on shift."),
                .may("per_read", .named("per_read"), "A report."),
                .may("per_rvu", .money(per: [""]), "A relative value unit."),
            ]), "What they cost."),
        .adds(
            "on_call",
            .map([
                .needs("for", .text, "For which class."),
                .needs("after", duration, "After which wait they are called."),
                .needs("response", duration, "How long they take to come."),
            ]), "Who is called for a class that waits."),
        .may(
            "speed", .any([.number(0.01...100), byModality(.number(0.01...100))]), "How fast they read.",
            default: "1"),
        .adds(
            "fatigue",
            .any([
                .words(FatiguePreset.all.map(\.name)),
                .map([
                    .may("shift", .byName(.number(0.1...10)), "Factors by time since the shift began."),
                    .may("day", .byName(.number(0.1...10)), "Factors by time of day."),
                ]),
            ]), "How much longer readings take when they tire."),
        .adds(
            "interruptions",
            .any([
                .words(InterruptionPreset.all.map(\.name)),
                .map([
                    .needs("per_hour", .number(0...1000), "How many an hour of reading; 0 for none."),
                    .needs("lasts", span, "How long each lasts."),
                    .may("resume", duration, "What it takes to go on.", default: "0 s"),
                ]),
            ]), "What calls them away."),
        .may("country", .text, "Where they sit, for rules that ask for it."),
        .may(
            "licences",
            .oneOrMore(.any([.text, .map([.needs("country", .text, "Where it holds.")] + dated)])),
            "Where they are licensed.", default: "all"),
        .may(
            "credentials",
            .any([.text, .list(.any([.text, .map([.needs("site", .text, "Which site.")] + dated)]))]),
            "Which sites they may read for.", default: "all"),
        .adds("travel", .any([duration, .byName(duration)]), "How long they need to the sites."),
    ])

    static let provider = SchemaRule.map([
        .needs("provider", .text, "The name."),
        .may(
            "kind", .words(Provider.Kind.allCases.map(\.rawValue)), "Of the house, or not.",
            default: "in-house"),
        .needs("groups", .oneOrMore(.text), "The reader groups."),
        .may("hours", .list(.named("shift"), least: 1), "When the contract holds.", default: "always"),
        .may("time_zone", .text, "The IANA time zone of the hours; by default that of the scenario."),
        .adds("per_read", .named("per_read"), "What a report costs."),
        .adds("retainer", .money(per: ["/month", "/y"]), "What is paid in any case."),
        .adds(
            "promises",
            .byName(
                .any([
                    duration,
                    .map([
                        .may("target", duration, "Within which time; by default the target of the class."),
                        .adds("penalty", .money(per: [""]), "What a late report costs the provider."),
                    ]),
                ])), "What is promised, by class."),
        .may(
            "clock", .words(PromiseClock.allCases.map(\.rawValue)), "From when promises count.",
            default: "available"),
    ])

    static let worklist = SchemaRule.map([
        .may(
            "order",
            .any([
                .words(WorklistOrder.allCases.map(\.rawValue)),
                .map([
                    .adds(
                        "priority",
                        .map([
                            .needs(
                                "preempt", .oneOrMore(.text), "Which classes interrupt a reading, or 'all'."),
                            .may(
                                "interrupted", .words(Preemption.Return.allCases.map(\.rawValue)),
                                "Where the interrupted study goes.", default: "head"),
                        ]), "By class, where some interrupt the reading of others."),
                    .adds("age", .byName(.number(0...1e9)), "By age, times a weight for each class."),
                ]),
            ]), "Which study comes first.", default: "priority"),
        .adds("max_wait", duration, "Who has waited so long comes first."),
        .may(
            "assign",
            .any([
                .words(["pull"] + PushPolicy.allCases.map(\.rawValue)),
                .map([
                    .may(
                        "push",
                        .any([
                            .words(PushPolicy.allCases.map(\.rawValue)),
                            .byName(.words(PushPolicy.allCases.map(\.rawValue))),
                        ]), "Who is given a study, for all or by class."),
                    .adds("limit", .integer(1...100_000), "How many studies on a reader's list."),
                    .adds(
                        "cherry_picking",
                        .map([.needs("top", .integer(1...1000), "How many they choose among.")]),
                        "Readers choose among the first."),
                    .may(
                        "same_patient", .flag, "Whether a patient's studies go to one reader.",
                        default: "false"),
                    .adds("follow_the_sun", .hours, "Local hours of readers who come first."),
                ]),
            ]), "How studies find a reader.", default: "pull"),
        .may(
            "shift_end", .words(ShiftEnd.allCases.map(\.rawValue)), "What happens to the open study.",
            default: "finish"),
        .adds("spill_over", delayed("Reader groups"), "Groups that may take studies only after a while."),
        .adds("overflow", delayed("A provider"), "A provider who may take studies only after a while."),
    ])

    private static func delayed(_ who: String) -> SchemaRule {
        .oneOrMore(
            .map([
                .needs("to", .oneOrMore(.text), "\(who)."), .needs("after", duration, "After which wait."),
                .may("applies_to", .named("studies"), "Which studies; by default all."),
            ]))
    }

    static let triage = SchemaRule.map([
        .may("name", .text, "A name; by default triage."),
        .may("applies_to", .named("studies"), "Which studies; by default all."),
        .may("servers", .integer(1...10_000), "How many studies it looks at at once.", default: "1"),
        .needs("time", span, "How long it looks."),
        .needs("sensitivity", .share, "The share of diseased studies that it flags."),
        .needs("specificity", .share, "The share of healthy ones that it does not."),
        .needs(
            "prevalence", .any([.share, byModality(.any([.share, .byName(.share)]))]),
            "The share of diseased studies, for all or by modality and application."),
        .may(
            "diseased_reading", .number(0.001...1000), "How many times as long a diseased study is read.",
            default: "1"),
        .needs(
            "effect",
            .any([
                .words(["flag", "reorder", "pre-empt"]),
                .choice([
                    .may("reorder", .text, "To which class."), .may("pre-empt", .text, "To which class."),
                ]),
            ]), "What a positive study does."),
    ])

    private static let laterReading = SchemaRule.any([.factor, span])
    private static let discrepancies = SchemaRule.any([
        .words(DiscrepancyPreset.all.map(\.name)),
        .map([
            .may("minor", .share, "Minor ones.", default: "0 %"),
            .may("major", .share, "Major ones.", default: "0 %"),
        ]),
    ])

    static let reports = SchemaRule.map([
        .adds(
            "preliminary",
            .map([
                .needs("by", .oneOrMore(.text), "Groups whose reports are preliminary."),
                .needs("final_by", .oneOrMore(.text), "Groups who make them final."),
                .may("applies_to", .named("studies"), "Which studies; by default all."),
                .may("reading", laterReading, "How long the final reading takes.", default: "100 %"),
                .may("class", .text, "The class of the final reading."),
                .adds("discrepancies", discrepancies, "How often the two differ."),
            ]), "Preliminary and final reports."),
        .adds(
            "double_reading",
            .map([
                .may("applies_to", .named("studies"), "Which studies; by default all."),
                .may("by", .oneOrMore(.text), "Groups who read second, or 'all'."),
                .may("reading", laterReading, "How long the second reading takes.", default: "100 %"),
                .needs("disagreement", .share, "How often the two disagree."),
                .may(
                    "arbitration",
                    .map([
                        .may("by", .oneOrMore(.text), "Groups who decide, or 'all'."),
                        .may("reading", laterReading, "How long that takes.", default: "100 %"),
                    ]), "Who decides then."),
            ]), "Studies read twice."),
        .adds(
            "peer_review",
            .map([
                .needs("share", .share, "The share of reports."),
                .may("applies_to", .named("studies"), "Of which studies; by default all."),
                .may("by", .oneOrMore(.text), "Groups who review, or 'all'."),
                .may("reading", laterReading, "How long a review takes.", default: "100 %"),
                .adds("discrepancies", discrepancies, "How often it finds something."),
                .may("addendum", span, "How long an addendum takes.", default: "5 min"),
            ]), "Reports that a colleague reviews."),
        .adds(
            "critical_calls",
            .map([
                .needs("attempt", span, "How long an attempt takes."),
                .needs("answered", .share, "The share that is answered."),
                .needs("retry_after", duration, "The pause before the next."),
                .may(
                    "attempts_max", .integer(1...1000),
                    "The most attempts; by default until somebody answers."),
                .may(
                    "by",
                    .any([
                        .words(["reader", "coordinators"]),
                        .map([.needs("coordinators", .integer(1...10_000), "How many there are.")]),
                    ]), "Who calls.", default: "reader"),
                .adds("target", duration, "Within which time it is to be communicated."),
            ]), "Critical results called through."),
    ])
}
