import Teleradiology

extension ScenarioSchema {
    static let site = SchemaRule.map([
        .needs("name", .text, "The name of the site."),
        .may("kind", .words(SiteKind.allCases.map(\.rawValue)), "The kind of site.", default: "other"),
        .adds("country", .text, "The ISO 3166 code of its country: whose licence readers need."),
        .may("region", .text, "The part of the country whose licence is asked for, such as US-NY."),
        .may(
            "licence_rule",
            .any([
                .words(["site", "site-and-reader", "reader", "preset"]),
                .map([.needs("reach", duration, "Within which time readers can be there.")]),
            ]), "Which licences a reader of its studies needs.", default: "site"),
        .may("time_zone", .text, "Its IANA time zone; by default that of the country, or of the scenario."),
        .adds(
            "uplink",
            .map([
                .needs("bandwidth", .bandwidth, "What the line carries in each direction."),
                .needs("round_trip", roundTrip, "There and back, to every hub or to each."),
                .may("loss", .share, "The share of packets that are lost.", default: "0 %"),
                .adds("outages", .named("outages"), "When the line is cut."),
                .adds("background", background, "What other traffic takes of it."),
            ]), "Its line; without one, studies are at the hub at once."),
        .adds("gateway", gateway, "How many studies leave at once, and which; without one all do."),
        .adds(
            "forwarding",
            .any([
                .words(Forwarding.Level.allCases.map(\.rawValue)),
                .map([
                    .needs(
                        "level", .words(Forwarding.Level.allCases.map(\.rawValue)), "What is sent as one."),
                    .may("silence", duration, "How long without an image means complete.", default: "1 min"),
                    .adds("force", duration, "After which time a study is sent all the same."),
                    .may(
                        "images_from", .share, "Which part of the exam is over before the first image.",
                        default: "0 %"),
                ]),
            ]), "When the gateway takes a study as complete."),
        .adds(
            "scanners", byModality(.named("scanners")),
            "Scanners by modality; without them exams come complete."),
        .adds("pools", .byName(pool), "Rooms and people whom procedures take, by name."),
        .adds(
            "procedures", .byName(.list(step, least: 1)),
            "Exams that take more than a scanner, by name, each step by step; the last step is the exam."),
        .needs("demand", .list(.named("stream")), "The studies that it makes."),
    ])

    private static let pool = SchemaRule.any([
        .integer(0...1_000_000),
        .map([
            .needs("count", .integer(0...1_000_000), "How many there are at other hours."),
            .adds(
                "hours",
                .oneOrMore(
                    .map([
                        .may("days", .days, "On which days.", default: "daily"),
                        .needs("hours", .hours, "Local hours."),
                        .needs("count", .integer(0...1_000_000), "How many there are then."),
                    ])), "Another number of them at some hours."),
        ]),
    ])

    private static let step = SchemaRule.map([
        .may(
            "take",
            .oneOrMore(
                .any([
                    .text,
                    .map(
                        [
                            .may(
                                "one_of", .list(.text, least: 1), "Pools of which the shorter queue is taken."
                            )
                        ],
                        others: .integer(1...1_000_000)),
                ])), "What it takes and holds, in this order: a pool, or how many of one."),
        .needs("time", span, "How long it lasts once it has everything."),
    ])

    private static let gateway = SchemaRule.map([
        .needs("concurrency", .integer(1...10_000), "How many studies are sent at once."),
        .may("order", .words(WorklistOrder.simple.map(\.rawValue)), "Which goes first.", default: "priority"),
        .adds("capacity", .integer(1...100_000_000), "How many studies it holds."),
        .adds(
            "windows", .byName(.any([.hours, .list(dayAndHours, least: 1)])), "When a class may be sent."),
        .adds(
            "shaping",
            .oneOrMore(
                .map([
                    .may("days", .days, "On which days.", default: "daily"),
                    .may("hours", .hours, "In which hours.", default: "00:00-24:00"),
                    .needs("limit", .bandwidth, "What it sends at most."),
                ])), "Limits in some hours."),
    ])

