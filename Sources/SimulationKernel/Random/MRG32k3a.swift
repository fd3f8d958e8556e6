/// The combined multiple recursive generator MRG32k3a, with streams 2^127 numbers apart.
///
/// It stands beside the faster generators because published programs use it. P. L'Ecuyer, "Good parameters
/// and implementations for combined multiple recursive random number generators", Operations Research 47 (1999);
/// streams as in L'Ecuyer, Simard, Chen, Kelton, Operations Research 50 (2002).
public struct MRG32k3a: UniformSource, Sendable, Hashable {
    private var first: SIMD3<UInt64>
    private var second: SIMD3<UInt64>

    private static let modulus1: UInt64 = 4_294_967_087
    private static let modulus2: UInt64 = 4_294_944_443

    /// Stream number `stream` (from 0) of the package whose seed is `seed` six times.
    ///
    /// `seed` lies between 1 and 4294944442.
    public init(seed: UInt64 = 12345, stream: Int = 0) {
        precondition(
            seed > 0 && seed < Self.modulus2 && stream >= 0, "a seed of MRG32k3a lies in 1...4294944442")
        first = SIMD3(repeating: seed)
        second = SIMD3(repeating: seed)
        for _ in 0..<stream {
            first = Self.product(Self.jump127of1, first, modulo: Self.modulus1)
            second = Self.product(Self.jump127of2, second, modulo: Self.modulus2)
        }
    }

    /// The next number, strictly between 0 and 1.
    public mutating func uniform() -> Double {
        let next1 =
            (1_403_580 * first[1] + (Self.modulus1 - 810_728) * first[0] % Self.modulus1) % Self.modulus1
        first = SIMD3(first[1], first[2], next1)
        let next2 =
            (527_612 * second[2] + (Self.modulus2 - 1_370_589) * second[0] % Self.modulus2) % Self.modulus2
        second = SIMD3(second[1], second[2], next2)
        let difference = next1 > next2 ? next1 - next2 : next1 + Self.modulus1 - next2
        return Double(difference) * 2.328306549295727688e-10
    }

    // The one-step matrices, raised to the power 2^127 by squaring, give the jump from stream to stream.
    private static let jump127of1 = power2(
        [SIMD3(0, 1, 0), SIMD3(0, 0, 1), SIMD3(modulus1 - 810_728, 1_403_580, 0)], exponent: 127,
        modulo: modulus1)
    private static let jump127of2 = power2(
        [SIMD3(0, 1, 0), SIMD3(0, 0, 1), SIMD3(modulus2 - 1_370_589, 0, 527_612)], exponent: 127,
        modulo: modulus2)

    private static func product(_ rows: [SIMD3<UInt64>], _ vector: SIMD3<UInt64>, modulo modulus: UInt64)
        -> SIMD3<UInt64>
    {
        var result = SIMD3<UInt64>()
        for (index, row) in rows.enumerated() {
            var sum: UInt64 = 0
            for column in 0..<3 { sum = (sum + row[column] * vector[column] % modulus) % modulus }
            result[index] = sum
        }
        return result
    }

    private static func power2(_ rows: [SIMD3<UInt64>], exponent: Int, modulo modulus: UInt64) -> [SIMD3<
        UInt64
    >] {
        var matrix = rows
        for _ in 0..<exponent {
            let columns = (0..<3).map { column in
                SIMD3(matrix[0][column], matrix[1][column], matrix[2][column])
            }
            let squared = columns.map { product(matrix, $0, modulo: modulus) }
            matrix = (0..<3).map { row in SIMD3(squared[0][row], squared[1][row], squared[2][row]) }
        }
        return matrix
    }
}
