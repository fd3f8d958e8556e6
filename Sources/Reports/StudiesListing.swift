import DICOMHeader

/// The studies of folders of DICOM files, as text, JSON (`telerad.studies/1`) and CSV; no patient data.
public struct StudiesListing {
    private let folders: [StudyFolder]
    private var studies: [ImagingStudy] { folders.flatMap(\.studies) }

    /// A listing of what was read from folders.
    public init(_ folders: [StudyFolder]) { self.folders = folders }

    /// A table for people.
    public var text: String {
        var table = TextTable([
            "Modality", "series", "instances", "MB", "first acquisition", "last", "body part", "priority",
            "study UID",
        ])
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
        return table.text
            + "\n\(studies.count) studies, \(instances) instances, \(Figure.fixed(Double(bytes) / 1e6, 2)) MB; "
            + "\(folders.reduce(0) { $0 + $1.broken.count }) broken files, "
            + "\(folders.reduce(0) { $0 + $1.notDICOM.count }) not DICOM\n"
    }

    /// The listing for programs.
    public var json: JSONValue {
        .object([
            ("schema", .string("telerad.studies/1")),
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
                            ("first_acquisition", text(study.firstAcquisition?.description)),
                            ("last_acquisition", text(study.lastAcquisition?.description)),
                            ("body_part", text(study.bodyPart)), ("priority", text(study.requestedPriority)),
                        ])
                    })
            ),
            (
                "broken",
                .array(
                    folders.flatMap(\.broken).map { file in
                        .object([("file", .string(file.path)), ("reason", .string(file.reason))])
                    })
            ),
            ("not_dicom", .array(folders.flatMap(\.notDICOM).map { .string($0) })),
        ])
    }

    /// The listing for spreadsheets (RFC 4180).
    public var csv: String {
        let header =
            "study_instance_uid,modalities,series,instances,bytes,first_acquisition,last_acquisition,body_part,priority"
        let rows = studies.map { study in
            [
                study.uid, study.modalities.joined(separator: "/"), "\(study.series.count)",
                "\(study.instances)",
                "\(study.bytes)", study.firstAcquisition?.description ?? "",
                study.lastAcquisition?.description ?? "",
                study.bodyPart ?? "", study.requestedPriority ?? "",
            ].map(Self.quoted).joined(separator: ",")
        }
        return ([header] + rows).joined(separator: "\r\n") + "\r\n"
    }

    private func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }

    private static func quoted(_ cell: String) -> String {
        cell.contains { ",\"\r\n".contains($0) } ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
    }
}
