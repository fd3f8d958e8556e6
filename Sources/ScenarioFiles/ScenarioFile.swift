import DICOMHeader
import Foundation
import Teleradiology

/// A scenario file: parsed, not yet checked.
///
///     let file = try ScenarioFile(contentsOfFile: "night.yaml")
///     let scenario = try file.setting(["readers.Night team.count=5"]).scenario()
///
/// Reading it reports all errors at once, each with `file:line:column`, what was expected and the nearest
/// right word.
public struct ScenarioFile: Sendable {
    let root: ScenarioNode
    let path: String
    /// Texts that messages show lines of, by file.
    let sources: [String: SourceLines]
    /// What is wrong with the form of the files.
    let problems: [ScenarioDiagnostic]
    /// What the tree lacks for that.
    let gaps: TreeGaps

    /// Reads and parses a file and those that it extends; throws when one can't be read or is not YAML, with all errors
    /// that can be found all the same.
    public init(contentsOfFile path: String) throws(ScenarioError) {
        try self.init(whole: Self.text(ofFile: path), path: path)
    }

    /// Parses the text of a file and those that it extends; `path` names it in messages, and folders to replay and
    /// files to extend are relative to it.
    public init(text: String, path: String) throws(ScenarioError) {
        try self.init(whole: text, path: path)
    }

    private init(whole text: String, path: String) throws(ScenarioError) {
        self.init(parsing: text, path: path)
        // Reading it tells of these and of all others.
        if !problems.isEmpty { _ = try read(brokenFiles: .skip) }
    }

    /// A file as far as it can be parsed; reading it throws what is wrong.
    init(parsing text: String, path: String) {
        var files = ExtendedScenario()
        root =
            files.tree(of: text, path: path)
            ?? ScenarioNode(content: .map([]), place: ScenarioPlace(file: path, line: 1, column: 1))
        self.path = path
        sources = files.sources
        problems = files.errors
        gaps = files.gaps
    }

    static func text(ofFile path: String) throws(ScenarioError) -> String {
        try ScenarioText.read(path, at: ScenarioPlace(file: path, line: 0, column: 0), mustBeRegular: false)
    }

    /// The files that the scenario is made of: itself, and those that it extends.
    public var files: [String] { [path] + sources.keys.filter { $0 != path }.sorted() }

    /// The file with another tree.
    private func with(_ root: ScenarioNode) -> ScenarioFile {
        ScenarioFile(root: root, path: path, sources: sources, problems: problems, gaps: gaps)
    }

    private init(
        root: ScenarioNode, path: String, sources: [String: SourceLines], problems: [ScenarioDiagnostic],
        gaps: TreeGaps
    ) {
        self.root = root
        self.path = path
        self.sources = sources
        self.problems = problems
        self.gaps = gaps
    }

    // MARK: Overrides

    /// The file with values replaced, each given as `path=value`, such as `readers.Night team.count=5`.
    ///
    /// A path leads by keys, by the names of list items (`name`, `group` or `modality`) or by their number
    /// from 1; `*` stands for every item of a list, as in `sites.*.uplink.loss`. The value is YAML. An unknown path
    /// throws with the nearest right name.
    /// - Parameter option: the option that they come from, for messages.
    public func setting(
        _ assignments: [String], option: String = "--set"
    ) throws(ScenarioError) -> ScenarioFile {
        var root = root
        var problems: [ScenarioDiagnostic] = []
        for assignment in assignments where leads(assignment[...]) {
            do throws(ScenarioError) {
                try Self.set(assignment, of: option, in: &root)
            } catch {
                problems += error.diagnostics
            }
        }
        if !problems.isEmpty { throw ScenarioError(problems) }
        return with(root)
    }

    /// Whether a path can lead somewhere: into what could not be read none does.
    private func leads(_ path: Substring) -> Bool {
        guard gaps != .none, let end = path.firstIndex(where: { $0 == "." || $0 == "=" }), path[end] == "."
        else { return true }
        return root.keys.contains { path.hasPrefix($0 + ".") }
    }

    private static func set(
        _ assignment: String, of option: String, in root: inout ScenarioNode
    ) throws(ScenarioError) {
        let origin = "\(option) \(assignment)"
        let place = ScenarioPlace(file: origin, line: 0, column: 0)
        guard let sign = assignment.firstIndex(of: "="), sign != assignment.startIndex else {
            throw ScenarioError("expected 'path=value', such as 'delivery=on-premise'", at: place)
        }
        let path = assignment[..<sign].trimmingCharacters(in: .whitespaces)
        let text = String(assignment[assignment.index(after: sign)...])
        var value = ScenarioNode(content: .scalar(""), place: place)
        if text.contains(where: { !$0.isWhitespace }) {
            do throws(ScenarioError) {
                value = try ScenarioTree.parse(text, file: origin)
            } catch {
                throw ScenarioError(error.diagnostics.map { $0.at(place) })
            }
            value.setPlace(place)
        }
        try root.set(path[...], to: value, place: place, source: nil)
    }

    /// The names of the scenario's variants, in the order of the file.
    public var variantNames: [String] {
        guard case .map(let entries)? = root["variants"]?.content else { return [] }
        return entries.map(\.key).filter { !$0.hasPrefix("x-") }
    }

