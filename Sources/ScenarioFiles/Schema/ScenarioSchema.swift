import Teleradiology

/// The form of scenario files, as editors know it: every key with what it is for, what it may hold, and its default.
package enum ScenarioSchema {
    /// What is described once and used in several places.
    package static let definitions: [(name: String, rule: SchemaRule, description: String)] = [
        ("scenario", scenario, "A scenario of telerad."),
        ("site", site, "A place that makes studies."),
        ("stream", stream, "Studies of one kind that a site makes."),
        ("arrivals", arrivals, "When studies come."),
        ("scanners", scanners, "The scanners of one modality."),
        ("technology", technology, "A hub, and how studies are sent to it."),
        ("readers", readers, "A group of readers."),
        ("provider", provider, "Whom readers work for, and what they promise."),
        ("worklist", worklist, "The order of work, and how studies find a reader."),
        ("triage", triage, "A program that looks at studies before they are read."),
        ("reports", reports, "How reports come about."),
        ("event", event, "What is another way from some date on."),
        ("duration", .duration, "A span of time."),
        ("span", .distribution(.named("duration")), "A span of time, or a distribution of spans."),
        ("size", .distribution(.bytes), "A size, or a distribution of sizes."),
        ("amount", .distribution(.number(0...1e12)), "A number, or a distribution of numbers."),
        ("outages", outages, "When it is out of service."),
        ("studies", studies, "Which studies it is about."),
        ("shift", shift, "Hours of some days."),
        ("profile", profile, "The shape of a week."),
        ("per_read", perRead, "What a report costs."),
    ]

    static let span = SchemaRule.named("span")
    static let duration = SchemaRule.named("duration")
    static let modality = SchemaRule.any([
        .words(Modality.allCases.map(\.name)),
        .words(
            Modality.allCases.flatMap { $0.dicomCodes + $0.dicomCodes.map { $0.lowercased() } }.filter {
                code in
                !Modality.allCases.contains { $0.name == code }
            }),
    ])
    static let application = SchemaRule.words(Application.allCases.map(\.name))

    static func byModality(_ rule: SchemaRule) -> SchemaRule { .byName(rule) }

    private static let scenario = SchemaRule.map([
        .may(
            "extends", .oneOrMore(.text),
            "Scenario files that this one is laid over, relative to it. Maps are merged key by key, lists by the names of their items."
        ),
        .may("title", .text, "The title of reports.", default: "Untitled scenario"),
        .may("description", .text, "A sentence or two for the reader of a report."),
        .needs("start", .dateTime, "The local date and time at which simulated time starts."),
        .may("time_zone", .text, "The IANA time zone of the start, such as Europe/Berlin.", default: "UTC"),
        .needs("length", duration, "How long demand is generated and figures are observed."),
        .may("warm_up", duration, "What is left out of every figure while the system fills.", default: "0 s"),
        .may(
            "ending", .words(RunEnding.allCases.map(\.rawValue)),
            "Whether the run stops when the length is over, or finishes what is on its way; by default it finishes replays and stops else."
        ),
        .may(
            "replications", .integer(1...1_000_000), "How many independent repetitions there are.",
            default: "20"),
        .may(
            "seed", .integer(0...Int.max), "The seed of all randomness; the same gives the same bytes.",
            default: "1"),
        .may(
            "priorities",
            .list(
                .map([
                    .needs("name", .text, "The name of the class."),
                    .may(
                        "target", duration,
                        "Within which time a report is to be there, from imaging complete."),
                ]), least: 1), "The priority classes, highest first.", default: "[ { name: routine } ]"),
        .needs("sites", .list(.named("site"), least: 1), "The places that make studies."),
        .needs(
            "delivery", .words(DeliveryTechnology.allCases.map(\.rawValue)),
            "The technology that delivers studies."),
        .needs(
            "technologies",
            .map([
                .adds("cloud", .named("technology"), "A hub in the cloud."),
                .adds("on-premise", .named("technology"), "A hub of one's own."),
                .adds("hybrid", hybrid, "What joins the two."),
            ]), "What each technology is like."),
        .needs("readers", .list(.named("readers"), least: 1), "Who reads."),
        .adds("providers", .list(.named("provider")), "Whom the readers work for."),
        .may("worklist", .named("worklist"), "The order of work, and how studies find a reader."),
        .adds("triage", .oneOrMore(.named("triage")), "Programs that look at studies before they are read."),
        .adds("reports", .named("reports"), "Preliminary and final reports, double reading, review, calls."),
        .adds("events", .list(.named("event")), "What is another way from some date on."),
        .adds(
            "about",
            .map(
                ScenarioAbout.Subject.allCases.map {
                    .may($0.rawValue, .oneOrMore(.text), "What its authors say of it: \($0.rawValue).")
                }), "What only the authors can say, for the report on the model."),
        .adds("rvu", byModality(.number(0...1e6)), "What a report is worth, by modality."),
        .may("base", .text, "What 'compare' calls the file as it stands, beside its variants."),
        .adds(
            "variants", .byName(.map([], others: .anything)),
            "Named overrides, each a map of paths to values, that 'compare' sets side by side."),
        .adds(
            "expect", measures,
            "What is expected of the results, such as rtat(priority: stat).p95 < 30 min."),
        .adds(
            "precision", measures, "How well measures are to be known, such as rtat.p95 5 %."),
    ])

    /// Texts about measures. One with a colon in it that has no quotes is a map to YAML, and text to the readers.
    private static let measures = SchemaRule.any([
        .text, .list(.any([.text, .byName(.anything)]), least: 1),
    ])

    // MARK: What several have

    private static let outages = SchemaRule.oneOrMore(
        .map([
            .may("mtbf", duration, "The mean time between failures."),
            .may("mttr", span, "The time to repair; a bare time is the mean of an exponential one."),
            .may("weekly", .text, "A window that comes back, such as Sun 02:00-04:00."),
            .may("at", .dateTime, "The beginning of a window that comes once."),
            .may("for", duration, "How long that lasts."),
        ]))

    private static let studies = SchemaRule.map([
        .may("modality", .oneOrMore(modality), "Modalities, or 'all'."),
        .may(
            "application", .oneOrMore(.words(Application.allCases.map(\.name) + ["all"])),
            "Applications, or 'all'."),
        .may("priority", .oneOrMore(.text), "Priority classes, or 'all'."),
        .may("site", .oneOrMore(.text), "Sites, or 'all'."),
    ])

    static let shift = SchemaRule.map([
        .needs("days", .days, "Days such as daily, weekdays or Mon-Fri."),
        .needs("hours", .hours, "Local hours, through midnight if need be."),
        .adds(
            "rota",
            .map([
                .needs("every", duration, "After how many weeks it comes back, such as 2 w."),
                .may("week", .date, "A date of a week in which it is; by default that of the start."),
            ]), "In which weeks it is."),
        .may("from", .date, "The first date."), .may("until", .date, "The last date."),
    ])

    static let dayAndHours = SchemaRule.map([
        .may("days", .days, "Days such as daily or Mon-Fri.", default: "daily"),
        .may("hours", .hours, "Local hours."),
    ])

    private static let profile = SchemaRule.any([
        .words(WeeklyProfilePreset.all.map(\.name)), .list(.number(0...1e9), least: 24),
    ])

    static let roundTrip = SchemaRule.any([
        duration,
        .map([
            .may("cloud", duration, "To the cloud and back."),
            .may("on-premise", duration, "To the hub and back."),
        ]),
    ])

    static let background = SchemaRule.any([
        .share,
        .map([
            .needs("share", .share, "The mean share of the line."),
            .may("profile", .named("profile"), "The shape of its week.", default: "flat"),
        ]),
    ])

    private static let perRead = SchemaRule.any([.money(per: [""]), byModality(.money(per: [""]))])
}
