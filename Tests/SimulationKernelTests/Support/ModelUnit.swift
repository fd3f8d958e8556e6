import SimulationKernel

/// The published programs count time in floating-point units; here 1.0 is 10^9 µs, so that rounding to whole
/// microseconds lies nine digits down, far behind the three that are printed.
let modelUnit = 1e9

func span(_ units: Double) -> Duration { Duration(microseconds: Int64((units * modelUnit).rounded())) }

extension Duration {
    var units: Double { Double(microseconds) / modelUnit }
}

extension SimulationTime {
    var units: Double { Double(microseconds) / modelUnit }
}

/// A number as a program prints it with three decimals.
func threeDecimals(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let fraction = String(1000 + thousandths % 1000).dropFirst()
    return "\(thousandths / 1000).\(fraction)"
}
