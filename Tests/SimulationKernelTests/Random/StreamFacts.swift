import SimulationKernel
import Testing

/// Gives the words it was told, then those of a random stream.
private struct ScriptedBits: BitSource {
    var script: [UInt64]
    var rest = RandomStream(seed: 1, replication: 0, name: "rest")

    init(_ script: [UInt64]) { self.script = script.reversed() }

    mutating func next() -> UInt64 { script.popLast() ?? rest.next() }
}

/// √n times the correlation of uniform numbers that were drawn in pairs: standard normal when independent.
private func correlation(_ pairs: Int, draw: () -> (Double, Double)) -> Double {
    var sum = 0.0
    for _ in 0..<pairs {
        let (first, second) = draw()
        sum += (first - 0.5) * (second - 0.5)
    }
    return 12 * sum / Double(pairs).squareRoot()
}

/// How often numbers fall into each of the cells that a distribution function makes equally likely.
private func cellCounts(_ count: Int, cells: Int, share: () -> Double) -> [Int] {
    var counts = [Int](repeating: 0, count: cells)
    for _ in 0..<count { counts[min(cells - 1, Int(share() * Double(cells)))] += 1 }
    return counts
}

@Suite("A random stream belongs to its seed, replication and name")
struct StreamFacts {
    private func words(_ seed: UInt64, _ replication: Int, _ name: String) -> [UInt64] {
        var stream = RandomStream(seed: seed, replication: replication, name: name)
        return (0..<1000).map { _ in stream.next() }
    }

    @Test("The same seed, replication and name give the same stream")
    func same() {
        let name = "site/St Anna/ct/reading"
        #expect(words(1, 2, name) == words(1, 2, name))
        #expect(
            RandomStream(seed: 1, replication: 2, name: name)
                == RandomStream(seed: 1, replication: 2, name: name))
    }

    @Test("A stream goes on from a copy as it would have gone on itself")
    func copy() {
        var stream = RandomStream(seed: 1, replication: 2, name: "copy")
        for _ in 0..<10 { _ = stream.next() }
        var copy = stream
        let original = (0..<100).map { _ in stream.next() }
        #expect((0..<100).map { _ in copy.next() } == original)
    }

    @Test("Another seed, replication or name gives another stream")
    func other() {
        let base = Set(words(1, 2, "a/b"))
        let others = [
            words(2, 2, "a/b"), words(1, 3, "a/b"), words(1, 2, "a/c"), words(2, 1, "a/b"),
            words(1, 2, "b/a"),
            words(1, 2, "a/b "), words(1, 2, "A/b"), words(1, 2, ""), words(0, 2, "a/b"),
            words(.max, 2, "a/b"), words(1, -2, "a/b"),
        ]
        for other in others { #expect(base.isDisjoint(with: other)) }
    }

    @Test("No two of a hundred thousand streams begin alike")
    func manyStreams() {
        var first = Set<UInt64>()
        for name in 0..<100 {
            for replication in 0..<100 {
                for seed in 0..<10 as Range<UInt64> {
                    var stream = RandomStream(seed: seed, replication: replication, name: "site/\(name)/ct")
                    first.insert(stream.next())
                }
            }
        }
        #expect(first.count == 100_000)
    }

    @Test(
        "Streams whose keys differ little are uncorrelated",
        arguments: [
            (2, 0, "site/1/ct"), (1, 1, "site/1/ct"), (1, 2, "site/1/ct"), (1, 0, "site/2/ct"),
            (1, 0, "site/1/mr"), (1, 0, "site/1/ct/"), (3, 0, "site/1/ct"), (1 << 63, 0, "site/1/ct"),
            (0, 1, "site/1/ct"),
        ] as [(UInt64, Int, String)])
    func uncorrelated(seed: UInt64, replication: Int, name: String) {
        var one = RandomStream(seed: 1, replication: 0, name: "site/1/ct")
        var two = RandomStream(seed: seed, replication: replication, name: name)
        #expect(abs(correlation(100_000) { (one.uniform(), two.uniform()) }) < rareNormal)
    }

    @Test("A number is uncorrelated with those after it", arguments: 1...10)
    func lag(lag: Int) {
        var early = RandomStream(seed: 5, replication: 0, name: "lag")
        var late = early
        for _ in 0..<lag { _ = late.next() }
        #expect(abs(correlation(100_000) { (early.uniform(), late.uniform()) }) < rareNormal)
    }

    @Test("The first numbers of 100,000 replications are uniform and uncorrelated")
    func firstNumbers() {
        let first = (0..<100_001).map { replication in
            var stream = RandomStream(seed: 7, replication: replication, name: "site/1/arrivals")
            return stream.uniform()
        }
        #expect(kolmogorovSmirnov(first, below: { $0 }) < rareKolmogorov)
        var place = 0
        let value = correlation(100_000) {
            place += 1
            return (first[place - 1], first[place])
        }
        #expect(abs(value) < rareNormal)
    }

    @Test("Each of the 64 bits is one half of the time")
    func bits() {
        var stream = RandomStream(seed: 8, replication: 0, name: "bits")
        let count = 200_000
        var ones = [Int](repeating: 0, count: 64)
        for _ in 0..<count {
            let word = stream.next()
            for bit in 0..<64 { ones[bit] += Int(word >> UInt64(bit) & 1) }
        }
        // 64 bits share the once in a million: the normal quantile at 1 − 10⁻⁶/128 is 5.65.
        for bit in ones {
            #expect(abs(Double(bit) - Double(count) / 2) < 5.7 * Double(count).squareRoot() / 2)
        }
    }
}

