import SimulationKernel
import Teleradiology

/// Numbers with units, as people write them: `15 min`, `1 h 30 min`, `100 Mbit/s`, `181 MB`, `0.01 %`.
enum Quantity {
    /// What is wrong with a quantity.
    struct Problem: Error {
        let message: String
    }

    /// A number with its unit.
    private struct Term {
        let number: Double
        let unit: String
    }

    static let durations: [String: Double] = [
        "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "sec": 1, "min": 60, "h": 3600, "d": 86_400, "w": 604_800,
        "y": 31_557_600,
    ]
    static let bandwidths: [String: Double] = [
        "bit/s": 1, "kbit/s": 1e3, "Mbit/s": 1e6, "Gbit/s": 1e9, "Tbit/s": 1e12,
    ]
    static let byteCounts: [String: Double] = [
        "B": 1, "kB": 1e3, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12,
        "KiB": 1024, "MiB": 1_048_576, "GiB": 1_073_741_824, "TiB": 1_099_511_627_776,
    ]

    static let speeds: [String: Double] = [
        "kB/s": 1e3, "MB/s": 1e6, "GB/s": 1e9, "KiB/s": 1024, "MiB/s": 1_048_576, "GiB/s": 1_073_741_824,
    ]

    /// Seconds; one or more terms such as `1 h 30 min`.
    static func seconds(_ text: String) throws(Problem) -> Double {
        try value(text, durations, "a duration such as '15 min'", allowsSeveral: true)
    }

    /// Bits a second.
    static func bitsPerSecond(_ text: String) throws(Problem) -> Double {
        try value(text, bandwidths, "a bandwidth such as '100 Mbit/s'")
    }

    /// Bytes a second, as files are processed; lines have bits a second.
    static func bytesPerSecond(_ text: String) throws(Problem) -> Double {
        try value(text, speeds, "a speed such as '200 MB/s'")
    }

    /// Bytes.
    static func bytes(_ text: String) throws(Problem) -> Double {
        try value(text, byteCounts, "a size such as '181 MB'")
    }

