#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

func naturalLog(_ value: Double) -> Double { log(value) }
func expo(_ value: Double) -> Double { exp(value) }
func powerOf(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
func complementaryErrorFunction(_ value: Double) -> Double { erfc(value) }
func logGamma(_ value: Double) -> Double { lgamma(value) }
func sineOf(_ angle: Double) -> Double { sin(angle) }
