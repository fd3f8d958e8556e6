import Experiments
import Reports
import ScenarioFiles
import Synchronization
import SimulationKernel
import Teleradiology
import Testing

@Suite("An experiment runs independent replications")
struct ExperimentFacts {
    @Test("one, two and five threads give the same bytes, text and JSON", arguments: [2, 5])
    func threads(_ count: Int) async throws {
        let alone = try await SmallScenario.comparison(threads: 1)
        let together = try await SmallScenario.comparison(threads: count)
        #expect(CompareJSON.value(alone).text == CompareJSON.value(together).text)
        #expect(CompareText(alone).text == CompareText(together).text)
        #expect(RunText(alone.base.result).text == RunText(together.base.result).text)
    }

    @Test("another seed gives other studies")
    func seeds() async throws {
        let first = try await SmallScenario.result()
        let second = try await SmallScenario.result("seed=12")
        #expect(first.demandFingerprint != second.demandFingerprint)
        #expect(first.fingerprint != second.fingerprint)
    }

    @Test("more replications leave the first ones as they were")
    func prefix() async throws {
        let six = try await SmallScenario.result()
        let nine = try await SmallScenario.result("replications=9")
        #expect(six.replications.map(\.fingerprint) == nine.replications.prefix(6).map(\.fingerprint))
        #expect(Set(nine.replications.map(\.fingerprint)).count == 9)
    }

    @Test("progress counts each replication once")
    func progress() async throws {
        let counts = Mutex<[Int]>([])
        _ = try await Experiment(SmallScenario.file().scenario(), threads: 2).run { done in
            counts.withLock { $0.append(done) }
        }
        #expect(counts.withLock { $0 } == Array(1...6))
    }

    @Test("an error of the model ends the experiment")
    func failure() async throws {
        var scenario = try SmallScenario.file().scenario()
        scenario.timeZone = "Nowhere/Land"
        let broken = scenario
        await #expect(throws: ModelError.self) { try await Experiment(broken).run() }
    }

    @Test("figures of a group are those of its replications, averaged")
    func figures() async throws {
        let result = try await SmallScenario.result()
        let means = result.replications.compactMap { $0.groups[.modality(.ct)]?[.turnaround][.mean] }
        let estimate = try #require(result.interval(.turnaround, .mean, .modality(.ct)))
        #expect(abs(estimate.value - means.reduce(0, +) / 6) < 1e-9 * estimate.value)
        #expect(result.modalities == [.xray, .ct])
        #expect(result.withinTarget(.modality(.xray)) == nil)
        let stat = try #require(result.withinTarget(.priority(0)))
        #expect(stat.value > 0 && stat.value <= 1)
    }

    @Test("throughput is reports over observed days; created = reported + in system over all replications")
    func throughput() async throws {
        let result = try await SmallScenario.result()
        let reported = try #require(result.reported(.all))
        let perDay = try #require(result.throughput(.all))
        #expect(abs(perDay.value - reported.value / 2.75) < 1e-9)
        let sum = result.conservation
        #expect(sum.created == sum.reported + sum.inSystemCounts.reduce(0, +))
        #expect(sum.created > 6 * 300)
    }
}

@Suite("A comparison pairs designs on the same studies")
struct ComparisonFacts {
    @Test("a difference is the mean of differences, replication by replication, with a corrected interval")
    func paired() async throws {
        let comparison = try await SmallScenario.comparison()
        let measure = Measure.Kind.interval(.turnaround, .mean)
        for variant in comparison.variants {
            let pairs = zip(comparison.base.result.replications, variant.result.replications)
            let differences = pairs.map { base, other -> Double? in
                guard let base = base.groups[.all]?[.turnaround][.mean],
                    let other = other.groups[.all]?[.turnaround][.mean]
                else { return nil }
                return other - base
            }
            let difference = try #require(comparison.difference(variant, measure, .all))
            #expect(difference.estimate == Estimate(differences, confidence: 0.975))
        }
        #expect(comparison.confidence == 0.975)
    }

