import Foundation
import Reports

#if canImport(Glibc)
    import Glibc
#endif

/// Measures how long the machine at hand takes for something.
struct MachineMeter {
    private let start = ContinuousClock.now
    private let processorStart = Self.processorSeconds

    /// What it took since the meter was made.
    func measurement(threads: Int) -> MachineMeasurement {
        let span = ContinuousClock.now - start
        let machine = ProcessInfo.processInfo
        return MachineMeasurement(
            processor: Self.processor, processors: machine.activeProcessorCount,
            memory: machine.physicalMemory,
            system: machine.operatingSystemVersionString, compiler: Self.compiler, threads: threads,
            seconds: Double(span.components.seconds) + Double(span.components.attoseconds) / 1e18,
            processorSeconds: Self.processorSeconds - processorStart)
    }

    /// The time that all threads of this process have had, in seconds.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The name of the processor as Linux tells it; elsewhere its architecture.
    private static var processor: String {
        let lines =
            (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
        let named = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
        return named.map { $0.trimmingCharacters(in: .whitespaces) } ?? architecture
    }

    private static var architecture: String {
        #if arch(x86_64)
            "x86_64"
        #elseif arch(arm64)
            "arm64"
        #else
            "of another architecture"
        #endif
    }

    private static var compiler: String {
        #if compiler(>=6.4)
            "Swift 6.4 or later"
        #elseif compiler(>=6.3)
            "Swift 6.3"
        #elseif compiler(>=6.2)
            "Swift 6.2"
        #else
            "Swift 6.1"
        #endif
    }
}
