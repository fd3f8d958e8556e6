import Foundation
import Synchronization

/// Progress on standard error: replications done, and the time left. A line that is drawn anew on a terminal; where it is
/// asked for and there is none, a line at most every ten seconds.
final class Progress: Sendable {
    // A class, because replications on several threads count in the same one.
    private let title: String
    private let total: Int
    private let kept: Int
    private let isTerminal: Bool
    private let isShown: Bool
    private let start = ContinuousClock.now
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    /// Progress of `total` replications, of which so many are kept from before.
    convenience init(_ title: String, total: Int, kept: Int = 0, _ output: OutputOptions) {
        self.init(title, total: total, kept: kept, isQuiet: output.quiet, isAsked: output.progress)
    }

    /// Progress that is shown on a terminal, or where it is asked for.
    init(_ title: String, total: Int, kept: Int = 0, isQuiet: Bool, isAsked: Bool = false) {
        self.title = title
        self.total = total
        self.kept = kept
        isTerminal = isatty(STDERR_FILENO) == 1
        isShown = !isQuiet && (isAsked || isTerminal)
    }

    /// Shows that `done` replications were run, those that are kept from before left out.
    func update(_ done: Int) { update(done, of: total - kept) }

    /// Shows that `done` of what is to be run by now are finished.
    func update(_ done: Int, of total: Int) {
        guard isShown, done <= total, done > 0 else { return }
        let now = ContinuousClock.now
        let pause: Swift.Duration = isTerminal ? .milliseconds(100) : .seconds(10)
        let isDue = last.withLock { last in
            guard done == total || now - (last ?? start) > pause else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let left = (now - start) / done * (total - done)
        let seconds = Int(left.components.seconds)
        let count = "\(title): \(kept + done) of \(kept + total) replications"
        guard isTerminal else { return printError(done == total ? count : "\(count), \(seconds) s left") }
        draw(done == total ? "" : "\(count), \(seconds) s left")
    }

    /// Takes the line away, where fewer replications were needed than thought.
    func finish() {
        if isShown, isTerminal { draw("") }
    }

    private func draw(_ line: String) {
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(line)".utf8))
    }
}