    @Test("all designs meet the same studies")
    func sameStudies() async throws {
        let comparison = try await SmallScenario.comparison()
        #expect(comparison.variants.allSatisfy { comparison.sawSameStudies($0) })
        let other = Comparison(
            base: comparison.base,
            variants: [.init(name: "other seed", result: try await SmallScenario.result("seed=12"))])
        #expect(!other.sawSameStudies(other.variants[0]))
    }

    @Test("a second reader makes waits shorter, beyond doubt, and the shared studies narrow the interval")
    func verdicts() async throws {
        let comparison = try await SmallScenario.comparison()
        let readers = comparison.variants[1]
        let wait = try #require(comparison.difference(readers, .interval(.wait, .mean), .all))
        #expect(wait.verdict == .lower)
        let read = try #require(comparison.difference(readers, .interval(.read, .mean), .modality(.ct)))
        let ratio = try #require(read.varianceRatio)
        #expect(ratio < 0.5)
        let same = Comparison(base: comparison.base, variants: [comparison.base])
        let none = try #require(same.difference(same.variants[0], .interval(.wait, .mean), .all))
        #expect(none.verdict == .equal)
        #expect(none.estimate.value == 0 && none.estimate.halfWidth == 0)
    }

    @Test("Holm's correction: by hand, and over the variants of a comparison")
    func holm() async throws {
        // Holm 1979: 0.01 · 4, 0.02 · 3, max(0.06, 0.03 · 2), max(0.06, 0.2 · 1).
        let adjusted = Comparison.holm([0.03, 0.01, nil, 0.2, 0.02])
        let expected: [Double?] = [0.06, 0.04, nil, 0.2, 0.06]
        #expect(zip(adjusted, expected).allSatisfy { abs(($0 ?? -1) - ($1 ?? -1)) < 1e-12 })
        #expect(Comparison.holm([0.9, 0.8]) == [1, 1])
        let comparison = try await SmallScenario.comparison()
        let kind = Measure.Kind.interval(.wait, .mean)
        let found = comparison.adjustedProbabilities(kind, .all)
        for (variant, probability) in zip(comparison.variants, found) {
            let difference = try #require(comparison.difference(variant, kind, .all))
            // What Bonferroni's interval decides, Holm's test decides too.
            if difference.verdict != .undecided { #expect(try #require(probability) < 0.05) }
            // A paired t test at the level at which the interval just touches zero.
            let half = try #require(difference.estimate.halfWidth)
            let t = abs(difference.estimate.value) / half * StudentT.quantile(0.9875, degrees: 5)
            #expect(abs(try #require(difference.probability) - 2 * StudentT.upperTail(t, degrees: 5)) < 1e-9)
        }
    }

    @Test("the gain of shared studies is told as independent pairs: replications over the variance ratio")
    func gain() async throws {
        let comparison = try await SmallScenario.comparison()
        let difference = try #require(
            comparison.difference(comparison.variants[0], .interval(.turnaround, .mean), .all))
        let ratio = try #require(difference.varianceRatio)
        #expect(difference.independentReplications == 6 / ratio)
        #expect(ratio < 0.5)
        let text = CompareText(comparison).text.replacing("\n", with: " ")
        #expect(text.contains("6 pairs tell as much as"), "\(text)")
        #expect(text.contains("corrected for 2 variants (Bonferroni)"))
    }

    @Test("one replication decides nothing")
    func single() async throws {
        let base = try await SmallScenario.result("replications=1")
        let other = try await SmallScenario.result("replications=1", "readers.Reader.count=2")
        let comparison = Comparison(
            base: .init(name: "one", result: base), variants: [.init(name: "two", result: other)])
        let difference = try #require(
            comparison.difference(comparison.variants[0], .interval(.wait, .mean), .all))
        #expect(difference.verdict == .undecided)
        #expect(difference.estimate.halfWidth == nil)
    }
}
