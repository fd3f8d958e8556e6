#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

// The few functions of the C library that the kernel needs, under names that say so.

@usableFromInline func naturalLogarithm(_ value: Double) -> Double { log(value) }
@usableFromInline func exponentialFunction(_ value: Double) -> Double { exp(value) }
@usableFromInline func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
@usableFromInline func gammaFunction(_ value: Double) -> Double { tgamma(value) }
@usableFromInline func sine(_ angle: Double) -> Double { sin(angle) }
