import Experiments
import Testing

@Suite("An estimate is a mean over replications with its interval")
struct EstimateFacts {
    @Test("4, 8 and 6 give 6 ± 4.303 · 2 / √3")
    func byHand() throws {
        let estimate = try #require(Estimate([4, 8, 6]))
        #expect(estimate.value == 6)
        let half = try #require(estimate.halfWidth)
        // Law, section 4.5: variance 4 of three values, t with two degrees of freedom at 0.975.
        #expect(abs(half - 4.302652729749462 * 2 / 3.0.squareRoot()) < 1e-9)
        #expect(estimate.replications == 3)
    }

    @Test("a higher confidence takes the quantile of that confidence")
    func confidence() throws {
        let half = try #require(Estimate([4, 8, 6], confidence: 0.975)?.halfWidth)
        #expect(abs(half - 6.205346816570706 * 2 / 3.0.squareRoot()) < 1e-9)
    }

    @Test("replications without the figure are left out and not counted")
    func missing() throws {
        let estimate = try #require(Estimate([nil, 4, nil, 8, 6]))
        #expect(estimate == Estimate([4, 8, 6]))
        #expect(estimate.replications == 3)
    }

    @Test("one replication gives a value without an interval, none gives nothing")
    func few() throws {
        let one = try #require(Estimate([nil, 5]))
        #expect(one.value == 5)
        #expect(one.halfWidth == nil)
        #expect(Estimate([nil, nil]) == nil)
        #expect(Estimate([]) == nil)
    }
}
