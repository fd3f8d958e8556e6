import Foundation

/// The logarithm to base 2.
func binaryLogarithm(_ value: Double) -> Double { log2(value) }

extension Double {
    /// The natural logarithm.
    var logarithm: Double { log(self) }
}
