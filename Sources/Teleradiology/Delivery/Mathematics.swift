import Foundation

// The few functions of the C library that the model needs, under names that say so.

/// The logarithm to base 2.
func binaryLogarithm(_ value: Double) -> Double { log2(value) }
/// The natural logarithm of 1 + value, exact for small values.
func logarithm(onePlus value: Double) -> Double { log1p(value) }
/// e to the power of the exponent.
func exponential(_ exponent: Double) -> Double { exp(exponent) }
/// The base to the power of the exponent.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

extension Double {
    /// The natural logarithm.
    var logarithm: Double { log(self) }
}
