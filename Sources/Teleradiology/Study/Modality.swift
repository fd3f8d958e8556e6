/// The six imaging techniques of teleradiology.
public enum Modality: UInt8, CaseIterable, Sendable, Hashable, Codable, BitwiseCopyable {
    case xray, ct, mr, ultrasound, nuclear, mammography

    /// The name in scenario files and machine-readable reports.
    public var name: String {
        switch self {
        case .xray: "xray"
        case .ct: "ct"
        case .mr: "mr"
        case .ultrasound: "ultrasound"
        case .nuclear: "nuclear"
        case .mammography: "mammography"
        }
    }

    /// The name in reports for people.
    public var title: String {
        switch self {
        case .xray: "X-ray"
        case .ct: "CT"
        case .mr: "MR"
        case .ultrasound: "Ultrasound"
        case .nuclear: "Nuclear medicine"
        case .mammography: "Mammography"
        }
    }

    /// The values of DICOM's Modality attribute (0008,0060) that belong to the technique.
    public var dicomCodes: [String] {
        switch self {
        case .xray: ["CR", "DX", "RF", "XA", "RG", "IO", "PX"]
        case .ct: ["CT"]
        case .mr: ["MR"]
        case .ultrasound: ["US", "IVUS"]
        case .nuclear: ["NM", "PT"]
        case .mammography: ["MG"]
        }
    }

    /// The technique that scenario files call `name`: its name, `us`, `nm`, `mg`, or a DICOM code in any case.
    public init?(named name: String) {
        let wanted = name.uppercased()
        for modality in Modality.allCases
        where modality.name.uppercased() == wanted || modality.dicomCodes.contains(wanted) {
            self = modality
            return
        }
        return nil
    }
}
