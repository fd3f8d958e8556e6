import Teleradiology
import Testing

/// What published studies of triage in radiology found, as shapes: no study gives enough to compute its digits.
@Suite("Triage behaves as published studies found")
struct TriageStudies {
    /// Differences of two designs on the same studies, replication by replication.
    private func differences(
        _ queue: TriageQueue, minus base: TriageQueue,
        _ figure: @escaping @Sendable (RunResult) -> [Double]
    ) async throws -> [ReplicatedMean] {
        let base = try base.model()
        return try await queue.model().replicate { result in
            guard let other = try? base.run(replication: result.replication) else { return [] }
            return zip(figure(result), figure(other)).map { $0 - $1 }
        }
    }

    private func arm(_ effect: String, load: Double = 0.8, _ change: (inout TriageQueue) -> Void = { _ in })
        -> TriageQueue
    {
        var queue = TriageQueue(load: load, effect: effect, length: "400 d")
        change(&queue)
        return queue
    }

    /// T. J. O'Neill and others, Radiology: Artificial Intelligence 3 (2021): waits for positive studies fell from 15.45
    /// to 12.02 minutes when the worklist was reordered; a flag alone had no effect.
    @Test("a flag has no effect at all; reordering helps positive studies and costs the others")
    func flagAndReorder() async throws {
        let flag = try arm("flag").model().run(replication: 0)
        let blind = try arm("reorder") {
            $0.sensitivity = 0; $0.falsePositives = 0
        }.model().run(replication: 0)
        #expect(flag.wait() == blind.wait())
        let found = try await differences(arm("{ reorder: positive }"), minus: arm("flag")) { result in
            [result.delay(.truePositive), result.delay(.trueNegative)]
        }
        #expect(found[0].mean + found[0].halfWidth < 0)
        #expect(found[1].mean - found[1].halfWidth > 0)
    }

    /// K. Batra and others, AJR 2023: turnaround fell by 12.3 minutes, all of it wait; reading times did not change.
    @Test("what reordering saves is wait; reading takes as long as before")
    func readUnchanged() throws {
        func reads(_ effect: String) throws -> Double? {
            try arm(effect).model().run(replication: 0).cell(of: .triaged(.diseased))
                .intervals[Int(Interval.read.rawValue)].meanSeconds
        }
        let (before, after) = (
            try #require(try reads("flag")), try #require(try reads("{ reorder: positive }"))
        )
        // The same studies but those at the very end.
        #expect(abs(after - before) < 0.002 * before)
    }

    /// Y. Thompson and others, arXiv 2025: 22 minutes saved in busy hours, none off hours.
    @Test("reordering saves minutes where readers are busy, next to nothing where they are not")
    func loads() async throws {
        var saved: [Double] = []
        for load in [0.85, 0.1] {
            let found = try await differences(
                arm("{ reorder: positive }", load: load), minus: arm("flag", load: load)
            ) {
                [$0.delay(.truePositive)]
            }
            saved.append(-found[0].mean)
        }
        #expect(saved[0] > 15)
        // A study there waits for 1.1 minutes on average.
        #expect(saved[1] < 1)
    }

    /// I. M. Baltruschat and others, European Radiology 31 (2021), 3837: with triage the mean turnaround of pneumothorax
    /// fell from 80.1 to 35.6 minutes while the longest rose from 890 to 1,293; a maximum wait brought it to 979.
    @Test(
        "reordering lowers the mean of diseased studies and raises the longest wait; a maximum wait takes that back"
    )
    func longestWait() async throws {
        @Sendable func figures(_ result: RunResult) -> [Double] {
            [result.delay(.diseased), result.wait().maximum.seconds / 60]
        }
        let base = arm("flag") { $0.falsePositives = 0.3 }
        let reorder = arm("{ reorder: positive }") { $0.falsePositives = 0.3 }
        var capped = reorder
        capped.rest = ", max_wait: 3 h"
        let change = try await differences(reorder, minus: base, figures)
        #expect(change[0].mean + change[0].halfWidth < 0)
        #expect(change[1].mean - change[1].halfWidth > 0)
        let cap = try await differences(capped, minus: reorder, figures)
        #expect(cap[1].mean + cap[1].halfWidth < 0)
        let rest = try await differences(capped, minus: base, figures)
        #expect(rest[0].mean + rest[0].halfWidth < 0)
    }
}
