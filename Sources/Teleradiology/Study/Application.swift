/// The clinical application of a study, which is also the subspecialty that reads it.
public enum Application: UInt8, CaseIterable, Sendable, Hashable, Codable, BitwiseCopyable {
    case cardiology, neurology, orthopaedics, oncology, gastroenterology, other

    /// The name in scenario files and reports.
    public var name: String {
        switch self {
        case .cardiology: "cardiology"
        case .neurology: "neurology"
        case .orthopaedics: "orthopaedics"
        case .oncology: "oncology"
        case .gastroenterology: "gastroenterology"
        case .other: "other"
        }
    }

    /// The application that scenario files call `name`.
    public init?(named name: String) {
        guard let match = Application.allCases.first(where: { $0.name == name.lowercased() }) else {
            return nil
        }
        self = match
    }
}
