/// The ziggurat method: exponential and normal numbers for little more than one random word.
///
/// 256 layers of equal area cover the density; a point of a layer is under the curve at once in about
/// 98.9 % of cases. The layer takes the low 8 bits of the word, the abscissa the high 53 (exponential)
/// or 52 and a sign (normal), so the two are independent.
///
/// G. Marsaglia and W. W. Tsang, "The ziggurat method for generating random variables", J. Stat. Software 5 (2000).
@frozen
@usableFromInline
struct ZigguratLayer: BitwiseCopyable {
    /// Abscissas below it, as random bits, are under the curve.
    @usableFromInline let accept: UInt64
    /// Turns random bits into an abscissa.
    @usableFromInline let scale: Double
    /// The density at the layer's outer edge.
    @usableFromInline let density: Double
    /// Makes a layer 32 bytes long, so that its place is a shift away.
    @usableFromInline let padding = 0.0

    @usableFromInline
    init(accept: UInt64, scale: Double, density: Double) {
        self.accept = accept
        self.scale = scale
        self.density = density
    }
}

/// The layers of one density; made once, never freed or changed, so that sharing the pointer is safe.
@frozen
public struct ZigguratTable: @unchecked Sendable, BitwiseCopyable {
    @usableFromInline let layers: UnsafePointer<ZigguratLayer>
    /// Where the tail begins.
    @usableFromInline let tail: Double

    /// For the exponential density with mean 1; 53 bits of abscissa.
    public static let exponential = ZigguratTable(
        tail: 7.697_117_470_131_049_72, area: 3.949_659_822_581_572e-3, bits: 0x1p53,
        density: { exponentialFunction(-$0) }, inverse: { -naturalLogarithm($0) })

    /// For the standard normal density; 52 bits of abscissa beside the sign.
    public static let normal = ZigguratTable(
        tail: 3.654_152_885_361_008_796, area: 4.928_673_233_974_658e-3, bits: 0x1p52,
        density: { exponentialFunction(-0.5 * $0 * $0) },
        inverse: { (-2 * naturalLogarithm($0)).squareRoot() })

    /// Layers 255...1 from the tail inward; layer 0 is the base strip with the tail.
    private init(
        tail: Double, area: Double, bits: Double, density: (Double) -> Double, inverse: (Double) -> Double
    ) {
        let table = UnsafeMutablePointer<ZigguratLayer>.allocate(capacity: 256)
        let base = area / density(tail)
        var outer = tail
        var inner = tail
        table.initialize(
            to: ZigguratLayer(accept: UInt64(tail / base * bits), scale: base / bits, density: 1))
        for layer in stride(from: 255, through: 1, by: -1) {
            outer = inner
            // The next layer's edge: equal areas of width `outer`.
            inner = layer == 1 ? 0 : inverse(min(1, area / outer + density(outer)))
            (table + layer).initialize(
                to: ZigguratLayer(
                    accept: UInt64(inner / outer * bits), scale: outer / bits, density: density(outer)))
        }
        layers = UnsafePointer(table)
        self.tail = tail
    }

    /// The density at the inner edge of a layer: that of the layer above it, 1 for the top one.
    @inlinable
    func upperDensity(_ layer: Int) -> Double { layer == 1 ? 1 : layers[layer &- 1].density }
}

extension ZigguratTable {
    /// An exponential number; `self` must be ``exponential``.
    @inlinable @inline(__always)
    func drawExponential(mean: Double = 1, from source: inout some BitSource) -> Double {
        let word = source.next()
        let abscissa = word &>> 11
        let layer = layers[Int(word & 255)]
        if _fastPath(abscissa < layer.accept) {
            // In this order the first product is there before the layer is.
            return Double(Int64(truncatingIfNeeded: abscissa)) * mean * layer.scale
        }
        return mean * slowExponential(word, from: &source)
    }

    @usableFromInline @inline(never)
    func slowExponential(_ firstWord: UInt64, from source: inout some BitSource) -> Double {
        var word = firstWord
        while true {
            let index = Int(word & 255)
            let layer = layers[index]
            let abscissa = word &>> 11
            let value = Double(Int64(truncatingIfNeeded: abscissa)) * layer.scale
            if abscissa < layer.accept { return value }
            if index == 0 { return tail - naturalLogarithm(source.uniform()) }
            let height = layer.density + source.uniform() * (upperDensity(index) - layer.density)
            if height < exponentialFunction(-value) { return value }
            word = source.next()
        }
    }

    /// A standard normal number; `self` must be ``normal``.
    @inlinable @inline(__always)
    func drawNormal(from source: inout some BitSource) -> Double {
        let word = source.next()
        let abscissa = word &>> 12
        let layer = layers[Int(word & 255)]
        if _fastPath(abscissa < layer.accept) {
            let value = Double(Int64(truncatingIfNeeded: abscissa)) * layer.scale
            return word & 256 == 0 ? value : -value
        }
        return slowNormal(word, from: &source)
    }

    @usableFromInline @inline(never)
    func slowNormal(_ firstWord: UInt64, from source: inout some BitSource) -> Double {
        var word = firstWord
        while true {
            let index = Int(word & 255)
            let layer = layers[index]
            let abscissa = word &>> 12
            let value = Double(Int64(truncatingIfNeeded: abscissa)) * layer.scale
            let sign = word & 256 == 0 ? 1.0 : -1.0
            if abscissa < layer.accept { return sign * value }
            if index == 0 { return sign * normalTail(from: &source) }
            let height = layer.density + source.uniform() * (upperDensity(index) - layer.density)
            if height < exponentialFunction(-0.5 * value * value) { return sign * value }
            word = source.next()
        }
    }

    /// A normal number given that it exceeds the tail's beginning (Marsaglia 1964).
    private func normalTail(from source: inout some BitSource) -> Double {
        while true {
            let beyond = -naturalLogarithm(source.uniform()) / tail
            if -2 * naturalLogarithm(source.uniform()) > beyond * beyond { return tail + beyond }
        }
    }
}

extension BitSource {
    /// An exponential number with mean 1.
    @inlinable
    public mutating func exponential() -> Double { ZigguratTable.exponential.drawExponential(from: &self) }

    /// A standard normal number.
    @inlinable
    public mutating func normal() -> Double { ZigguratTable.normal.drawNormal(from: &self) }
}
