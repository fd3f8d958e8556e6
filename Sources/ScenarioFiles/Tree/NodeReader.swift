import SimulationKernel
import Teleradiology

/// All that was found wrong while reading a scenario.
///
/// A class, because the readers of all parts of a file report to the same one.
final class ProblemCollector {
    private(set) var diagnostics: [ScenarioDiagnostic] = []
    /// How many were found that are not kept.
    private(set) var dropped = 0
    private var sources: [String: SourceLines]
    private let main: String
    /// Where readers note what they did; nil where nobody asks.
    let record: ReadingRecord?
    /// Nobody reads more; a hostile file could ask for millions.
    private static let most = 1000
    /// What is missing in the tree; then only that is noted which is wrong whatever the rest may be.
    var gaps = TreeGaps.none
    /// Whether further findings are dropped, so that nobody need word them.
    var isFull: Bool { diagnostics.count >= Self.most }

    /// Messages show lines of these texts, by file.
    ///
    /// - Parameter main: the file that was asked for, whose errors come first.
    init(sources: [String: SourceLines], main: String = "", record: ReadingRecord? = nil) {
        self.sources = sources
        self.main = main
        self.record = record
    }

    /// Shows lines of another file too.
    func addSource(_ lines: SourceLines, of file: String) { sources[file] = lines }

    /// What was found of a severity, in the order of the file, and each thing once: an alias is read wherever it
    /// stands, but its errors all lie at its anchor.
    func found(_ severity: ScenarioDiagnostic.Severity) -> [ScenarioDiagnostic] {
        var seen: Set<ScenarioDiagnostic> = []
        // Where something else than a file is wrong, such as an option, it comes first; then file by file.
        let files = Set(diagnostics.filter { $0.place.line > 0 }.map(\.place.file)).sorted {
            ($0 == main ? 0 : 1, $0) < ($1 == main ? 0 : 1, $1)
        }
        let order = Dictionary(uniqueKeysWithValues: zip(files, 1...))
        func rank(_ place: ScenarioPlace) -> (Int, Int, Int) {
            (place.line > 0 ? order[place.file] ?? 0 : 0, place.line, place.column)
        }
        return diagnostics.filter { $0.severity == severity && seen.insert($0).inserted }.enumerated()
            .sorted {
                let (left, right) = (rank($0.element.place), rank($1.element.place))
                return left == right ? $0.offset < $1.offset : left < right
            }.map(\.element)
    }

    /// Notes an error.
    ///
    /// - Parameter holding: the largest gap in the tree with which it is one all the same.
    func error(_ message: String, at place: ScenarioPlace, holding: TreeGaps = .none) {
        if gaps <= holding { add(.error, message, place) }
    }

    /// Notes a name that is none of those that there are: `'ctt' is no modality; did you mean 'ct'? Expected one of: …`.
    func noSuch(_ what: String, _ name: String, among names: [String], at place: ScenarioPlace) {
        error("'\(name.shortened)' is no \(what)\(NearestName.choice(name, among: names))", at: place)
    }

    /// Takes over what was found before.
    func add(_ diagnostic: ScenarioDiagnostic) { diagnostics.append(diagnostic) }

    /// Notes an error inside a text, at its own column.
    func error(_ problem: TextProblem, path: String, in text: NodeReader) {
        var place = text.node.place
        if place.line > 0 {
            let line = sources[place.file]?[place.line].map { Array($0.unicodeScalars) } ?? []
            let isQuoted = place.column <= line.count && "\"'".unicodeScalars.contains(line[place.column - 1])
            place.column += problem.offset + (isQuoted ? 1 : 0)
        }
        error("\(path): \(problem.message)", at: place)
    }

    func warn(_ message: String, at place: ScenarioPlace) { add(.warning, message, place) }

