import SimulationKernel
import Teleradiology

extension StudyColumn {
    /// All columns, in the order of files. What they mean is told in `Tables.md`.
    static let all: [StudyColumn] = identity + attributes + milestones + intervals + outcome

    private static let identity: [StudyColumn] = [
        .design,
        .constant("replication", .int32) { Int64($0.replication + 1) },
        .count("study", .int64) { $0.pointee.number },
    ]

    private static let attributes: [StudyColumn] = [
        .name("site", { $0.sites.map(\.name) }) { $0.pointee.site },
        .name("modality", { _ in Modality.allCases.map(\.name) }) { Int($0.pointee.modality.rawValue) },
        .name("application", { _ in Application.allCases.map(\.name) }) {
            Int($0.pointee.application.rawValue)
        },
        .name("body_region", isNullable: true, { _ in BodyRegion.allCases.map(\.name) }) {
            $0.pointee.bodyRegion.map { Int($0.rawValue) }
        },
        .name("priority", { $0.priorities.map(\.name) }) { $0.pointee.priority },
        .flag("critical") { study, _ in study.pointee.isCritical },
        .count("instances") { $0.pointee.instances },
        .count("size_bytes", .int64) { Int($0.pointee.bytes.rounded()) },
        .name("technology", isNullable: true, { _ in DeliveryTechnology.allCases.map(\.rawValue) }) { study in
            study.pointee.hub.flatMap { DeliveryTechnology.allCases.firstIndex(of: $0) }
        },
        .name("reader_group", isNullable: true, { $0.readers.map(\.name) }) { $0.pointee.readerGroup },
    ]

    private static let milestones: [StudyColumn] = [
        .instant("ordered_at", isNullable: false) { $0.pointee.created },
        .instant("exam_started_at") { $0.pointee.examStarted },
        .instant("imaging_complete_at") { $0.pointee.imagingComplete },
        .instant("available_at") { $0.pointee.available },
        .instant("triaged_at") { $0.pointee.triaged },
        .instant("assigned_at") { $0.pointee.assigned },
        .instant("opened_at") { $0.pointee.opened },
        .instant("reported_at") { $0.pointee.reported },
        .instant("final_report_at") { $0.pointee.finalReport },
        .instant("critical_result_told_at") { $0.pointee.reporting.communicated },
        .instant("reviewed_at") { $0.pointee.reporting.reviewed },
        .instant("addendum_at") { $0.pointee.reporting.addendum },
    ]

    private static let intervals: [StudyColumn] =
        [
            .interval("order_to_imaging_s", { $0.pointee.created }, { $0.pointee.imagingComplete }),
            .interval("transfer_s", { $0.pointee.imagingComplete }, { $0.pointee.available }),
            .interval("wait_s", { $0.pointee.available }, { $0.pointee.opened }),
            .interval("read_s", { $0.pointee.opened }, { $0.pointee.reported }),
            .interval("rtat_s", { $0.pointee.imagingComplete }, { $0.pointee.reported }),
            .interval(
                "prelim_to_final_s", { $0.pointee.reporting.isPreliminary ? $0.pointee.reported : nil },
                { $0.pointee.reporting.final }),
            .interval("order_to_final_s", { $0.pointee.created }, { $0.pointee.finalReport }),
            .interval("report_to_critical_s", { $0.pointee.reported }, { $0.pointee.reporting.communicated }),
        ]
        + TransferPart.allCases.map { part in
            .maybeSpan("transfer_\(part.name)_s") {
                $0.pointee.available == nil ? nil : $0.pointee.parts[part]
            }
        } + [
            .interval(
                "wait_triage_s", { $0.pointee.available },
                { $0.pointee.opened == nil ? nil : $0.pointee.triaged ?? $0.pointee.available }),
            .interval("wait_queue_s", { $0.pointee.triaged ?? $0.pointee.available }, { $0.pointee.taken }),
            .interval("wait_retrieval_s", { $0.pointee.taken }, { $0.pointee.opened }),
            .span("interrupted_s") { $0.pointee.interrupted },
        ]

    private static let outcome: [StudyColumn] = [
        .count("interruptions") { $0.pointee.interruptions },
        .flag("within_target") { $1.isWithinTarget($0.pointee) },
        .name("finding", isNullable: true, { _ in TriageFinding.allCases.map(\.name) }) {
            $0.pointee.finding.map { Int($0.rawValue) }
        },
        .flag("preliminary") { study, _ in
            study.pointee.reported == nil ? nil : study.pointee.reporting.isPreliminary
        },
        .name("correction", isNullable: true, discrepancies) {
            $0.pointee.reporting.correction.map { Int($0.rawValue) }
        },
        .name("review_finding", isNullable: true, discrepancies) {
            $0.pointee.reporting.finding.map { Int($0.rawValue) }
        },
        .count("call_attempts") { $0.pointee.reporting.attempts },
        .flag("counted", isNullable: false) { $1.counts($0.pointee) },
    ]

    private static let discrepancies: @Sendable (Scenario) -> [String] = { _ in ["minor", "major"] }
}

extension StudyRecord {
    /// When the final report was published: the first report where it is not a preliminary one.
    fileprivate var finalReport: SimulationTime? {
        reporting.final ?? (reporting.isPreliminary ? nil : reported)
    }
}
