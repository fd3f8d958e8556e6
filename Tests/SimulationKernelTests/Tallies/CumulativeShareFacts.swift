import SimulationKernel
import Testing

@Suite("The shares of spans at or below given ones")
struct CumulativeShareFacts {
    private func shares(of microseconds: [Int64], at spans: [Int64]) -> [Double] {
        var tally = DistributionTally()
        for value in microseconds { tally.record(Duration(microseconds: value)) }
        return tally.cumulativeShares(at: spans.map { Duration(microseconds: $0) })
    }

    @Test("below 128 µs, where every value has its bucket, they are exact")
    func exact() {
        #expect(shares(of: [3, 5, 5, 9], at: [2, 3, 4, 5, 8, 9, 10]) == [0, 0.25, 0.25, 0.75, 0.75, 1, 1])
    }

    @Test("nothing lies below the smallest value, and all at the largest, whatever the buckets")
    func ends() {
        #expect(shares(of: [1_000_003, 1_000_005], at: [-1, 1_000_002, 1_000_005]) == [0, 0, 1])
    }

    @Test("a tally of nothing has none")
    func empty() {
        #expect(shares(of: [], at: [1, 2]) == [])
    }

    /// A bucket is 1/128 of its octave wide, so a span is met by values within 1/128 of it.
    @Test("for values spread evenly they are the span's share, to a bucket's width")
    func even() {
        let values = (1...100_000).map { Int64($0) * 1000 }
        let spans: [Int64] = [1_000_000, 12_345_678, 50_000_000, 77_777_777]
        for (share, span) in zip(shares(of: values, at: spans), spans) {
            #expect(abs(share - Double(span) / 1e8) < Double(span) / 1e8 / 128, "\(span)")
        }
    }

    @Test("they never fall")
    func order() {
        var stream = RandomStream(seed: 8, replication: 0, name: "spans")
        let values = (0..<500).map { _ in Int64(stream.exponential() * 3e9) }
        let found = shares(of: values, at: (0...200).map { Int64($0) * 100_000_000 })
        #expect(zip(found, found.dropFirst()).allSatisfy { $0 <= $1 })
    }
}
