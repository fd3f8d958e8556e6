import SimulationKernel
import Testing

@Suite("The generators give their published numbers")
struct GeneratorVectorTests {
    @Test("xoshiro256++ gives the numbers of rand_xoshiro's test from state 1, 2, 3, 4")
    func xoshiro() {
        var generator = Xoshiro256PlusPlus(state: (1, 2, 3, 4))
        let expected: [UInt64] = [
            41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386,
            9_228_616_714_210_784_205, 9_973_669_472_204_895_162, 14_011_001_112_246_962_877,
            12_406_186_145_184_390_807, 15_849_039_046_786_891_736, 10_450_023_813_501_588_000,
        ]
        #expect((0..<10).map { _ in generator.next() } == expected)
    }

    // The reference implementation's `splitmix64.c`; these numbers are quoted by several libraries.
    @Test("SplitMix64 gives the published numbers from state 1234567")
    func splitMix() {
        var generator = SplitMix64(state: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect((0..<5).map { _ in generator.next() } == expected)
    }

    struct PhiloxVector: Sendable {
        let counter: SIMD4<UInt32>
        let key: SIMD2<UInt32>
        let block: SIMD4<UInt32>
    }

    // Random123's `kat_vectors`.
    @Test(
        "Philox4x32-10 gives the blocks of Random123's known answers",
        arguments: [
            PhiloxVector(
                counter: .zero, key: .zero,
                block: SIMD4(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8)),
            PhiloxVector(
                counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max),
                block: SIMD4(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD)),
            PhiloxVector(
                counter: SIMD4(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344),
                key: SIMD2(0xA409_3822, 0x299F_31D0),
                block: SIMD4(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1)),
        ])
    func philox(vector: PhiloxVector) {
        #expect(Philox4x32.block(counter: vector.counter, key: vector.key) == vector.block)
    }

    @Test("Philox hands its blocks out two words at a time, carrying the counter")
    func philoxStream() {
        let key = SIMD2<UInt32>(7, 9)
        let last = SIMD4<UInt32>(.max, .max, 5, 0)
        var generator = Philox4x32(key: key, counter: last)
        let numbers = (0..<4).map { _ in generator.next() }
        let blocks = [last, SIMD4(0, 0, 6, 0)].map { Philox4x32.block(counter: $0, key: key) }
        let expected = blocks.flatMap { block in
            [UInt64(block[0]) | UInt64(block[1]) << 32, UInt64(block[2]) | UInt64(block[3]) << 32]
        }
        #expect(numbers == expected)
        #expect(generator.counter == SIMD4(1, 0, 6, 0))
    }

    struct MRGVector: Sendable {
        let stream: Int
        let numerators: [Double]
    }

    // The generator and its jump matrices computed from their definition with unbounded integers; the first
    // numbers are 0.1270111220, 0.3185275654, 0.3091860156, as L'Ecuyer's packages print them.
    @Test(
        "MRG32k3a gives its numbers in the first four streams",
        arguments: [
            MRGVector(stream: 0, numerators: [545_508_589, 1_368_065_410, 1_327_943_761, 3_546_985_096]),
            MRGVector(stream: 1, numerators: [3_262_379_099, 4_201_811_714, 2_942_635_747]),
            MRGVector(stream: 2, numerators: [3_128_925_555, 4_147_165_598, 4_278_578_054]),
            MRGVector(stream: 3, numerators: [411_039_607, 2_847_007_488, 1_015_452_154]),
        ])
    func mrg(vector: MRGVector) {
        var generator = MRG32k3a(seed: 12345, stream: vector.stream)
        for numerator in vector.numerators {
            #expect(generator.uniform() == numerator * 2.328306549295727688e-10)
        }
    }

    // A product of the recurrence passes 2^64 about three times in 10^5 steps: a million steps must meet it.
    @Test("A million numbers of MRG32k3a have the sum that unbounded integers give")
    func mrgSum() {
        var generator = MRG32k3a(seed: 12345)
        var sum: UInt64 = 0
        var last: UInt64 = 0
        for _ in 0..<1_000_000 {
            last = UInt64((generator.uniform() / 2.328306549295727688e-10).rounded())
            sum += last
        }
        #expect(sum == 2_145_988_624_685_213)
        #expect(last == 1_613_998_622)
    }
}
