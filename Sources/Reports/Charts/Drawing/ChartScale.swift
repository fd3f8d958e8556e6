import Foundation

/// Where values lie on a line of pixels.
struct ChartScale: Sendable, Hashable {
    /// The values at both ends.
    let domain: ClosedRange<Double>
    let isLogarithmic: Bool
    /// The coordinates of the domain's ends.
    let from: Double
    let to: Double

    /// A scale; the domain of a logarithmic one is above zero.
    init(domain: ClosedRange<Double>, isLogarithmic: Bool = false, from: Double, to: Double) {
        self.domain = domain
        self.isLogarithmic = isLogarithmic
        self.from = from
        self.to = to
    }

    /// The coordinate of a value; one beyond the domain is held at its end.
    func position(_ value: Double) -> Double {
        let held = max(domain.lowerBound, min(domain.upperBound, value))
        return from + share(held) * (to - from)
    }

    /// The value at a coordinate.
    func value(at position: Double) -> Double {
        let share = (position - from) / (to - from)
        return isLogarithmic
            ? domain.lowerBound * pow(domain.upperBound / domain.lowerBound, share)
            : domain.lowerBound + share * (domain.upperBound - domain.lowerBound)
    }

    private func share(_ value: Double) -> Double {
        guard domain.upperBound > domain.lowerBound else { return 0 }
        return isLogarithmic
            ? log(value / domain.lowerBound) / log(domain.upperBound / domain.lowerBound)
            : (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    }
}
