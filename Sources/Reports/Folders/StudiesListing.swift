import DICOMHeader
import Experiments

/// The studies of folders of DICOM files, as text, JSON (`telerad.studies/1`) and CSV; no patient data.
public struct StudiesListing {
    private let folders: [StudyFolder]
    private let style: TextStyle
    private var studies: [ImagingStudy] { folders.flatMap(\.studies) }

    /// A listing of what was read from folders.
    public init(_ folders: [StudyFolder], style: TextStyle = .plain) {
        self.folders = folders
        self.style = style
    }

    /// A table for people, and behind it what could not be read, by reason.
    public var text: String {
        var table = TextTable(
            [
                "Modality", "series", "instances", "MB", "first acquisition", "last", "body part", "priority",
                "study UID",
            ], labels: 0)
        for study in studies {
            table.add([
                study.modalities.joined(separator: "/"), "\(study.series.count)", "\(study.instances)",
                Figure.fixed(Double(study.bytes) / 1e6, 2),
                study.firstAcquisition?.description ?? Figure.none,
                study.lastAcquisition?.description ?? Figure.none, study.bodyPart ?? Figure.none,
                study.requestedPriority ?? Figure.none, study.uid,
            ])
        }
        let instances = studies.reduce(0) { $0 + $1.instances }
        let bytes = studies.reduce(0) { $0 + $1.bytes }
        let sum =
            "\(studies.count) studies, \(instances) instances, \(Figure.fixed(Double(bytes) / 1e6, 2)) MB; "
            + "\(folders.reduce(0) { $0 + $1.broken.count }) broken files, "
            + "\(folders.reduce(0) { $0 + $1.notDICOM.count }) not DICOM"
        return "\(table.text(style))\n\(style.line(sum))\n" + style.shown(UnreadableListing(folders).text)
    }

    /// The listing for programs.
    public var json: JSONValue {
        let unreadable = UnreadableListing(folders)
        return .object([
            ("schema", .string("telerad.studies/1")), ("version", .string(teleradVersion)),
            (
                "studies",
                .array(
                    studies.map { study in
                        .object([
                            ("study_instance_uid", .string(study.uid)),
                            ("modalities", .array(study.modalities.map { .string($0) })),
                            ("series", .integer(study.series.count)),
                            ("instances", .integer(study.instances)),
                            ("bytes", .integer(study.bytes)),
                            ("first_acquisition", .text(study.firstAcquisition)),
                            ("last_acquisition", .text(study.lastAcquisition)),
                            ("body_part", .text(study.bodyPart)),
                            ("priority", .text(study.requestedPriority)),
                            ("duplicates", .integer(study.duplicates)),
                        ])
                    })
            ),
            ("broken", unreadable.brokenJSON),
            ("not_dicom", unreadable.notDICOMJSON),
        ])
    }

    /// The listing for spreadsheets (RFC 4180).
    public var table: ReportTable {
        let texts = ["first_acquisition", "last_acquisition", "body_part", "priority"]
        return ReportTable(
            schema: "telerad.studies/1", [],
            [
                TableColumn("study_instance_uid", .text), TableColumn("modalities", .text),
                TableColumn("series", .int64), TableColumn("instances", .int64), TableColumn("bytes", .int64),
            ] + texts.map { TableColumn($0, .text, isNullable: true) },
            studies.map { study in
                [
                    study.uid, study.modalities.joined(separator: "/"), "\(study.series.count)",
                    "\(study.instances)", "\(study.bytes)", study.firstAcquisition?.description ?? "",
                    study.lastAcquisition?.description ?? "", study.bodyPart ?? "",
                    study.requestedPriority ?? "",
                ]
            })
    }
}
