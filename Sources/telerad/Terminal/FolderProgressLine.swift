import DICOMHeader
import Foundation
import Synchronization

/// Progress while folders are read: files read, of how many, how large they are, how fast, and the time left.
final class FolderProgressLine: Sendable {
    // A class, because its own thread shows what the reading threads count.

    /// What the readers count in; nil when nothing is shown, so that nothing is counted.
    let reading: FolderProgress?
    private let line: Progress
    private let isOver = DispatchSemaphore(value: 0)
    private let hasDrawn = Atomic(false)
    private let drawing = DispatchGroup()
    private let isAlwaysTold: Bool

    /// - Parameter isAlwaysTold: whether whoever asked for lines hears of it however short it was.
    init(_ folders: [String], isAlwaysTold: Bool) {
        self.isAlwaysTold = isAlwaysTold
        let form = Console.progressForm
        line = Progress("reading", unit: "files", total: 0, form)
        guard form != .none else {
            reading = nil
            return
        }
        let progress = FolderProgress()
        reading = progress
        DispatchQueue.global().async { progress.countFiles(below: folders) }
        DispatchQueue.global().async(group: drawing) { [self] in
            // Short listings need no line.
            var end = isOver.wait(timeout: .now() + 0.3)
            while end == .timedOut {
                hasDrawn.store(true, ordering: .relaxed)
                line.update(
                    progress.filesRead, ofAll: progress.filesFound, size: Self.size(progress.bytesOfFiles))
                end = isOver.wait(timeout: .now() + 0.1)
            }
        }
    }

    /// Takes the line away.
    func finish() {
        guard let reading else { return }
        isOver.signal()
        drawing.wait()
        if isAlwaysTold || hasDrawn.load(ordering: .relaxed) {
            line.finish(reading.filesRead, size: Self.size(reading.bytesOfFiles))
        }
    }

    /// How much files are together: `2.1 GB`; nil for nothing.
    private static func size(_ bytes: Int) -> String? {
        guard bytes > 0 else { return nil }
        let power = min(4, Int(log10(Double(bytes)) / 3))
        let value = Double(bytes) / pow(1000, Double(power))
        return (value < 10 ? "\((value * 10).rounded() / 10)" : "\(Int(value.rounded()))")
            + " " + ["B", "kB", "MB", "GB", "TB"][power]
    }
}