    private func add(_ severity: ScenarioDiagnostic.Severity, _ message: String, _ place: ScenarioPlace) {
        guard !isFull else {
            dropped += 1
            return
        }
        diagnostics.append(
            ScenarioDiagnostic(
                severity: severity, place: place, message: message,
                sourceLine: sources[place.file]?[place.line]))
    }
}

/// Reads one value of a scenario: says what it should be, and notes what is wrong with it.
///
/// Reading never stops at an error: a reader returns nil, and the caller goes on with a stand-in, so that
/// all errors of a file are found at once.
struct NodeReader {
    let node: ScenarioNode
    /// The keys and names that lead to it, for messages: `sites.St Anna.uplink`.
    let path: String
    let problems: ProblemCollector
    /// The same way step by step, for what is noted of the reading.
    var steps: [ReadingStep] = []

    func error(_ message: String) { problems.error(message, at: node.place) }

    /// Notes what is wrong with the value whatever else there is.
    private func certainError(_ message: String) {
        problems.error(message, at: node.place, holding: .anywhere)
    }

    private var prefix: String { path.isEmpty ? "" : "\(path): " }

    // MARK: Scalars

    /// The text of a scalar.
    func text(_ expected: String) -> String? {
        guard case .scalar(let text) = node.content, text.contains(where: { !$0.isWhitespace }) else {
            certainError("\(prefix)expected \(expected), found \(node.kind)")
            return nil
        }
        return text
    }

    /// A name: one line, 200 characters at most, none of them a control character.
    func name() -> String? {
        guard let name = text("a name") else { return nil }
        guard name.unicodeScalars.count <= 200,
            name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else {
            certainError("\(prefix)a name is one line of text of 200 characters at most")
            return nil
        }
        return name
    }

    private func quantity<Value>(_ expected: String, _ read: (String) throws(Quantity.Problem) -> Value)
        -> Value?
    {
        guard let text = text(expected) else { return nil }
        do {
            return try read(text)
        } catch {
            certainError(prefix + error.message)
            return nil
        }
    }

    /// A span of time, not negative, at most 100 years.
    func duration(_ expected: String = "a duration such as '15 min'") -> Duration? {
        guard let seconds = quantity(expected, Quantity.seconds) else { return nil }
        if seconds < 0 {
            certainError("\(prefix)a duration must not be negative")
            return nil
        }
        if seconds > 3_155_760_000 {
            certainError("\(prefix)a duration must not exceed 100 years")
            return nil
        }
        return .seconds(seconds)
    }

    /// A capacity, above zero.
    func bandwidth() -> Bandwidth? {
        guard let bits = quantity("a bandwidth such as '100 Mbit/s'", Quantity.bitsPerSecond) else {
            return nil
        }
        guard bits >= 1000, bits <= 1e15 else {
            certainError("\(prefix)a bandwidth lies between 1 kbit/s and 1000 Tbit/s")
            return nil
        }
        return Bandwidth(bitsPerSecond: bits)
    }

    /// An amount of money per one of the given units; the factor turns it into the unit that is meant.
    func money(_ expected: String, per units: [String: Double]) -> Money? {
        guard
            let (money, per) = quantity(
                expected, { text throws(Quantity.Problem) in try Quantity.money(text, expected) })
        else { return nil }
        guard let factor = units[per] else {
            let known = units.keys.sorted().map { $0.isEmpty ? "nothing" : "'\($0)'" }.joined(separator: ", ")
            certainError("\(prefix)'\(node.shown)' is not \(expected): behind the currency stands \(known)")
            return nil
        }
        return Money(money.amount * factor, money.currency)
    }

    /// A speed of processing in bytes a second, above zero.
    func bytesPerSecond() -> Double? {
        guard let bytes = quantity("a speed such as '200 MB/s'", Quantity.bytesPerSecond) else { return nil }
        guard bytes >= 1000, bytes <= 1e15 else {
            certainError("\(prefix)a speed lies between 1 kB/s and 1000 TB/s")
            return nil
        }
        return bytes
    }