@Suite("Uniform numbers lie strictly between 0 and 1")
struct UniformFacts {
    @Test("Not even the extreme words give 0 or 1")
    func extremes() {
        var bits = ScriptedBits([0, .max])
        #expect(bits.uniform() == 0x1p-53)
        #expect(bits.uniform() == 1 - 0x1p-53)
    }

    @Test("Ten million numbers fill a thousand cells evenly")
    func cells() {
        var stream = RandomStream(seed: 9, replication: 0, name: "uniform")
        var outside = 0
        let counts = cellCounts(10_000_000, cells: 1000) {
            let number = stream.uniform()
            if !(number > 0 && number < 1) { outside += 1 }
            return number
        }
        #expect(outside == 0)
        let shares = [Double](repeating: 1e-3, count: 1000)
        #expect(chiSquareLikelihood(counts, shares: shares) > 1e-6)
    }

    @Test("A million numbers pass Kolmogorov and Smirnov's test")
    func function() {
        var stream = RandomStream(seed: 10, replication: 0, name: "uniform")
        let sample = (0..<1_000_000).map { _ in stream.uniform() }
        #expect(kolmogorovSmirnov(sample, below: { $0 }) < rareKolmogorov)
    }
}

@Suite("The ziggurats draw exponential and normal numbers, tails included")
struct ZigguratFacts {
    private let tailOfExponential = 7.69711747013105
    private let tailOfNormal = 3.654152885361009

    @Test("Five million exponential numbers fill a thousand equally likely cells evenly")
    func exponentialCells() {
        var stream = RandomStream(seed: 11, replication: 0, name: "exponential")
        let counts = cellCounts(5_000_000, cells: 1000) { expo(-stream.exponential()) }
        let shares = [Double](repeating: 1e-3, count: 1000)
        #expect(chiSquareLikelihood(counts, shares: shares) > 1e-6)
    }

    @Test("Five million normal numbers fill a thousand equally likely cells evenly")
    func normalCells() {
        var stream = RandomStream(seed: 12, replication: 0, name: "normal")
        let counts = cellCounts(5_000_000, cells: 1000) { normalShare(below: stream.normal()) }
        let shares = [Double](repeating: 1e-3, count: 1000)
        #expect(chiSquareLikelihood(counts, shares: shares) > 1e-6)
    }

