#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

// The few functions of the C library that the kernel needs, under names that say so.

@usableFromInline func naturalLogarithm(_ value: Double) -> Double { log(value) }
/// The logarithm of 1 + value, exact for small values.
@usableFromInline func naturalLogarithm(onePlus value: Double) -> Double { log1p(value) }
@usableFromInline func exponentialFunction(_ value: Double) -> Double { exp(value) }
@usableFromInline func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
@usableFromInline func gammaFunction(_ value: Double) -> Double { tgamma(value) }
@usableFromInline func sine(_ angle: Double) -> Double { sin(angle) }
