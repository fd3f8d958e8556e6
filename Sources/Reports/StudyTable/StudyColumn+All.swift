import SimulationKernel
import Teleradiology

extension StudyColumn {
    /// All columns, in the order of files. What they mean is told in `Tables.md`.
    static let all: [StudyColumn] = identity + attributes + milestones + intervals + outcome

    private static let identity: [StudyColumn] = [
        .design,
        .constant("replication", .int32) { Int64($0.replication + 1) },
        .count("study", .int64) { $0.number },
    ]

    private static let attributes: [StudyColumn] = [
        .name("site", { $0.sites.map(\.name) }) { $0.site },
        .name("modality", { _ in Modality.allCases.map(\.name) }) { Int($0.modality.rawValue) },
        .name("application", { _ in Application.allCases.map(\.name) }) { Int($0.application.rawValue) },
        .name("body_region", isNullable: true, { _ in BodyRegion.allCases.map(\.name) }) {
            $0.bodyRegion.map { Int($0.rawValue) }
        },
        .name("priority", { $0.priorities.map(\.name) }) { $0.priority },
        .flag("critical") { study, _ in study.isCritical },
        .count("instances") { $0.instances },
        .count("size_bytes", .int64) { Int($0.bytes.rounded()) },
        .name("technology", isNullable: true, { _ in DeliveryTechnology.allCases.map(\.rawValue) }) { study in
            study.hub.flatMap { DeliveryTechnology.allCases.firstIndex(of: $0) }
        },
        .name("reader_group", isNullable: true, { $0.readers.map(\.name) }) { $0.readerGroup },
    ]

    private static let milestones: [StudyColumn] = [
        .instant("ordered_at", isNullable: false) { $0.created },
        .instant("exam_started_at") { $0.examStarted },
        .instant("imaging_complete_at") { $0.imagingComplete },
        .instant("available_at") { $0.available },
        .instant("triaged_at") { $0.triaged },
        .instant("assigned_at") { $0.assigned },
        .instant("opened_at") { $0.opened },
        .instant("reported_at") { $0.reported },
        .instant("final_report_at") { $0.finalReport },
        .instant("critical_result_told_at") { $0.reporting.communicated },
        .instant("reviewed_at") { $0.reporting.reviewed },
        .instant("addendum_at") { $0.reporting.addendum },
    ]

    private static let intervals: [StudyColumn] =
        [
            .interval("order_to_imaging_s", { $0.created }, { $0.imagingComplete }),
            .interval("transfer_s", { $0.imagingComplete }, { $0.available }),
            .interval("wait_s", { $0.available }, { $0.opened }),
            .interval("read_s", { $0.opened }, { $0.reported }),
            .interval("rtat_s", { $0.imagingComplete }, { $0.reported }),
            .interval("prelim_to_final_s", { $0.reporting.isPreliminary ? $0.reported : nil }, { $0.reporting.final }),
            .interval("order_to_final_s", { $0.created }, { $0.finalReport }),
            .interval("report_to_critical_s", { $0.reported }, { $0.reporting.communicated }),
        ]
        + TransferPart.allCases.map { part in
            .maybeSpan("transfer_\(part.name)_s") { $0.available == nil ? nil : $0.parts[part] }
        } + [
            .interval("wait_triage_s", { $0.available }, { $0.opened == nil ? nil : $0.triaged ?? $0.available }),
            .interval("wait_queue_s", { $0.triaged ?? $0.available }, { $0.taken }),
            .interval("wait_retrieval_s", { $0.taken }, { $0.opened }),
            .span("interrupted_s") { $0.interrupted },
        ]

    private static let outcome: [StudyColumn] = [
        .count("interruptions") { $0.interruptions },
        .flag("within_target") { $1.isWithinTarget($0) },
        .name("finding", isNullable: true, { _ in TriageFinding.allCases.map(\.name) }) {
            $0.finding.map { Int($0.rawValue) }
        },
        .flag("preliminary") { study, _ in study.reported == nil ? nil : study.reporting.isPreliminary },
        .name("correction", isNullable: true, discrepancies) { $0.reporting.correction.map { Int($0.rawValue) } },
        .name("review_finding", isNullable: true, discrepancies) {
            $0.reporting.finding.map { Int($0.rawValue) }
        },
        .count("call_attempts") { $0.reporting.attempts },
        .flag("counted", isNullable: false) { $1.counts($0) },
    ]

    private static let discrepancies: @Sendable (Scenario) -> [String] = { _ in ["minor", "major"] }
}

extension StudyRecord {
    /// When the final report was published: the first report where it is not a preliminary one.
    fileprivate var finalReport: SimulationTime? {
        reporting.final ?? (reporting.isPreliminary ? nil : reported)
    }
}