    static let scanners = SchemaRule.map([
        .needs("count", .integer(1...10_000), "How many there are."),
        .needs("exam", span, "How long an exam takes."),
        .adds("exam_by_region", .byName(span), "How long it takes, by body region."),
        .may("hours", .any([.hours, .oneOrMore(dayAndHours)]), "When they are open; by default always."),
        .adds("breakdowns", .named("outages"), "When they are broken or maintained."),
    ])

    static let stream = SchemaRule.map([
        .may("name", .text, "A name of its own; by default that of the modality."),
        .may("modality", modality, "The modality; needed unless a replay or a trace says it."),
        .may("arrivals", .named("arrivals"), "When studies come; needed unless they are replayed."),
        .may(
            "priority", .any([.text, .byName(.share)]),
            "The share of each class, or one class for all; by default the lowest."),
        .may(
            "application", .any([application, .byName(.share)]), "The share of each subspecialty.",
            default: "{ other: 100 % }"),
        .may(
            "size",
            .map([
                .may(
                    "instances", .named("amount"),
                    "DICOM instances of a study; by default a preset by modality."),
                .may("bytes", .named("size"), "Bytes of a study; by default a preset by modality."),
                .may("series", .named("amount"), "Series of a study."),
            ]), "How large studies are."),
        .may("reading", span, "How long a reading takes; by default a preset by modality and application."),
        .adds("reading_by_region", .byName(span), "How long it takes, by body region."),
        .adds("body_region", .any([.text, .byName(.share)]), "The share of each body region."),
        .adds(
            "critical", .any([.share, .words(CriticalFindingPreset.all.map(\.name))]),
            "The share with a critical finding."),
        .adds(
            "priors",
            .map([
                .needs("share", .share, "The share of studies that have any."),
                .may("studies", .integer(1...100), "How many there are.", default: "1"),
                .may("cached", .share, "The share that is at the reader already.", default: "0 %"),
            ]), "Earlier studies that readers get too."),
        .adds(
            "studies_per_patient", .any([.integer(1...100), .byName(.share)]),
            "How many studies a patient has, or the share of each number."),
        .adds(
            "surge",
            .oneOrMore(
                .map([
                    .needs("at", .dateTime, "When it begins."), .needs("for", duration, "How long it lasts."),
                    .needs("factor", .factor, "What the volume is multiplied with."),
                ])), "More or fewer studies for a while."),
        .adds("growth", .growth, "What a year adds."),
        .adds("procedure", .text, "The site's procedure that its patients go through, instead of scanners."),
        .adds(
            "replay", .text, "A folder or archive of DICOM files whose studies come at their recorded times."),
        .may("repeat", .words(["never", "weekly"]), "Whether a replay comes again.", default: "never"),
        .may(
            "broken", .words(BrokenFilePolicy.allCases.map(\.rawValue)),
            "What happens when it holds a broken file.",
            default: "refuse"),
    ])

    static let arrivals = SchemaRule.map([
        .may("per_day", .number(0...1e7), "The mean number of studies a day (Poisson)."),
        .may("profile", .named("profile"), "The shape of the week.", default: "flat"),
        .adds("interarrival", span, "The time from one study to the next."),
        .adds(
            "schedule",
            .oneOrMore(
                .map([
                    .may("days", .days, "On which days.", default: "daily"),
                    .may("at", .oneOrMore(.timeOfDay), "At which times."),
                    .may("hours", .hours, "Or from when to when,"),
                    .may("every", duration, "one after each such time."),
                    .may("no_show", .share, "The share that does not come.", default: "0 %"),
                    .adds("lateness", span, "How much too late they come."),
                ])), "Appointments."),
        .adds("trace", .text, "A CSV file: a department's log."),
    ])

    static let event = SchemaRule.map([
        .needs("at", .dateTime, "When."),
        .may("opens", .text, "A site that opens."), .may("closes", .text, "A site that closes."),
        .may("site", .text, "A site whose volume changes."), .may("stream", .text, "Only this stream of it."),
        .may("volume", .factor, "What its volume is multiplied with."),
        .may("readers", .text, "A reader group whose size changes."),
        .may("count", .integer(0...100_000), "How many they are then."),
        .may("joins", .text, "A provider that joins."), .may("leaves", .text, "A provider that leaves."),
        .may("merge", .list(.text, least: 1), "Providers that become one."),
    ])
}