    /// An amount with its currency, per some of the given units, such as `0.09 USD/GB` or `180 EUR/h`.
    ///
    /// The rest of the unit, behind the currency, is returned as it is written, such as `/GB/month`.
    static func money(_ text: String, _ expected: String) throws(Problem) -> (money: Money, per: String) {
        let terms = try terms(text, expected)
        guard terms.count == 1, let term = terms.first else {
            throw Problem(message: "'\(text)' is not \(expected)")
        }
        let parts = term.unit.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let currency = parts.first.map(String.init) ?? ""
        guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (65...90).contains($0) }) else {
            throw Problem(
                message: term.unit.isEmpty
                    ? "'\(text)' has no currency; write \(expected)"
                    : "'\(currency)' in '\(text)' is no currency code of three capitals; write \(expected)")
        }
        guard term.number >= 0 else { throw Problem(message: "'\(text)' must not be negative") }
        return (Money(term.number, currency), parts.count > 1 ? "/" + parts[1] : "")
    }

    /// What a number in `unit` is multiplied by to be one in `other`; nil when they measure different things.
    static func factor(from unit: String, to other: String) -> Double? {
        if unit == other { return 1 }
        for units in [durations, bandwidths, byteCounts, speeds] {
            if let from = units[unit], let to = units[other] { return from / to }
        }
        return nil
    }

    /// A plain number.
    static func number(_ text: String) throws(Problem) -> Double {
        let terms = try terms(text, "a number")
        guard terms.count == 1, terms[0].unit.isEmpty else {
            throw Problem(message: "'\(text)' is not a number")
        }
        return terms[0].number
    }

    /// A share: `30 %`, or a number between 0 and 1.
    static func share(_ text: String) throws(Problem) -> Double {
        let terms = try terms(text, "a share such as '30 %'")
        let share: Double
        switch (terms.count, terms.first?.unit) {
        case (1, "%"): share = terms[0].number / 100
        case (1, ""): share = terms[0].number
        default: throw Problem(message: "'\(text)' is not a share such as '30 %'")
        }
        guard (0...1).contains(share) else {
            throw Problem(message: "'\(text)' is not a share between 0 % and 100 %")
        }
        return share
    }

    /// A factor: `150 %`, or a number such as 1.5; not negative.
    static func factor(_ text: String) throws(Problem) -> Double {
        let factor = try relative(text, "a factor such as '150 %' or 1.5")
        guard (0...1000).contains(factor) else {
            throw Problem(message: "'\(text)' is not a factor between 0 and 1000")
        }
        return factor
    }

    /// What a year adds: `8 %`, or `8 %/y`; less than nothing where there is less each year.
    static func yearlyGrowth(_ text: String) throws(Problem) -> Double {
        let text = text.hasSuffix("/y") ? String(text.dropLast(2)) : text
        let growth = try relative(text, "a growth a year such as '8 %'")
        guard growth > -1, growth <= 10 else {
            throw Problem(message: "'\(text)' is not a growth a year between −100 % and 1000 %")
        }
        return growth
    }

    /// `150 %` or 1.5.
    private static func relative(_ text: String, _ expected: String) throws(Problem) -> Double {
        let terms = try terms(text, expected)
        switch (terms.count, terms.first?.unit) {
        case (1, "%"): return terms[0].number / 100
        case (1, ""): return terms[0].number
        default: throw Problem(message: "'\(text)' is not \(expected)")
        }
    }

    private static func value(
        _ text: String, _ units: [String: Double], _ expected: String, allowsSeveral: Bool = false
    ) throws(Problem) -> Double {
        let terms = try terms(text, expected)
        guard terms.count == 1 || allowsSeveral else {
            throw Problem(message: "'\(text)' is not \(expected)")
        }
        var sum = 0.0
        var last = Double.infinity
        for term in terms {
            if term.unit.isEmpty {
                throw Problem(message: "'\(text)' has no unit; write \(expected)")
            }
            guard let factor = units[term.unit] else {
                let other = confused(term.unit, units)
                let near = other ?? NearestName.of(term.unit, among: units.keys.sorted())
                throw Problem(
                    message:
                        "unknown unit '\(term.unit)' in '\(text)'\(near.map { "; did you mean '\($0)'?" } ?? "")"
                        + " Expected \(expected)")
            }
            guard factor < last, term.number >= 0 || terms.count == 1 else {
                throw Problem(
                    message:
                        "'\(text)' is not \(expected): units go from the largest to the smallest, each once")
            }
            last = factor
            sum += term.number * factor
        }
        guard sum.isFinite else { throw Problem(message: "'\(text)' is too large") }
        return sum
    }

    /// The unit that people mean when they write one of another kind.
    private static func confused(_ unit: String, _ units: [String: Double]) -> String? {
        let meant = [
            "MB/s": "Mbit/s", "Mb/s": "Mbit/s", "Mbps": "Mbit/s", "mbit/s": "Mbit/s", "Gbps": "Gbit/s",
            "Gb/s": "Gbit/s",
            "GB/s": "Gbit/s", "kbps": "kbit/s", "m": "min", "mins": "min", "minutes": "min", "minute": "min",
            "hours": "h", "hour": "h", "hr": "h", "days": "d", "day": "d", "seconds": "s", "weeks": "w",
            "years": "y",
            "Mb": "MB", "mb": "MB", "gb": "GB", "Gb": "GB", "kb": "kB",
        ][unit]
        return meant.flatMap { units[$0] != nil ? $0 : nil }
    }

    private static func terms(_ text: String, _ expected: String) throws(Problem) -> [Term] {
        var terms: [Term] = []
        var rest = Substring(text).drop { $0 == " " }
        while !rest.isEmpty {
            let digits = rest.prefix {
                $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+" || $0 == "_")
            }
            var number = String(digits)
            rest = rest.dropFirst(digits.count)
            // An exponent belongs to the number: 1e6, 2.5E-3.
            if let letter = rest.first, letter == "e" || letter == "E", !number.isEmpty {
                let exponent = rest.dropFirst().prefix {
                    $0.isASCII && ($0.isNumber || $0 == "-" || $0 == "+")
                }
                if exponent.contains(where: \.isNumber) {
                    number += "e" + exponent
                    rest = rest.dropFirst(1 + exponent.count)
                }
            }
            guard let value = Double(number.replacing("_", with: "")) else {
                throw Problem(message: "'\(text)' is not \(expected)")
            }
            guard value.isFinite else { throw Problem(message: "'\(text)' is too large") }
            rest = rest.drop { $0 == " " }
            let unit = rest.prefix {
                $0 != " " && !($0.isASCII && ($0.isNumber || $0 == "-" || $0 == "+" || $0 == "."))
            }
            if unit.hasPrefix(",") {
                throw Problem(message: "'\(text)' is not \(expected); the decimal sign is a point")
            }
            terms.append(Term(number: value, unit: String(unit)))
            rest = rest.dropFirst(unit.count).drop { $0 == " " }
            if terms.count > 8 { break }
        }
        guard !terms.isEmpty, rest.isEmpty else { throw Problem(message: "'\(text)' is not \(expected)") }
        return terms
    }
}