    /// Yes or no.
    func flag() -> Bool? { choice("answer", [("true", true), ("false", false)]) }

    /// A share between 0 and 1.
    func share() -> Double? { quantity("a share such as '30 %'", Quantity.share) }

    /// A factor such as `150 %`, not negative.
    func factor() -> Double? { quantity("a factor such as '150 %' or 1.5", Quantity.factor) }

    /// What a year adds, such as `8 %`.
    func yearlyGrowth() -> Double? { quantity("a growth a year such as '8 %'", Quantity.yearlyGrowth) }

    /// The share of packets that a line loses; below one half, because a line that loses more carries nothing.
    func loss() -> Double? {
        guard let share = share() else { return nil }
        guard share < 0.5 else {
            certainError(
                "\(prefix)a line that loses half of its packets carries nothing; write a share such as '0.01 %'"
            )
            return nil
        }
        return share
    }

    /// A number within bounds.
    func number(_ expected: String, in bounds: ClosedRange<Double>) -> Double? {
        guard let value = quantity(expected, Quantity.number) else { return nil }
        guard bounds.contains(value) else {
            certainError(
                "\(prefix)'\(node.shown)' is not \(expected) (\(bounds.lowerBound.plain) to \(bounds.upperBound.plain))"
            )
            return nil
        }
        return value
    }

    /// A whole number within bounds.
    func count(_ expected: String, in bounds: ClosedRange<Int>) -> Int? {
        guard let text = text(expected) else { return nil }
        guard let value = Int(text.replacing("_", with: "")), bounds.contains(value) else {
            certainError(
                "\(prefix)'\(node.shown)' is not \(expected) (\(bounds.lowerBound) to \(bounds.upperBound))")
            return nil
        }
        return value
    }

    /// One of a few words.
    func choice<Choice>(_ what: String, _ choices: [(name: String, value: Choice)]) -> Choice? {
        let names = choices.map(\.name)
        guard let text = text("\(what): \(names.joined(separator: ", "))") else { return nil }
        if let match = choices.first(where: { $0.name == text }) { return match.value }
        error(
            "\(prefix)'\(node.shown)' is no \(what)\(NearestName.choice(text, among: names))")
        return nil
    }

    // MARK: Collections

    /// The items of a list; a single value counts as a list of one if allowed.
    func items(_ expected: String, allowsSingle: Bool = false) -> [NodeReader]? {
        switch node.content {
        case .list(let items):
            return zip(items, ScenarioNode.names(of: items)).enumerated().map { index, item in
                let inner = item.1.map { "\(path).\($0.shortened)" } ?? "\(path)[\(index + 1)]"
                return NodeReader(
                    node: item.0, path: inner, problems: problems, steps: steps + [.item(index, item.1)])
            }
        case .scalar(let text) where allowsSingle && !text.isEmpty: return [self]
        default:
            certainError("\(prefix)expected \(expected), found \(node.kind)")
            return nil
        }
    }

    /// The keys and values of a map.
    ///
    /// - Parameters:
    ///   - keys: the keys it may have.
    ///   - later: keys of the format that this version does not simulate yet.
    ///   - areNames: whether the keys are names that the author chose, such as those of priority classes.
    func map(
        _ expected: String, keys: [String], later: [String] = [], areNames: Bool = false
    ) -> MapReader? {
        guard case .map(let entries) = node.content else {
            certainError("\(prefix)expected \(expected), found \(node.kind)")
            return nil
        }
        if !areNames { problems.record?.noteKeys(keys, of: steps) }
        var misspelt: Set<String> = []
        for entry in entries where !keys.contains(entry.key) && !entry.key.hasPrefix("x-") {
            if problems.isFull { break }
            let location = path.isEmpty ? "" : " in \(path)"
            if later.contains(entry.key) {
                problems.error(
                    "'\(entry.key)'\(location) is not simulated by this version yet; remove it, or keep it as 'x-\(entry.key)'",
                    at: entry.keyPlace)
            } else {
                let nearest = NearestName.of(entry.key, among: keys)
                if let nearest { misspelt.insert(nearest) }
                problems.error(
                    "unknown key '\(entry.key.shortened)'\(location)"
                        + NearestName.nearestOrAll(entry.key, among: keys),
                    at: entry.keyPlace, holding: areNames ? .none : .anywhere)
            }
        }
        return MapReader(reader: self, entries: entries, misspelt: misspelt, areNames: areNames)
    }

