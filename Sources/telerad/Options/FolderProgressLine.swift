import DICOMHeader
import Foundation
import Synchronization

/// A bar on standard error while folders are read, when that is a terminal: files read, of how many, how fast, and
/// the time left.
final class FolderProgressLine: Sendable {
    // A class, because its own thread draws what the reading threads count.

    /// What the readers count in; nil when nothing is shown, so that nothing is counted.
    let reading: FolderProgress?
    private let isOver = Atomic(false)
    private let drawing = DispatchGroup()

    init(_ folders: [String], isQuiet: Bool) {
        guard !isQuiet, isatty(STDERR_FILENO) == 1 else {
            reading = nil
            return
        }
        let progress = FolderProgress()
        reading = progress
        DispatchQueue.global().async { progress.countFiles(below: folders) }
        DispatchQueue.global().async(group: drawing) { [self] in
            let start = ContinuousClock.now
            // Short listings need no bar.
            Thread.sleep(forTimeInterval: 0.3)
            while !isOver.load(ordering: .relaxed) {
                draw(progress, after: start)
                Thread.sleep(forTimeInterval: 0.1)
            }
        }
    }

    /// Takes the bar away.
    func finish() {
        guard reading != nil else { return }
        isOver.store(true, ordering: .relaxed)
        drawing.wait()
        write("")
    }

    private func draw(_ progress: FolderProgress, after start: ContinuousClock.Instant) {
        let read = progress.filesRead
        let elapsed = ContinuousClock.now - start
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        let rate = Double(read) / seconds
        guard let total = progress.filesFound, total > 0 else {
            return write("\(read) files, \(Int(rate)) files/s")
        }
        let share = min(1, Double(read) / Double(total))
        let filled = Int(share * 30)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        let left = rate > 0 ? Int((Double(max(0, total - read)) / rate).rounded(.up)) : 0
        write("\(bar) \(read) of \(total) files, \(Int(rate)) files/s, \(left) s left")
    }

    private func write(_ line: String) {
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(line)".utf8))
    }
}