    /// The file with the overrides of one of its variants; throws when there is none of that name.
    public func variant(_ name: String) throws(ScenarioError) -> ScenarioFile {
        guard let variants = root["variants"], let variant = variants[name] else {
            throw ScenarioError(
                "there is no variant '\(name)'"
                    + (variantNames.isEmpty
                        ? ": the file has none" : NearestName.choice(name, among: variantNames)),
                at: ScenarioPlace(file: path, line: 0, column: 0))
        }
        guard case .map(let overrides) = variant.content else {
            throw ScenarioError(
                "variants.\(name): expected a map of 'path: value', found \(variant.kind)", at: variant.place,
                sourceLine: sources[variant.place.file]?[variant.place.line])
        }
        var root = root
        var problems: [ScenarioDiagnostic] = []
        for override in overrides where !override.key.hasPrefix("x-") && leads(override.key[...]) {
            var value = override.value
            value.setVariant(name)
            do throws(ScenarioError) {
                try root.set(
                    override.key[...], to: value, place: override.keyPlace,
                    source: sources[override.keyPlace.file]?[override.keyPlace.line])
            } catch {
                problems += error.diagnostics
            }
        }
        if !problems.isEmpty { throw ScenarioError(problems) }
        return with(root)
    }

    /// The file with one site for each folder of DICOM files, on the line of its first site.
    func replacingSites(byReplayOf folders: [String]) -> ScenarioFile {
        let place = ScenarioPlace(file: path, line: 0, column: 0)
        func scalar(_ text: String) -> ScenarioNode { ScenarioNode(content: .scalar(text), place: place) }
        func entry(_ key: String, _ value: ScenarioNode) -> ScenarioNode.Entry {
            ScenarioNode.Entry(key: key, keyPlace: place, value: value)
        }
        var template: [ScenarioNode.Entry] = []
        if case .list(let sites)? = root["sites"]?.content, case .map(let entries)? = sites.first?.content {
            template = entries.filter { !["name", "demand", "scanners"].contains($0.key) }
        }
        let sites = folders.map { folder in
            // Relative folders start from the working directory here, not from the scenario file.
            let full = URL(filePath: folder).path()
            let replay = ScenarioNode(
                content: .map([
                    entry(
                        "replay",
                        ScenarioNode(content: .scalar(full), place: .init(file: folder, line: 0, column: 0)))
                ]),
                place: place)
            return ScenarioNode(
                content: .map(
                    template + [
                        entry("name", scalar(folder)),
                        entry("demand", ScenarioNode(content: .list([replay]), place: place)),
                    ]), place: place)
        }
        var root = root
        if case .map(var entries) = root.content {
            entries.removeAll { $0.key == "sites" || $0.key == "variants" }
            entries.append(entry("sites", ScenarioNode(content: .list(sites), place: place)))
            root.content = .map(entries)
        }
        return with(root)
    }

    // MARK: Reading

    /// The scenario that the file describes; throws all its errors at once.
    ///
    /// - Parameter brokenFiles: what happens when a folder to replay holds a file that can't be read.
    public func scenario(brokenFiles: BrokenFilePolicy = .refuse) throws(ScenarioError) -> Scenario {
        try read(brokenFiles: brokenFiles).scenario
    }

    /// The scenario, and what the person should know about it all the same.
    ///
    /// - Parameter progress: counts the files of the folders to replay while they are read.
    public func read(
        brokenFiles: BrokenFilePolicy = .refuse, progress: FolderProgress? = nil
    ) throws(ScenarioError) -> (scenario: Scenario, warnings: [ScenarioDiagnostic]) {
        try read(brokenFiles: brokenFiles, noting: nil, progress: progress)
    }

    /// The folders and archives of DICOM files that reading the scenario reads.
    public var replayedFolders: [String] {
        let folders = FileFolders(main: path, all: Set(sources.keys))
        guard case .list(let sites)? = root["sites"]?.content else { return [] }
        return sites.flatMap { site -> [String] in
            guard case .list(let streams)? = site["demand"]?.content else { return [] }
            return streams.compactMap { stream in
                guard let replay = stream["replay"], case .scalar(let name) = replay.content else {
                    return nil
                }
                return folders.path(name, namedAt: replay.place)
            }
        }
    }

    /// The scenario with every value that it was made of, and where each comes from: the file, `--set`, a variant, a
    /// preset or a default of the format.
    public func explained(
        brokenFiles: BrokenFilePolicy = .refuse
    ) throws(ScenarioError) -> ExplainedScenario {
        let record = ReadingRecord()
        let (scenario, warnings) = try read(brokenFiles: brokenFiles, noting: record)
        return ExplainedScenario(
            scenario: scenario, warnings: warnings, values: ValueTree(root, record).values(option: "--set"),
            unused: UnusedFeature.all(in: root))
    }

    func read(
        brokenFiles: BrokenFilePolicy, noting record: ReadingRecord?, progress: FolderProgress? = nil
    ) throws(ScenarioError) -> (scenario: Scenario, warnings: [ScenarioDiagnostic]) {
        let problems = ProblemCollector(sources: sources, main: path, record: record)
        for problem in self.problems { problems.add(problem) }
        problems.gaps = gaps
        let folders = FileFolders(main: path, all: Set(sources.keys))
        let reader = ScenarioReader(
            problems: problems, folders: folders, brokenFiles: brokenFiles, progress: progress)
        let scenario = reader.scenario(root)
        let errors = problems.found(.error)
        guard let scenario, errors.isEmpty else {
            throw ScenarioError(
                errors.isEmpty
                    ? [
                        ScenarioDiagnostic(
                            severity: .error, place: ScenarioPlace(file: path, line: 1, column: 1),
                            message: "this is no scenario", sourceLine: nil)
                    ] : errors, omitted: problems.dropped)
        }
        return (scenario, problems.found(.warning))
    }
}

/// What happens when a folder to replay holds a DICOM file that can't be read.
public enum BrokenFilePolicy: String, CaseIterable, Sendable, Hashable {
    /// It is left out, with a warning that names it.
    case skip
    /// It is an error.
    case refuse
}
