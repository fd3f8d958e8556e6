import Teleradiology

extension ScenarioSchema {
    static let technology = SchemaRule.map([
        .needs(
            "protocol",
            .choice([
                .may("c_store", cStore, "DICOM C-STORE."), .may("stow", stow, "DICOMweb STOW-RS."),
            ]), "How studies are sent."),
        .adds(
            "line",
            .map([
                .needs("bandwidth", .bandwidth, "What it carries."),
                .adds("outages", .named("outages"), "When it is cut."),
                .adds("background", background, "What other traffic takes of it."),
            ]), "A line that all sites and readers share; without one the hub has room for all."),
        .needs("ingest", ingest, "How studies are stored at the hub."),
        .adds("outages", .named("outages"), "When the hub is out of service."),
        .adds("maintenance", .named("outages"), "When it is maintained."),
        .may(
            "retrieval",
            .any([
                .words(RetrievalMode.allCases.map(\.rawValue)),
                .map([.needs("prefetch", .integer(1...100), "How many studies ahead.")]),
            ]), "How images reach readers.", default: "download"),
        .may("retry", retry, "When a broken transfer is tried again."),
        .adds("price", price, "What is paid by use."),
        .adds(
            "cost",
            .map(
                [
                    .may("capital", .money(per: [""]), "What is bought."),
                    .may("depreciation", duration, "Over which time."),
                ], others: .money(per: ["/month", "/y", "/d"])),
            "What is paid by time; other keys are names of one's own."),
        .may(
            "tcp",
            .map([
                .may("window", .bytes, "The receive window.", default: "4 MiB"),
                .may(
                    "congestion", .words(CongestionControl.allCases.map(\.rawValue)), "Congestion control.",
                    default: "cubic"),
            ]), "The TCP stack of senders and hub."),
        .adds(
            "compression",
            .map([
                .needs(
                    "ratio", .any([.words(["preset"]), byModality(.number(1...1000))]),
                    "How many times smaller it makes images."),
                .may("codec", .speed, "How fast it is; by default without limit."),
            ]), "Lossless compression before sending."),
        .may("encryption", .share, "The share of bytes that encryption adds.", default: "0 %"),
        .adds(
            "vpn",
            .map([
                .needs("overhead", .share, "The share of bytes that the tunnel adds."),
                .may("delay", duration, "What it adds to a round trip.", default: "0 s"),
            ]), "A tunnel."),
    ])

    private static let receiver = SchemaRule.any([
        duration,
        .map([
            .may("per_instance", duration, "For each instance.", default: "0 s"),
            .may("per_megabyte", duration, "For each megabyte.", default: "0 s"),
        ]),
    ])

    private static let cStore = SchemaRule.map([
        .may("associations", .integer(1...1000), "Parallel associations.", default: "1"),
        .may("asynchronous", .integer(1...65_535), "Instances on their way at once in each.", default: "1"),
        .may("receiver", receiver, "What the receiver needs for each instance.", default: "1.5 ms"),
        .may("no_delay", .flag, "Whether Nagle's algorithm is off.", default: "true"),
        .may("tls", .flag, "Whether it is encrypted by TLS.", default: "false"),
    ])

    private static let stow = SchemaRule.map([
        .may("instances_per_request", .integer(1...1_000_000), "Instances in a request.", default: "50"),
        .may("bucket", .bytes, "Bytes in a request, instead."),
        .may("parallel", .integer(1...1000), "Parallel requests.", default: "1"),
        .may("parallel_requests", .integer(1...1000), "The same, by its older name."),
        .may(
            "connections", .words(STOW.Connections.allCases.map(\.rawValue)), "Whether connections are kept.",
            default: "persistent"),
        .may("tls", .flag, "Whether it is encrypted by TLS.", default: "true"),
        .may("receiver", receiver, "What the receiver needs for each instance.", default: "0 s"),
    ])

    private static let ingest = SchemaRule.map([
        .needs(
            "workers",
            .any([
                .integer(1...100_000),
                .map([
                    .needs("min", .integer(1...100_000), "At least."),
                    .needs("max", .integer(1...100_000), "At most."),
                ]),
            ]), "How many studies are stored at once."),
        .may("scale_up", duration, "How long a further worker takes to come.", default: "0 s"),
        .may("scale_down", duration, "How long it stays without work."),
        .may("target", .share, "The load at which another one comes.", default: "100 %"),
        .may("per_study", duration, "The work for a study.", default: "0 s"),
        .may("per_instance", duration, "The work for an instance.", default: "0 s"),
        .adds("outages", .named("outages"), "When it is out of service."),
    ])

    private static let retry = SchemaRule.map([
        .may("every", duration, "A fixed pause, or"),
        .may("first", duration, "the first of growing ones,", default: "30 s"),
        .may("factor", .number(1...1000), "by which factor they grow,", default: "2"),
        .may("most", duration, "and the longest.", default: "15 min"),
        .may("jitter", .share, "How far a pause may differ.", default: "10 %"),
        .may(
            "attempts", .integer(1...1_000_000),
            "After how many a transfer is a dead letter; by default never."),
        .may("dead_letter", duration, "How long that lies.", default: "8 h"),
    ])

    private static let price = SchemaRule.map([
        .may("ingress", .money(per: ["/GB", "/TB"]), "What comes in."),
        .may("egress", .money(per: ["/GB", "/TB"]), "What goes out."),
        .may("storage", .money(per: ["/GB/month", "/TB/month"]), "What is kept."),
        .adds(
            "archive",
            .map([
                .needs("after", duration, "From which age."),
                .needs("storage", .money(per: ["/GB/month", "/TB/month"]), "What is kept there."),
            ]), "Cheaper storage for what is old."),
        .may("retention", duration, "How long studies are kept."),
        .may("worker", .money(per: ["/h"]), "A worker of the ingest."),
        .may("per_study", .money(per: [""]), "A study."),
    ])

    static let hybrid = SchemaRule.map([
        .needs(
            "cache", .map([.needs("retention", duration, "How long it keeps studies.")]),
            "What the hub keeps."),
        .needs(
            "copy",
            .map([
                .needs("round_trip", duration, "Between hub and cloud."),
                .may("loss", .share, "The share of packets that are lost.", default: "0 %"),
                .adds("limit", .bandwidth, "What copying takes of the line at most."),
            ]), "How studies are copied to the cloud."),
    ])
}
