import Yams

/// What could be read of a text that a person wrote: its tree, and what is wrong with its form.
///
/// A key that stands twice is noted, and the first one holds. Where the text is no YAML, the block that holds the error,
/// from one key at the left margin to the next, is left out and the others are read; if even that makes no YAML, those
/// before it. One such error is noted: what looks wrong behind it may be its fault.
struct ParsedText {
    /// The tree; nil where nothing could be read.
    private(set) var root: ScenarioNode?
    /// What is wrong, in the order of the text.
    private(set) var problems: [ScenarioDiagnostic] = []
    /// What the tree lacks of the text.
    private(set) var gaps = TreeGaps.none

    private let file: String
    private let lines: SourceLines
    /// Where keys stand for the second time.
    private var doubles: Set<ScenarioPlace> = []
    /// A text is parsed anew after every error; so many bytes in all.
    private var budget = 4 << 20

    /// Reads a text; throws when it is too long, or holds what no text holds.
    init(_ text: String, file: String) throws(ScenarioError) {
        self.file = file
        lines = SourceLines(text)
        let start = ScenarioPlace(file: file, line: 1, column: 1)
        guard text.utf8.count <= ScenarioTree.longest else {
            throw ScenarioError("the text is larger than \(ScenarioTree.longest >> 20) MiB", at: start)
        }
        if let problem = CharacterScan.problem(in: text) {
            throw ScenarioError(
                problem.message, at: ScenarioPlace(file: file, line: problem.line, column: problem.column),
                sourceLine: lines[problem.line])
        }
        if let node = tree(ExpectationLines.quoted(text)) {
            var converter = TreeConverter(
                file: file, lines: lines, doubles: doubles, hasTags: text.utf8.contains(UInt8(ascii: "!")))
            do throws(ScenarioError) {
                root = try converter.convert(node, depth: 0)
            } catch {
                problems += error.diagnostics
            }
            problems += converter.problems
            if converter.lacksParts { gaps = .anywhere }
        } else if problems.isEmpty {
            note("the file is empty; a scenario begins with 'title: …'", start)
        }
        if root == nil { gaps = .anywhere }
        problems.sort { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
    }

    private mutating func note(_ message: String, _ place: ScenarioPlace) {
        problems.append(
            ScenarioDiagnostic(
                severity: .error, place: place, message: message, sourceLine: lines[place.line]))
    }

    // MARK: Parsing

    /// What YAML makes of a text.
    private enum Outcome {
        case tree(Node?)
        /// It is no YAML, because of what stands in a line.
        case failure(ScenarioDiagnostic, line: Int)
    }

    /// The tree of a text, or of what can be read of it.
    private mutating func tree(_ text: String) -> Node? {
        var text = text
        let failure: ScenarioDiagnostic
        let line: Int
        switch parse(&text) {
        case .tree(let node): return node
        case .failure(let found, let place): (failure, line) = (found, place)
        }
        problems.append(failure)
        gaps = .blocks
        let blocks = SourceBlocks(text)
        guard budget > 0, let broken = blocks.index(ofLine: line) else { return nil }
        for part in [blocks.text(without: broken), blocks.text(before: broken)] {
            var part = part
            if case .tree(let node) = parse(&part) { return node }
        }
        return nil
    }

    /// Parses a text, in which keys that stand twice are made others.
    private mutating func parse(_ text: inout String) -> Outcome {
        while true {
            budget -= text.utf8.count
            do {
                // The basic resolver, because nobody asks YAML what a scalar means.
                return .tree(try Yams.compose(yaml: text, .basic))
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                let (key, mark) = (keys.first ?? "", context.mark)
                let second = SourceLines(text).placeOfSecond(key: key, after: (mark.line, mark.column))
                let place = ScenarioPlace(
                    file: file, line: second?.line ?? mark.line, column: second?.column ?? mark.column)
                let message = "key '\(key)' stands twice in the same map"
                guard budget > 0, let second, doubles.insert(place).inserted,
                    let other = SourceBlocks(text).text(hiding: second, number: doubles.count)
                else {
                    return .failure(
                        ScenarioDiagnostic(
                            severity: .error, place: place, message: message, sourceLine: lines[place.line]),
                        line: place.line)
                }
                note(message, place)
                text = other
            } catch let error as YamlError {
                return failure(error)
            } catch {
                return failure("not valid YAML: \(error)", line: 1, column: 1)
            }
        }
    }

    private func failure(_ message: String, line: Int, column: Int, from first: Int? = nil) -> Outcome {
        .failure(
            ScenarioDiagnostic(
                severity: .error, place: ScenarioPlace(file: file, line: line, column: column),
                message: message, sourceLine: lines[line]), line: first ?? line)
    }

    private func failure(_ error: YamlError) -> Outcome {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            // What is never closed is noticed at the end of the file; then the beginning says more.
            let place = lines[mark.line]?.isEmpty == false ? mark : context?.mark ?? mark
            let start = context.flatMap { context in
                context.mark.line == place.line || !context.text.hasPrefix("while")
                    ? nil : " in line \(context.mark.line)"
            }
            var message =
                "not valid YAML: \(problem)\(context.map { " (\($0.text)\(start ?? ""))" } ?? "")"
            if problem.contains("cannot start any token") || problem.contains("tab character") {
                message +=
                    "; lines are indented by spaces, not tabs, and texts with special characters need quotes"
            }
            // It belongs to the block in which that begins; only the map of the whole file begins at the margin.
            // Of several documents none is the right one.
            let first =
                problem.contains("another document")
                ? 0 : context.flatMap { $0.mark.column > 1 ? $0.mark.line : nil }
            return failure(message, line: place.line, column: place.column, from: first)
        case .memory:
            return failure("not usable: lists and maps are nested too deeply", line: 1, column: 1)
        default: return failure("not valid YAML", line: 1, column: 1)
        }
    }
}
