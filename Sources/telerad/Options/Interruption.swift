import Experiments
import Foundation

/// Ctrl-C and other requests to end, while results are kept: what is done is written before the process ends.
///
/// A class, because the system calls it from a thread of its own.
final class Interruption {
    private let sources: [any DispatchSourceSignal]

    /// Writes a folder's results before a signal ends the process; from now until ``end()``.
    init(_ folder: ResultsFolder) {
        let queue = DispatchQueue(label: "telerad.interruption")
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            // The source sees what the process ignores.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                folder.flush()
                printError(
                    "telerad: stopped; what is done is in \(folder.path), and the same command goes on from there"
                )
                // The caller is to see that a signal ended it.
                signal(number, SIG_DFL)
                kill(getpid(), number)
            }
            source.resume()
            return source
        }
    }

    /// Lets signals end the process as ever.
    func end() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
    }
}