    /// The entries of a map whose keys are names that the author chose.
    func entries(_ expected: String) -> [(key: String, keyPlace: ScenarioPlace, value: NodeReader)]? {
        guard case .map(let entries) = node.content else {
            certainError("\(prefix)expected \(expected), found \(node.kind)")
            return nil
        }
        return entries.filter { !$0.key.hasPrefix("x-") }.map { entry in
            let inner = path.isEmpty ? entry.key : "\(path).\(entry.key)"
            let value = NodeReader(
                node: entry.value, path: inner, problems: problems, steps: steps + [.entry(entry.key)])
            return (entry.key, entry.keyPlace, value)
        }
    }

    /// Notes where the figure comes from that the file asks for by a preset's name.
    func note(source: PresetSource?) {
        if let source { problems.record?.note(source: source, at: steps) }
    }
}

/// The keys of a map, each read as its type says.
struct MapReader {
    let reader: NodeReader
    let entries: [ScenarioNode.Entry]
    /// Keys that the file seems to have under a wrong name, about which enough has been said.
    let misspelt: Set<String>
    /// Whether the keys are names that the author chose.
    let areNames: Bool

    /// The value of a key that may be missing.
    func optional(_ key: String) -> NodeReader? {
        guard let entry = entries.last(where: { $0.key == key }) else { return nil }
        let path = reader.path.isEmpty ? key : "\(reader.path).\(key)"
        return NodeReader(
            node: entry.value, path: path, problems: reader.problems,
            steps: reader.steps + [areNames ? .entry(key) : .key(key)])
    }

    /// The map of a key; where it is missing an empty one, so that what is in it takes its defaults.
    func mapOrDefaults(_ key: String) -> NodeReader {
        optional(key)
            ?? NodeReader(
                node: ScenarioNode(content: .map([]), place: reader.node.place),
                path: reader.path.isEmpty ? key : "\(reader.path).\(key)", problems: reader.problems,
                steps: reader.steps + [.key(key)])
    }

    /// All seven days, where a key that names some is missing.
    func everyDay(_ key: String) -> Set<Int>? { fallback(key, Set(0...6), as: { _ in "daily" }) }

    /// What holds where a key is missing; it is noted, with where it comes from when a preset has it.
    func fallback<Value: ShownValue>(_ key: String, _ value: Value, source: PresetSource? = nil) -> Value {
        fallback(key, value, as: \.shownText, source: source)
    }

    /// What holds where a key is missing, such as a bare number, with how it is written in a scenario.
    func fallback<Value>(
        _ key: String, _ value: Value, as shown: (Value) -> String, source: PresetSource? = nil
    ) -> Value {
        if let record = reader.problems.record, !entries.contains(where: { $0.key == key }) {
            record.note(shown(value), source: source, at: reader.steps + [.key(key)])
        }
        return value
    }

    /// The value of a key that must be there; `example` shows what is missing.
    func required(_ key: String, _ example: String) -> NodeReader? {
        if let value = optional(key) { return value }
        if misspelt.contains(key) { return nil }
        let place = reader.path.isEmpty ? "" : " in \(reader.path)"
        // A file that is extended may have it; within a block of a file that extends none it can't be missing.
        reader.problems.error(
            "missing key '\(key)'\(place); write for example '\(key): \(example)'", at: reader.node.place,
            holding: reader.path.isEmpty ? .none : .blocks)
        return nil
    }
}
