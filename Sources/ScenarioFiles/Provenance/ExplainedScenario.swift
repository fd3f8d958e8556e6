import Teleradiology

/// A scenario with every value that it was made of, defaults filled in.
///
///     let explained = try ScenarioFile(contentsOfFile: "night.yaml").explained()
///     for value in explained.values { print(value.path.joined(separator: "."), value.text, value.origin) }
public struct ExplainedScenario: Sendable {
    /// What a run simulates.
    public let scenario: Scenario
    /// What the person should know about it all the same.
    public let warnings: [ScenarioDiagnostic]
    /// Every value, in the order of the file; what the file leaves out stands behind what it says in the same map.
    public let values: [SourcedValue]
    /// What the format offers and the scenario does not use, in the order of the format.
    public let unused: [UnusedFeature]
}

/// A value of a scenario and where it comes from.
public struct SourcedValue: Hashable, Sendable {
    /// The keys and names that lead to it; joined by points they are a path that `--set` takes.
    public let path: [String]
    /// The value as a scenario file has it: a scalar, or a list of them.
    public let text: String
    /// Who says so.
    public let origin: ValueOrigin
    /// Where a preset's figures come from; nil for what is no preset's.
    public let source: PresetSource?
}

/// Who says what a value of a scenario is.
public enum ValueOrigin: Hashable, Sendable, CustomStringConvertible {
    /// A scenario file, at a place.
    case file(ScenarioPlace)
    /// An option such as `--set`, with its text.
    case setting(String)
    /// An override of a variant, at a place of a scenario file.
    case variant(String, ScenarioPlace)
    /// A preset; the value's ``SourcedValue/source`` says where its figures come from.
    case preset
    /// The format, which says what holds where a file says nothing.
    case standard

    /// `night.yaml:12`, `--set`, `variant on-premise (night.yaml:80)`, `preset` or `default`.
    public var description: String {
        switch self {
        case .file(let place): Self.lines(place)
        case .setting(let text): text.split(separator: " ").first.map(String.init) ?? text
        case .variant(let name, let place): "variant \(name) (\(Self.lines(place)))"
        case .preset: "preset"
        case .standard: "default"
        }
    }

    private static func lines(_ place: ScenarioPlace) -> String {
        place.line > 0 ? "\(place.file):\(place.line)" : place.file
    }
}
