/// What the numbers of an axis or a column count; labels follow from it.
package enum ChartQuantity: Sendable, Hashable {
    /// A span of time, its values in a unit of so many seconds.
    case time(TimeUnit)
    /// A share of one, labelled in per cent.
    case share
    /// A difference of shares, labelled in points.
    case points
    /// A plain number; the unit stands behind it where it isn't empty.
    case number(unit: String)

    /// A unit of time in which values are given.
    package enum TimeUnit: String, Sendable, Hashable, CaseIterable {
        case milliseconds = "ms"
        case seconds = "s"
        case minutes = "min"
        case hours = "h"
        case days = "d"

        package var seconds: Double {
            switch self {
            case .milliseconds: 0.001
            case .seconds: 1
            case .minutes: 60
            case .hours: 3600
            case .days: 86_400
            }
        }

        /// The unit in which a figure whose largest value is known reads well.
        package static func fitting(_ largestSeconds: Double) -> TimeUnit {
            switch largestSeconds {
            case ..<1: .milliseconds
            case ..<120: .seconds
            case ..<7200: .minutes
            case ..<172_800: .hours
            default: .days
            }
        }
    }

    /// The ending of a column's name: `min`, `share`, `studies`.
    package var columnSuffix: String {
        switch self {
        case .time(let unit): unit.rawValue
        case .share: "share"
        case .points: "share"
        case .number(let unit): unit.isEmpty ? "" : ChartName.column(unit)
        }
    }

    /// A value with its unit, three digits of it: `12.3 min`, `94.2 %`. A time is told in the unit that fits it, or in that
    /// of the axis where values are to be compared.
    package func text(_ value: Double, signed: Bool = false, inUnitOfAxis: Bool = false) -> String {
        let number = signed ? ChartNumber.signedLabel : ChartNumber.label
        switch self {
        case .time(let unit):
            let shown = value == 0 || inUnitOfAxis ? unit : TimeUnit.fitting(abs(value) * unit.seconds)
            return "\(number(value * unit.seconds / shown.seconds)) \(shown.rawValue)"
        case .share:
            // Less than a thousandth of a per cent is next to nothing, and its digits say nothing.
            return value > 0 && value < 1e-5 ? "< 0.001 %" : "\(number(value * 100)) %"
        case .points: return "\(number(value * 100)) points"
        case .number(let unit): return unit.isEmpty ? number(value) : "\(number(value)) \(unit)"
        }
    }
}

/// Names that files, ids and columns can have.
package enum ChartName {
    /// Lower-case letters, digits and hyphens: `Night team, CT` is `night-team-ct`.
    package static func slug(_ text: String) -> String { joined(text, by: "-", folding: true) }

    /// The same with underscores, letters as they are.
    static func column(_ text: String) -> String { joined(text, by: "_", folding: false) }

    private static func joined(_ text: String, by mark: String, folding: Bool) -> String {
        var words: [String] = [""]
        for scalar in (folding ? text.lowercased() : text).unicodeScalars {
            let isPlain =
                ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
            if isPlain {
                words[words.count - 1].unicodeScalars.append(scalar)
            } else if !scalar.properties.isAlphabetic {
                if words[words.count - 1] != "" { words.append("") }
            } else {
                // A letter of another alphabet keeps two names apart by its number.
                words[words.count - 1] += "u\(String(scalar.value, radix: 16))"
            }
        }
        return words.filter { !$0.isEmpty }.joined(separator: mark)
    }
}
