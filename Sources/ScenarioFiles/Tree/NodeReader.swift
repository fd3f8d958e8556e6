import SimulationKernel
import Teleradiology

/// All that was found wrong while reading a scenario.
///
/// A class, because the readers of all parts of a file report to the same one.
final class ProblemCollector {
    private(set) var diagnostics: [ScenarioDiagnostic] = []
    private let sources: [String: String]

    /// Messages show lines of these texts, by file.
    init(sources: [String: String]) { self.sources = sources }

    func error(_ message: String, at place: ScenarioPlace) { add(.error, message, place) }
    func warn(_ message: String, at place: ScenarioPlace) { add(.warning, message, place) }

    private func add(_ severity: ScenarioDiagnostic.Severity, _ message: String, _ place: ScenarioPlace) {
        diagnostics.append(
            ScenarioDiagnostic(
                severity: severity, place: place, message: message,
                sourceLine: sources[place.file]?.sourceLine(place.line)))
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

    func error(_ message: String) { problems.error(message, at: node.place) }

    private var prefix: String { path.isEmpty ? "" : "\(path): " }

    // MARK: Scalars

    /// The text of a scalar.
    func text(_ expected: String) -> String? {
        guard case .scalar(let text) = node.content, !text.isEmpty else {
            error("\(prefix)expected \(expected), found \(node.kind)")
            return nil
        }
        return text
    }

    private func quantity<Value>(_ expected: String, _ read: (String) throws(Quantity.Problem) -> Value)
        -> Value?
    {
        guard let text = text(expected) else { return nil }
        do {
            return try read(text)
        } catch {
            self.error(prefix + error.message)
            return nil
        }
    }

    /// A span of time, not negative unless allowed, at most 100 years.
    func duration(_ expected: String = "a duration such as '15 min'", allowsNegative: Bool = false)
        -> Duration?
    {
        guard let seconds = quantity(expected, Quantity.seconds) else { return nil }
        if seconds < 0, !allowsNegative {
            error("\(prefix)a duration must not be negative")
            return nil
        }
        if abs(seconds) > 3_155_760_000 {
            error("\(prefix)a duration must not exceed 100 years")
            return nil
        }
        return .seconds(seconds)
    }

    /// A capacity, above zero.
    func bandwidth() -> Bandwidth? {
        guard let bits = quantity("a bandwidth such as '100 Mbit/s'", Quantity.bitsPerSecond) else {
            return nil
        }
        guard bits > 0 else {
            error("\(prefix)a bandwidth must be above zero")
            return nil
        }
        return Bandwidth(bitsPerSecond: bits)
    }

    /// A share between 0 and 1.
    func share() -> Double? { quantity("a share such as '30 %'", Quantity.share) }

    /// A number within bounds.
    func number(_ expected: String, in bounds: ClosedRange<Double>) -> Double? {
        guard let value = quantity(expected, Quantity.number) else { return nil }
        guard bounds.contains(value) else {
            error("\(prefix)\(value) is not \(expected)")
            return nil
        }
        return value
    }

    /// A whole number within bounds.
    func count(_ expected: String, in bounds: ClosedRange<Int>) -> Int? {
        guard let text = text(expected) else { return nil }
        guard let value = Int(text.replacing("_", with: "")), bounds.contains(value) else {
            error("\(prefix)'\(text)' is not \(expected) (\(bounds.lowerBound) to \(bounds.upperBound))")
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
            "\(prefix)'\(text)' is no \(what)\(NearestName.hint(text, among: names)) Expected one of: "
                + names.joined(separator: ", "))
        return nil
    }

    // MARK: Collections

    /// The items of a list; a single value counts as a list of one if allowed.
    func items(_ expected: String, allowsSingle: Bool = false) -> [NodeReader]? {
        switch node.content {
        case .list(let items):
            return items.enumerated().map { index, item in
                NodeReader(node: item, path: "\(path)[\(index + 1)]", problems: problems)
            }
        case .scalar(let text) where allowsSingle && !text.isEmpty: return [self]
        default:
            error("\(prefix)expected \(expected), found \(node.kind)")
            return nil
        }
    }

    /// The keys and values of a map.
    ///
    /// - Parameters:
    ///   - keys: the keys it may have.
    ///   - later: keys of the format that this version does not simulate yet.
    func map(_ expected: String, keys: [String], later: [String] = []) -> MapReader? {
        guard case .map(let entries) = node.content else {
            error("\(prefix)expected \(expected), found \(node.kind)")
            return nil
        }
        for entry in entries where !keys.contains(entry.key) && !entry.key.hasPrefix("x-") {
            let location = path.isEmpty ? "" : " in \(path)"
            if later.contains(entry.key) {
                problems.error(
                    "'\(entry.key)'\(location) is not simulated by this version", at: entry.keyPlace)
            } else {
                problems.error(
                    "unknown key '\(entry.key)'\(location)"
                        + (NearestName.of(entry.key, among: keys).map { "; did you mean '\($0)'?" }
                            ?? "; expected one of: \(keys.joined(separator: ", "))"),
                    at: entry.keyPlace)
            }
        }
        return MapReader(reader: self, entries: entries)
    }

    /// The entries of a map whose keys are names that the author chose.
    func entries(_ expected: String) -> [(key: String, keyPlace: ScenarioPlace, value: NodeReader)]? {
        guard case .map(let entries) = node.content else {
            error("\(prefix)expected \(expected), found \(node.kind)")
            return nil
        }
        return entries.filter { !$0.key.hasPrefix("x-") }.map { entry in
            let inner = path.isEmpty ? entry.key : "\(path).\(entry.key)"
            return (entry.key, entry.keyPlace, NodeReader(node: entry.value, path: inner, problems: problems))
        }
    }
}

/// The keys of a map, each read as its type says.
struct MapReader {
    let reader: NodeReader
    let entries: [ScenarioNode.Entry]

    /// The value of a key that may be missing.
    func optional(_ key: String) -> NodeReader? {
        guard let entry = entries.last(where: { $0.key == key }) else { return nil }
        let path = reader.path.isEmpty ? key : "\(reader.path).\(key)"
        return NodeReader(node: entry.value, path: path, problems: reader.problems)
    }

    /// The value of a key that must be there; `example` shows what is missing.
    func required(_ key: String, _ example: String) -> NodeReader? {
        if let value = optional(key) { return value }
        let place = reader.path.isEmpty ? "" : " in \(reader.path)"
        reader.error("missing key '\(key)'\(place); write for example '\(key): \(example)'")
        return nil
    }
}
