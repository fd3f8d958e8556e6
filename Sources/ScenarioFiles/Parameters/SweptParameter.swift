import Foundation

/// One parameter of a scenario and the values it takes in a sweep.
///
///     delivery=cloud, on-premise
///     sites.St Anna.uplink.bandwidth=20 Mbit/s, 50 Mbit/s, 100 Mbit/s
///     sites.*.uplink.round_trip.cloud=5 ms..80 ms in 6
///
/// The path is one of ``ScenarioFile/setting(_:option:)``; the values are a list or a ``ParameterRange``.
public struct SweptParameter: Hashable, Sendable {
    /// What the parameter may be.
    public enum Values: Hashable, Sendable {
        /// The values of a list, as a scenario file has them.
        case list([String])
        /// Numbers in a range.
        case range(ParameterRange)
    }

    /// The path that leads to it.
    public let path: String
    /// What it may be.
    public let values: Values

    /// Reads `path=values`; `option` is where they come from, for messages.
    public init(_ text: String, option: String) throws(ScenarioError) {
        let place = ScenarioPlace(file: "\(option) \(text)", line: 0, column: 0)
        let example = "such as 'readers.Night team.count=2..6'"
        guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
            throw ScenarioError("expected 'path=values', \(example)", at: place)
        }
        path = text[..<sign].trimmingCharacters(in: .whitespaces)
        let items = Self.items(text[text.index(after: sign)...])
        guard !items.isEmpty, items.allSatisfy({ !$0.isEmpty }) else {
            throw ScenarioError("expected values behind '=', \(example)", at: place)
        }
        guard items.count <= ParameterRange.most else {
            throw ScenarioError("more than \(ParameterRange.most) values", at: place)
        }
        if items.count == 1, let dash = items[0].wholeMatch(of: /([0-9.]+) ?- ?([0-9.]+)/) {
            throw ScenarioError(
                "'\(items[0])': a range is written '\(dash.1)..\(dash.2)'", at: place)
        }
        guard items.contains(where: ParameterRange.isRange) else {
            values = .list(items)
            return
        }
        guard items.count == 1 else {
            throw ScenarioError("expected a list or one range, not both", at: place)
        }
        do {
            values = .range(try ParameterRange(items[0]))
        } catch {
            throw ScenarioError(error.message, at: place)
        }
    }

    /// Every value, as a scenario file has it; nil when a range does not say how many.
    public var texts: [String]? {
        switch values {
        case .list(let texts): texts
        case .range(let range): range.namedValues?.map { range.text($0) }
        }
    }

    /// The value at a share (0 to 1) of the way through the parameter: of a list each has an equally long part.
    public func text(at share: Double) -> String {
        switch values {
        case .list(let texts): texts[min(texts.count - 1, Int(share * Double(texts.count)))]
        case .range(let range): range.text(range.value(at: share))
        }
    }

    /// Parts between commas, but for those in quotes, brackets and braces, which belong to a value.
    private static func items(_ text: Substring) -> [String] {
        var items = [""]
        var depth = 0
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if "[{".contains(character) {
                depth += 1
            } else if "]}".contains(character) {
                depth -= 1
            }
            if character == ",", depth <= 0, quote == nil {
                items.append("")
            } else {
                items[items.count - 1].append(character)
            }
        }
        return items.map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
