import ScenarioFiles
import Teleradiology

/// Where a value in use comes from.
enum ValueOrigin {
    /// The file gives it.
    case file
    /// The file names a preset, or leaves it to one.
    case preset(String, PresetSource)
    /// What telerad does where nothing is said.
    case byDefault

    var words: String {
        switch self {
        case .file: "file"
        case .preset(let name, let source): "preset \(name), \(source.mark)"
        case .byDefault: "default"
        }
    }
}

extension PresetSource {
    /// `[S]`, `[D]` or `[M]`.
    var mark: String {
        switch self {
        case .seen: "[S]"
        case .derived: "[D]"
        case .assumed: "[M]"
        }
    }
}

/// A table of parameters: what has it, its name, its value with a unit, and where that comes from.
struct InputRows {
    typealias Path = [GivenValues.Step]

    private let given: GivenValues
    private var table: ReportDocument.Table

    init(_ caption: String, _ given: GivenValues) {
        self.given = given
        table = ReportDocument.Table(caption, ["Of", "Parameter", "Value", "From"])
    }

    /// The table; nil when there is nothing in it.
    var block: ReportDocument.Block? { table.rows.isEmpty ? nil : .table(table) }

    mutating func add(_ of: String, _ parameter: String, _ value: String, _ origin: ValueOrigin) {
        table.add(Words(of), Words(parameter), Words(value), Words(origin.words))
    }

    /// A value that the file gives at a path, or that is filled in where it does not.
    mutating func add(
        _ of: String, _ parameter: String, _ value: String, _ path: Path,
        orElse other: ValueOrigin = .byDefault
    ) {
        add(of, parameter, value, given.has(path) ? .file : other)
    }
}
