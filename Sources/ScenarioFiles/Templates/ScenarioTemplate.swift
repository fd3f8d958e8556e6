/// A scenario to begin with: commented, and ready to run.
public struct ScenarioTemplate: Sendable, Hashable {
    /// What `telerad init` calls it.
    public let name: String
    /// What it is about, in one line.
    public let summary: String
    private let file: String
    /// The word that a folder of DICOM files takes the place of.
    private static let folder = "FOLDER"

    /// All templates.
    public static let all: [ScenarioTemplate] = [
        ScenarioTemplate(
            name: "single-hospital", summary: "one hospital and its own readers, by day and at night",
            PackageResources.single_hospital_yaml),
        ScenarioTemplate(
            name: "night-cover", summary: "two hospitals, read at night by a remote team",
            PackageResources.night_cover_yaml),
        ScenarioTemplate(
            name: "national-network", summary: "many sites, specialists, and an outside service abroad",
            PackageResources.national_network_yaml),
        ScenarioTemplate(
            name: "replay", summary: "the studies of a folder of DICOM files", PackageResources.replay_yaml),
    ]

    private init(name: String, summary: String, _ bytes: [UInt8]) {
        self.name = name
        self.summary = summary
        file = String(decoding: bytes, as: UTF8.self)
    }

    /// The template of a name; nil when there is none.
    public static func named(_ name: String) -> ScenarioTemplate? { all.first { $0.name == name } }

    /// The template whose name is most like a misspelt one.
    public static func nearest(to name: String) -> ScenarioTemplate? {
        NearestName.of(name, among: all.map(\.name)).flatMap(named)
    }

    /// Whether it replays a folder of DICOM files.
    public var replays: Bool { file.contains("replay: \(Self.folder)") }

    /// The text of a scenario file.
    ///
    /// - Parameters:
    ///   - name: the file's name, for the commands in its comments.
    ///   - folder: the folder or archive to replay, relative to the file.
    public func text(named name: String, replaying folder: String? = nil) -> String {
        var text = file.replacing("\(self.name).yaml", with: name)
        if let folder {
            text = text.replacing("replay: \(Self.folder)", with: "replay: \(Self.quoted(folder))")
                .replacing("telerad studies \(Self.folder)", with: "telerad studies \(folder)")
        }
        return text
    }

    /// A path as YAML reads it back.
    private static func quoted(_ path: String) -> String {
        let plain = path.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || "/._-".unicodeScalars.contains($0)
        }
        guard !plain || path.isEmpty || path.hasPrefix("-") else { return path }
        return "'" + path.replacing("'", with: "''") + "'"
    }
}
