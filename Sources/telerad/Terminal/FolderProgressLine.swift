import DICOMHeader
import Foundation
import Synchronization

/// Progress while folders are read: files read, of how many, how fast, and the time left.
final class FolderProgressLine: Sendable {
    // A class, because its own thread shows what the reading threads count.

    /// What the readers count in; nil when nothing is shown, so that nothing is counted.
    let reading: FolderProgress?
    private let line: Progress
    private let isOver = Atomic(false)
    private let drawing = DispatchGroup()

    init(_ folders: [String], _ output: OutputOptions) {
        let form = Progress.form(output)
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
            for _ in 0..<30 where !isOver.load(ordering: .relaxed) { Thread.sleep(forTimeInterval: 0.01) }
            while !isOver.load(ordering: .relaxed) {
                line.update(progress.filesRead, ofAll: progress.filesFound)
                Thread.sleep(forTimeInterval: 0.1)
            }
        }
    }

    /// Takes the line away.
    func finish() {
        guard let reading else { return }
        isOver.store(true, ordering: .relaxed)
        drawing.wait()
        // Whoever asked for lines sees that it is done, however fast it was.
        line.finish(reading.filesRead)
    }
}
