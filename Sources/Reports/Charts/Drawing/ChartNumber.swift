/// Numbers as charts write them: the same on every machine, whatever its language, and quick enough for thousands.
enum ChartNumber {
    /// A number with so many decimals (0 to 6), halves away from zero, a full stop before them; `-0` is `0`.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        let decimals = max(0, min(6, decimals))
        var scale: Int64 = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value * Double(scale)).rounded(.toNearestOrAwayFromZero)
        guard scaled.isFinite, abs(scaled) < 9e18 else { return "\(value)" }
        let whole = Int64(scaled)
        let digits = String(whole.magnitude)
        let sign = whole < 0 ? "-" : ""
        guard decimals > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }

    /// A coordinate: hundredths, without zeros at the end.
    static func coordinate(_ value: Double) -> String { trimmed(fixed(value, 2)) }

    /// The shortest text that reads back as the same number; whole numbers without a fraction.
    static func shortest(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Three significant digits, thousands apart, as labels have them: `0.0123`, `12.3`, `12,300`; `−` for minus.
    static func label(_ value: Double) -> String {
        let magnitude = abs(value)
        guard magnitude >= 1e-4 || magnitude == 0, magnitude < 1e15 else { return "\(value)" }
        let decimals = magnitude >= 100 || magnitude == 0 ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 0
        guard magnitude < 1, magnitude > 0 else { return signed(trimmed(fixed(value, decimals))) }
        var needed = 3
        var edge = 0.1
        while magnitude < edge, needed < 6 {
            needed += 1
            edge /= 10
        }
        return signed(trimmed(fixed(value, needed)))
    }

    /// A label with a sign also where it is positive.
    static func signedLabel(_ value: Double) -> String {
        let text = label(value)
        return value > 0 && text != "0" ? "+\(text)" : text
    }

    /// With a true minus sign, and commas between thousands.
    static func signed(_ text: String) -> String {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        var digits = Array(parts.first ?? "")
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        let fraction = parts.count > 1 ? ".\(parts[1])" : ""
        return (isNegative ? "−" : "") + String(digits) + fraction
    }

    static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = Substring(text)
        while text.hasSuffix("0") { text = text.dropLast() }
        if text.hasSuffix(".") { text = text.dropLast() }
        return text == "-0" ? "0" : String(text)
    }
}