    @Test("Exponential and normal numbers pass Kolmogorov and Smirnov's test")
    func functions() {
        var stream = RandomStream(seed: 13, replication: 0, name: "functions")
        let exponential = (0..<1_000_000).map { _ in stream.exponential() }
        #expect(kolmogorovSmirnov(exponential, below: { 1 - expo(-$0) }) < rareKolmogorov)
        let normal = (0..<1_000_000).map { _ in stream.normal() }
        #expect(kolmogorovSmirnov(normal, below: { normalShare(below: $0) }) < rareKolmogorov)
    }

    @Test(
        "Beyond the last layer lie e^−r of the exponential numbers, and what lies beyond is exponential again"
    )
    func exponentialTail() {
        var stream = RandomStream(seed: 14, replication: 0, name: "exponential tail")
        let count = 20_000_000
        var beyond: [Double] = []
        for _ in 0..<count {
            let number = stream.exponential()
            if number > tailOfExponential { beyond.append(number - tailOfExponential) }
        }
        let expected = Double(count) * expo(-tailOfExponential)
        #expect(abs(Double(beyond.count) - expected) < rareNormal * expected.squareRoot())
        #expect(kolmogorovSmirnov(beyond, step: 1, below: { 1 - expo(-$0) }) < rareKolmogorov)
    }

    @Test("Each tail of the normal numbers has its share and its shape", arguments: [1.0, -1])
    func normalTail(sign: Double) {
        var stream = RandomStream(seed: 15, replication: 0, name: "normal tail")
        let count = 20_000_000
        var beyond: [Double] = []
        for _ in 0..<count {
            let number = stream.normal() * sign
            if number > tailOfNormal { beyond.append(number) }
        }
        let share = normalShare(below: -tailOfNormal)
        let expected = Double(count) * share
        #expect(abs(Double(beyond.count) - expected) < rareNormal * expected.squareRoot())
        let distance = kolmogorovSmirnov(beyond, step: 1) { 1 - normalShare(below: -$0) / share }
        #expect(distance < rareKolmogorov)
    }

    // A word of ones above bit 11 and zeros below lies in layer 0 beyond the rectangle: it draws from the tail.
    @Test("A million numbers drawn from the tails alone have the shapes of the tails")
    func tailsAlone() {
        var bits = ScriptedBits([])
        let exponential = (0..<1_000_000).map { _ in
            bits.script = [.max << 12]
            return bits.exponential()
        }
        #expect(
            kolmogorovSmirnov(exponential, below: { 1 - expo(tailOfExponential - $0) }) < rareKolmogorov)
        let normal = (0..<1_000_000).map { _ in
            bits.script = [.max << 12]
            return bits.normal()
        }
        let share = normalShare(below: -tailOfNormal)
        #expect(
            kolmogorovSmirnov(normal, below: { 1 - normalShare(below: -$0) / share }) < rareKolmogorov)
    }

    @Test("Whatever the word, exponential numbers are finite and not negative, normal ones finite")
    func anyWord() {
        let abscissas: [UInt64] = [0, 1 << 12, .max << 12, .max << 9, 1 << 63]
        for layer in 0..<512 as Range<UInt64> {
            for abscissa in abscissas {
                for uniform: UInt64 in [0, .max] {
                    var bits = ScriptedBits([abscissa & ~511 | layer, uniform])
                    let exponential = bits.exponential()
                    #expect(exponential >= 0 && exponential < 100)
                    bits = ScriptedBits([abscissa & ~511 | layer, uniform])
                    #expect(abs(bits.normal()) < 100)
                }
            }
        }
    }

    @Test("Signs of normal numbers are even and do not tell the next one")
    func signs() {
        var stream = RandomStream(seed: 16, replication: 0, name: "signs")
        let count = 1_000_000
        var sum = 0.0
        var changes = 0
        var last = 1.0
        for _ in 0..<count {
            let sign: Double = stream.normal() < 0 ? -1 : 1
            sum += sign
            if sign != last { changes += 1 }
            last = sign
        }
        #expect(abs(sum) < rareNormal * Double(count).squareRoot())
        #expect(abs(Double(changes * 2 - count)) < rareNormal * Double(count).squareRoot())
    }
}
