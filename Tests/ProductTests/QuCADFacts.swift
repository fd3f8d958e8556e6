import Teleradiology
import Testing

/// The FDA's QuCAD tool and what it computes.
///
/// E. E. Thompson and others, "Applying queueing theory to evaluate wait-time-savings of triage algorithms", Queueing
/// Systems 108 (2024), 579–610; program DIDSR/QuCAD (CC0). The row with interrupting studies is printed in the program's
/// manual (2023); the others were computed with the program's own calculator.
@Suite("Triage saves and costs the time that the FDA's QuCAD says")
struct QuCADFacts {
    struct Row: Sendable, CustomTestStringConvertible {
        var queue: TriageQueue
        /// Mean minutes of waiting, as QuCAD has them.
        var without: Double
        var positive: Double
        var negative: Double
        var diseased: Double
        var notDiseased: Double
        /// How far QuCAD's own approximation may be off, as a share.
        var approximation = 0.0

        var testDescription: String {
            "load \(queue.load), \(queue.readers) readers, \(queue.interrupting) interrupting, \(queue.effect)"
        }
    }

    static let rows = [
        Row(
            queue: TriageQueue(length: "2000 d"), without: 40, positive: 1.682, negative: 48.411,
            diseased: 6.355,
            notDiseased: 43.738),
        Row(
            queue: TriageQueue(readers: 2), without: 17.778, positive: 0.212, negative: 21.634,
            diseased: 2.354,
            notDiseased: 19.492),
        // Two servers with unequal services have no closed form; QuCAD's is an approximation.
        Row(
            queue: TriageQueue(readers: 2, interrupting: 0.1), without: 18.29, positive: 0.39,
            negative: 22.16,
            diseased: 2.57, notDiseased: 19.98, approximation: 0.02),
        Row(
            queue: TriageQueue(load: 0.5), without: 10, positive: 0.989, negative: 11.978, diseased: 2.088,
            notDiseased: 10.879),
        // The same as the first, without interruptions.
        Row(
            queue: TriageQueue(effect: "{ reorder: positive }", length: "2000 d"), without: 40,
            positive: 9.3458,
            negative: 46.729, diseased: 13.084, notDiseased: 42.991),
    ]

    private func waits(_ queue: TriageQueue) async throws -> [ReplicatedMean] {
        try await queue.model().replicate { result in
            [.positive, .negative, .diseased, .notDiseased].map { result.delay($0) }
        }
    }

    private func expect(_ found: ReplicatedMean, _ exact: Double, _ what: String, approximation: Double = 0) {
        let share = abs(found.mean - exact) <= found.halfWidth + approximation * exact
        #expect(share, "\(what): \(found.mean) ± \(found.halfWidth), QuCAD has \(exact)")
        #expect(
            found.halfWidth <= max(0.12 * exact, 0.03), "\(what): ± \(found.halfWidth) is too wide to tell")
    }

    @Test("waits with triage, by verdict and by disease", arguments: rows)
    func withTriage(row: Row) async throws {
        let figures = try await waits(row.queue)
        expect(figures[0], row.positive, "positive", approximation: row.approximation)
        expect(figures[1], row.negative, "negative", approximation: row.approximation)
        expect(figures[2], row.diseased, "diseased", approximation: row.approximation)
        expect(figures[3], row.notDiseased, "not diseased", approximation: row.approximation)
    }

    @Test("waits without triage, where the verdict is a mark alone", arguments: rows.dropLast())
    func withoutTriage(row: Row) async throws {
        var queue = row.queue
        queue.effect = "flag"
        for (figure, what) in zip(
            try await waits(queue), ["positive", "negative", "diseased", "not diseased"])
        {
            expect(figure, row.without, what, approximation: row.approximation)
        }
    }

    /// QuCAD takes a class of mixed services for exponential: 48.0, 6.3 and 72.6 minutes. M/G/1 is exact: FIFO
    /// λE[S²]/2/(1 − ρ) = 60 with E[S²] = 0.1 · 2 · 30² + 0.9 · 2 · 10² and λ = 0.8/12.
    @Test("diseased studies that take thrice as long: the exact waits, not those of an exponential mixture")
    func unequalReads() async throws {
        var queue = TriageQueue(diseasedRead: 30, length: "2000 d")
        let figures = try await waits(queue)
        expect(figures[0], 7.895, "positive")
        expect(figures[1], 82.18, "negative")
        expect(figures[2], 15.95, "diseased")
        expect(figures[3], 74.68, "not diseased")
        #expect(figures[0].mean - figures[0].halfWidth > 6.3)
        #expect(figures[1].mean - figures[1].halfWidth > 72.6)
        queue.effect = "flag"
        let plain = try await waits(queue)
        expect(plain[1], 60, "without triage")
        #expect(plain[1].mean - plain[1].halfWidth > 48)
    }

    /// An independent simulation with SimPy gave 18.07 and 75.07 minutes with the interrupted at the tail.
    @Test(
        "where the interrupted go to the tail of their class, diseased studies wait longer than at the head")
    func tail() async throws {
        let queue = TriageQueue(diseasedRead: 30, interrupted: "tail", length: "2000 d")
        let figures = try await waits(queue)
        #expect(abs(figures[2].mean - 18.07) <= figures[2].halfWidth + 0.02 * 18.07)
        #expect(abs(figures[3].mean - 75.07) <= figures[3].halfWidth + 0.02 * 75.07)
        #expect(figures[2].mean - figures[2].halfWidth > 15.95)
    }
}
