import Foundation

/// A scenario's tree with what it `extends` laid under it, file by file.
///
/// A file that extends others is merged over them: each over those before it in its list. Every key and value keeps the
/// place in the file that says it.
struct ExtendedScenario {
    /// How many files may stand one upon the other.
    static let deepest = 16
    /// How many files one scenario may be made of.
    static let most = 100

    /// The lines of the files, for messages.
    private(set) var sources: [String: SourceLines] = [:]
    /// What is wrong with the form of the files, and with what they extend.
    private(set) var errors: [ScenarioDiagnostic] = []
    /// What the tree lacks for that.
    private(set) var gaps = TreeGaps.none
    /// How many files were read; one that is extended twice counts twice.
    private var count = 0

    /// The tree of a text and of all that it extends, or what can be read of them; nil where nothing can. What is wrong
    /// stands in ``errors``.
    ///
    /// - Parameter path: the file that holds the text; what it extends is relative to it. In a text that stands in no
    ///   file (a path in parentheses, or none) nothing can be extended.
    mutating func tree(of text: String, path: String) -> ScenarioNode? {
        tree(text, path, chain: [(path, Self.identity(of: path))])
    }

    private mutating func tree(
        _ text: String, _ path: String, chain: [(path: String, identity: String)]
    ) -> ScenarioNode? {
        sources[path] = SourceLines(text)
        count += 1
        guard let own = parsed(text, path) else { return nil }
        guard case .map(var entries) = own.content,
            let index = entries.firstIndex(where: { $0.key == "extends" })
        else { return own }
        let bases = entries.remove(at: index).value
        var top = own
        top.content = .map(entries)
        var merged: ScenarioNode?
        for base in names(in: bases) {
            guard let node = extended(base, in: path, chain: chain) else {
                gaps = .anywhere
                continue
            }
            merged = merged.map { $0.merged(under: node) } ?? node
        }
        return merged.map { $0.merged(under: top) } ?? top
    }

    /// What can be read of a text.
    private mutating func parsed(_ text: String, _ path: String) -> ScenarioNode? {
        do throws(ScenarioError) {
            let parsed = try ParsedText(text, file: path)
            errors += parsed.problems
            if parsed.gaps != .none { gaps = max(gaps, count > 1 ? .anywhere : parsed.gaps) }
            return parsed.root
        } catch {
            errors += error.diagnostics
            gaps = .anywhere
            return nil
        }
    }

    /// The files that `extends` names.
    private mutating func names(in node: ScenarioNode) -> [ScenarioNode] {
        var names: [ScenarioNode] = []
        var items = [node]
        if case .list(let listed) = node.content { items = listed }
        for item in items {
            if case .scalar(let text) = item.content, !text.isEmpty {
                names.append(item)
            } else {
                note(
                    "extends: expected a scenario file such as 'base.yaml', or a list of them, found \(item.kind)",
                    item.place)
            }
        }
        return names
    }

    /// The tree of a file that another one extends; nil, with an error noted, where there is none.
    private mutating func extended(
        _ name: ScenarioNode, in path: String, chain: [(path: String, identity: String)]
    ) -> ScenarioNode? {
        guard case .scalar(let text) = name.content else { return nil }
        if path.isEmpty || path.hasPrefix("(") {
            note(
                "extends: this text stands in no file, so that '\(text.shortened)' can't be found; read the scenario "
                    + "from a file, or give the text the path of one", name.place)
            return nil
        }
        let folder = (path as NSString).deletingLastPathComponent
        let file = text.hasPrefix("/") || folder.isEmpty ? text : folder + "/" + text
        let identity = Self.identity(of: file)
        if let first = chain.firstIndex(where: { $0.identity == identity }) {
            note(
                "extends: a file can't extend itself: "
                    + (chain[first...].map(\.path) + [file]).joined(separator: " extends "), name.place)
            return nil
        }
        guard chain.count < Self.deepest else {
            note(
                "extends: more than \(Self.deepest) files stand one upon the other: "
                    + chain.map(\.path).joined(separator: " extends "), name.place)
            return nil
        }
        guard count < Self.most else {
            note("extends: a scenario is made of \(Self.most) files at most", name.place)
            return nil
        }
        do throws(ScenarioError) {
            let text = try ScenarioText.read(
                file, at: name.place, sourceLine: sources[path]?[name.place.line],
                subject: "extends: '\(file.shortened)'", mustBeRegular: true)
            guard let tree = tree(text, file, chain: chain + [(file, identity)]) else { return nil }
            guard case .map = tree.content else {
                note(
                    "extends: '\(file.shortened)' holds \(tree.kind), not a map of keys as scenarios do",
                    name.place)
                return nil
            }
            return tree
        } catch {
            errors += error.diagnostics
            return nil
        }
    }

    private mutating func note(_ message: String, _ place: ScenarioPlace) {
        errors.append(
            ScenarioDiagnostic(
                severity: .error, place: place, message: message,
                sourceLine: sources[place.file]?[place.line]))
    }

    /// The file itself, whatever names lead to it.
    private static func identity(of path: String) -> String {
        URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path(percentEncoded: false)
    }
}
