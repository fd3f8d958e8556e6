import Foundation
import Synchronization

/// Progress on standard error, when that is a terminal: replications done, and the time left.
final class Progress: Sendable {
    // A class, because replications on several threads count in the same one.
    private let title: String
    private let total: Int
    private let isShown: Bool
    private let start = ContinuousClock.now
    private let last = Mutex(ContinuousClock.now)

    init(_ title: String, total: Int, isQuiet: Bool) {
        self.title = title
        self.total = total
        isShown = !isQuiet && isatty(STDERR_FILENO) == 1
    }

    /// Shows that `done` of all replications are finished, ten times a second at most.
    func update(_ done: Int) { update(done, of: total) }

    /// Shows that `done` of what is to be done by now are finished.
    func update(_ done: Int, of total: Int) {
        guard isShown else { return }
        let now = ContinuousClock.now
        let isDue = last.withLock { last in
            guard done == total || now - last > .milliseconds(100) else { return false }
            last = now
            return true
        }
        guard isDue, done <= total else { return }
        let elapsed = now - start
        let left = elapsed / done * (total - done)
        let seconds = Int(left.components.seconds)
        let line = done == total ? "" : "\(title): \(done) of \(total) replications, \(seconds) s left"
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(line)".utf8))
    }

    /// Takes the line away, where fewer replications were needed than thought.
    func finish() {
        guard isShown else { return }
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K".utf8))
    }
}
