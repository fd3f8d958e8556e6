import Foundation

/// Numbers from one end to the other, in one unit, evenly spaced or evenly on a logarithmic scale.
///
///     5 ms..80 ms in 6            six values, evenly spaced
///     10 Mbit/s..1 Gbit/s in 5 log
///     2..6                        whole numbers: 2, 3, 4, 5, 6
///     1 d..9 d by 2 d
///
/// The unit of the lower end may be left out; ends in different units of one kind are both written in the lower
/// end's. Values have six significant digits at most, so that what a table shows is what was run.
public struct ParameterRange: Hashable, Sendable {
    /// How values are spaced.
    public enum Scale: Hashable, Sendable {
        case linear, logarithmic
    }

    /// The lower end, in `unit`.
    public let lower: Double
    /// The upper end, in `unit`.
    public let upper: Double
    /// The unit of both; empty for plain numbers.
    public let unit: String
    /// How values are spaced.
    public let scale: Scale
    /// Whether only whole numbers are meant: both ends are whole, without unit and decimal point.
    public let isWhole: Bool
    /// How many values were asked for; nil when the range does not say.
    let count: Int?
    /// The distance of values that was asked for, in `unit`.
    let step: Double?

    /// The value at a share (0 to 1) of the way from the lower to the upper end on the range's scale.
    ///
    /// Of whole numbers each has an equally long part of the way.
    public func value(at share: Double) -> Double {
        if isWhole, scale == .linear {
            return min(upper, lower + ((upper - lower + 1) * share).rounded(.down))
        }
        let value =
            switch scale {
            case .linear: lower + (upper - lower) * share
            case .logarithmic: lower * pow(upper / lower, share)
            }
        return isWhole ? value.rounded() : Self.rounded(max(lower, min(upper, value)))
    }

    /// The value nearest to a share (0 to 1) of the way: of whole numbers the nearest one.
    public func nearestValue(to share: Double) -> Double {
        guard isWhole, scale == .linear else { return value(at: share) }
        return (lower + (upper - lower) * share).rounded()
    }

    /// The share of the way at which a value lies.
    public func share(of value: Double) -> Double {
        switch scale {
        case .linear: (value - lower) / (upper - lower)
        case .logarithmic: log(value / lower) / log(upper / lower)
        }
    }

    /// A value as a scenario file has it, with its unit.
    public func text(_ value: Double) -> String {
        let number = isWhole ? String(Int(value)) : Self.rounded(value).plain
        return unit.isEmpty ? number : "\(number) \(unit)"
    }

    /// Evenly spaced values, both ends among them; of whole numbers no more than there are.
    public func values(count: Int) -> [Double] {
        guard count > 1 else { return [lower] }
        let even = (0..<count).map { index -> Double in
            let share = Double(index) / Double(count - 1)
            return index == 0 ? lower : index == count - 1 ? upper : nearestValue(to: share)
        }
        return even.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    /// Whether the range says how many values it has, or how far apart they are.
    package var saysHowMany: Bool { count != nil || step != nil }

    /// The values that the range names: as many as it says, or every whole number; nil when it does not say.
    public var namedValues: [Double]? {
        if let count { return values(count: count) }
        if let step = step ?? (isWhole && scale == .linear ? 1 : nil) {
            let steps = Int(((upper - lower) / step * (1 + 1e-12)).rounded(.down))
            return (0...steps).map { Self.rounded(lower + step * Double($0)) }
        }
        return nil
    }

    private static func rounded(_ value: Double) -> Double {
        guard value != 0, value.isFinite, abs(value) < 1e15 else { return value }
        return Double(String(format: "%.6g", locale: Locale(identifier: "en_US_POSIX"), value)) ?? value
    }
}

extension ParameterRange {
    /// The most values of one parameter.
    static let most = 10_000

    /// Reads `from..to`, `from..to in 5`, `from..to in 5 log` or `from..to by 2 d`.
    init(_ text: String) throws(TextProblem) {
        func fail(_ message: String) -> TextProblem { TextProblem(message: message, offset: 0) }
        guard let dots = text.range(of: "..") else {
            throw fail("'\(text)' is no range such as '5 ms..80 ms in 6'")
        }
        var words = text[dots.upperBound...].split(separator: " ").map(String.init)
        var scale = Scale.linear
        if let index = words.firstIndex(of: "log") {
            scale = .logarithmic
            words.remove(at: index)
        }
        let keyword = words.firstIndex { $0 == "in" || $0 == "by" }
        let high = words[..<(keyword ?? words.endIndex)].joined(separator: " ")
        guard let low = Self.number(text[..<dots.lowerBound]), let top = Self.number(high[...]) else {
            throw fail("'\(text)' is no range such as '5 ms..80 ms in 6' or '2..6'")
        }
        let unit = low.unit.isEmpty ? top.unit : low.unit
        guard let factor = Quantity.factor(from: top.unit, to: unit) else {
            throw fail("'\(text)' goes from '\(low.unit)' to '\(top.unit)'; write both ends in one unit")
        }
        lower = low.value
        upper = Self.rounded(top.value * factor)
        self.unit = unit
        self.scale = scale
        isWhole = unit.isEmpty && low.isWhole && top.isWhole
        guard lower < upper else { throw fail("'\(text)' does not go from a smaller to a larger value") }
        if scale == .logarithmic, lower <= 0 {
            throw fail("'\(text)': a logarithmic range begins above 0")
        }
        var count: Int?
        var step: Double?
        if let keyword {
            let rest = words[(keyword + 1)...].joined(separator: " ")
            if words[keyword] == "in" {
                guard let number = Int(rest), (2...Self.most).contains(number) else {
                    throw fail("'\(text)': behind 'in' stands how many values, 2 to \(Self.most)")
                }
                count = number
                if isWhole, scale == .linear, Double(number) > upper - lower + 1 {
                    throw fail(
                        "'\(text)' holds \(Int(upper - lower) + 1) whole numbers, not \(number); write "
                            + "'\(lower)..\(upper) in \(number)' for fractions")
                }
            } else {
                guard scale == .linear, let given = Self.number(rest[...]),
                    let factor = Quantity.factor(from: given.unit.isEmpty ? unit : given.unit, to: unit),
                    given.value > 0, !isWhole || given.isWhole
                else { throw fail("'\(text)': behind 'by' stands a distance above 0 in the range's unit") }
                step = given.value * factor
            }
        }
        self.count = count
        self.step = step
        if let step = step ?? (isWhole ? 1 : nil), count == nil, (upper - lower) / step >= Double(Self.most) {
            throw fail("'\(text)' holds more than \(Self.most) values")
        }
    }

    /// Whether a text reads as a range: it begins with a number, and two dots stand in it.
    static func isRange(_ text: String) -> Bool {
        guard let dots = text.range(of: "..") else { return false }
        return number(text[..<dots.lowerBound]) != nil
    }

    private static func number(_ text: Substring) -> (value: Double, unit: String, isWhole: Bool)? {
        let trimmed = text.drop { $0 == " " }
        let digits = trimmed.prefix { $0.isASCII && ($0.isNumber || ".+-_".contains($0)) }
        guard let value = Double(digits.replacing("_", with: "")), value.isFinite, abs(value) < 1e15 else {
            return nil
        }
        let unit = trimmed.dropFirst(digits.count).trimmingCharacters(in: .whitespaces)
        return (value, unit, !digits.contains("."))
    }
}
