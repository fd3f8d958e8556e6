import DICOMHeader
import Experiments

/// Every instance of folders of DICOM files with what its header says, as text, JSON (`telerad.instances/1`) and CSV;
/// no patient data.
public struct InstancesListing {
    private let folders: [StudyFolder]
    private let style: TextStyle
    private var instances: [StudyFolder.Instance] { folders.flatMap(\.instances) }

    /// A listing of folders that were read with their instances kept.
    public init(_ folders: [StudyFolder], style: TextStyle = .plain) {
        self.folders = folders
        self.style = style
    }

    /// A table for people, and behind it what could not be read, by reason.
    public var text: String {
        var table = TextTable(
            ["File", "modality", "transfer syntax", "acquired", "size", "frames", "bytes", "series UID"])
        for instance in instances {
            let header = instance.header
            let size = header.rows.flatMap { rows in header.columns.map { "\($0) × \(rows)" } }
            table.add([
                instance.path, header.modality, header.transferSyntax.description,
                header.acquired?.description ?? Figure.none, size ?? Figure.none, "\(header.frames)",
                "\(header.fileSize)", header.seriesInstanceUID ?? Figure.none,
            ])
        }
        return "\(table.text(style))\n\(instances.count) instances\n"
            + style.shown(UnreadableListing(folders).text)
    }

    /// The listing for programs.
    public var json: JSONValue {
        let unreadable = UnreadableListing(folders)
        return .object([
            ("schema", .string("telerad.instances/1")), ("version", .string(teleradVersion)),
            ("instances", .array(instances.map { Self.json($0.path, $0.header) })),
            (
                "partial",
                .array(
                    folders.flatMap(\.broken).compactMap { file in
                        file.partialHeader.map { Self.json(file.path, $0) }
                    })
            ),
            ("broken", unreadable.brokenJSON),
            ("not_dicom", unreadable.notDICOMJSON),
            ("indexes", .array(folders.flatMap(\.indexes).map { .string($0) })),
        ])
    }

    /// The listing for spreadsheets (RFC 4180).
    public var table: ReportTable {
        let rows = instances.map { Self.entries($0.path, $0.header) }
        let names = Self.entries(
            "",
            InstanceHeader(
                transferSyntax: .explicitVRLittleEndian, studyInstanceUID: "", modality: "", fileSize: 0)
        ).map(\.0)
        let columns = names.indices.map { index in
            TableColumn(names[index], Self.kind(of: rows.map { $0[index].1 }), isNullable: true)
        }
        return ReportTable(
            schema: "telerad.instances/1", [], columns, rows.map { $0.map { Self.cell($0.1) } })
    }

    private static func json(_ path: String, _ header: InstanceHeader) -> JSONValue {
        .object(entries(path, header))
    }

    /// Whole numbers, or texts; of a column without any value, texts.
    private static func kind(of values: [JSONValue]) -> TableColumn.Kind {
        var hasNumbers = false
        for value in values {
            switch value {
            case .integer: hasNumbers = true
            case .null: continue
            default: return .text
            }
        }
        return hasNumbers ? .int64 : .text
    }

    private static func cell(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case .array(let values): values.map(cell).joined(separator: " ")
        default: ""
        }
    }

    /// The keys and values of one instance, in the order of the columns.
    private static func entries(_ path: String, _ header: InstanceHeader) -> [(String, JSONValue)] {
        [
            ("file", .string(path)),
            ("transfer_syntax_uid", .string(header.transferSyntax.uid)),
            ("sop_class_uid", .text(header.sopClassUID)),
            ("sop_instance_uid", .text(header.sopInstanceUID)),
            ("study_instance_uid", .string(header.studyInstanceUID)),
            ("series_instance_uid", .text(header.seriesInstanceUID)),
            ("modality", .string(header.modality)),
            ("body_part", .text(header.bodyPart)),
            ("study_time", .text(header.studyTime)),
            ("series_time", .text(header.seriesTime)),
            ("acquisition_time", .text(header.acquisitionTime)),
            ("content_time", .text(header.contentTime)),
            ("rows", .count(header.rows)),
            ("columns", .count(header.columns)),
            ("frames", .integer(header.frames)),
            ("bits_allocated", .count(header.bitsAllocated)),
            ("bits_stored", .count(header.bitsStored)),
            ("samples_per_pixel", .count(header.samplesPerPixel)),
            ("manufacturer", .text(header.manufacturer)),
            ("study_description", .text(header.studyDescription)),
            ("priority", .text(header.requestedProcedurePriority)),
            ("bytes", .integer(header.fileSize)),
            ("pixel_data_offset", .count(header.pixelDataOffset)),
            ("pixel_data_bytes", .count(header.pixelDataLength)),
            ("malformed", .array(header.malformed.map { .string($0.description) })),
        ]
    }
}
