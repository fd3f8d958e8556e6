import Experiments
import Testing

@Suite("Student's t has the quantiles of SciPy")
struct StudentTFacts {
    /// `scipy.stats.t.ppf(probability, degrees)`, SciPy 1.17.1.
    static let table: [(probability: Double, degrees: Double, quantile: Double)] = [
        (0.9, 1, 3.0776835371752544), (0.9, 2, 1.8856180831641272), (0.9, 19, 1.3277282090267986),
        (0.975, 1, 12.706204736174694), (0.975, 2, 4.302652729749462), (0.975, 3, 3.1824463052837078),
        (0.975, 5, 2.5705818356363146), (0.975, 9, 2.262157162798205), (0.975, 19, 2.0930240544083087),
        (0.975, 39, 2.022690920036761), (0.975, 100, 1.9839715185235518),
        (0.975, 1000, 1.9623390808264083), (0.975, 1e6, 1.959966356814107),
        (0.9875, 1, 25.451699579357168), (0.9875, 19, 2.433440211374971),
        (0.995, 5, 4.032142983555228), (0.9999995, 1, 636619.7724194303),
        (0.9999995, 19, 7.069118187100348), (0.9999995, 1000, 4.922289523446074),
    ]

    @Test("to nine digits, from 1 to a million degrees of freedom")
    func quantiles() {
        for (probability, degrees, quantile) in Self.table {
            let found = StudentT.quantile(probability, degrees: degrees)
            #expect(abs(found / quantile - 1) < 1e-9, "t(\(probability), \(degrees)) = \(found)")
        }
    }

    @Test("symmetric about 0")
    func symmetry() {
        #expect(StudentT.quantile(0.5, degrees: 7) == 0)
        #expect(StudentT.quantile(0.025, degrees: 7) == -StudentT.quantile(0.975, degrees: 7))
    }
}
