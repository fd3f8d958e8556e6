import Experiments
import SimulationKernel
import Teleradiology

/// What running a model adds to the report on it.
public struct ModelEvidence: Sendable {
    /// How long it takes to settle, as MSER-5 and Welch's curve see it.
    public var warmUp: WarmUpStudy?
    /// What an experiment on the scenario found: the half-widths that were reached.
    public var result: ExperimentResult?
    /// The machine, and how long that took.
    public var measurement: MachineMeasurement?
    /// Queues with known answers, run by the same program.
    public var verification: [VerificationOutcome] = []
    /// The POSIX checksum of the file, which `cksum` tells too; nil where the file can't be read again.
    public var checksum: FileChecksum?
    /// The arguments that the commands to repeat it need behind the file: `--set delivery=cloud`, one word each.
    public var options: [String] = []

    /// Nothing was run.
    public init() {}
}

/// How long a machine took for an experiment.
public struct MachineMeasurement: Sendable, Hashable {
    /// The processor as it names itself.
    public var processor: String
    /// The processors that the operating system offers.
    public var processors: Int
    /// The memory of the machine in bytes.
    public var memory: UInt64
    /// The operating system and its version.
    public var system: String
    /// The compiler that the program was made with.
    public var compiler: String
    /// The threads that ran replications.
    public var threads: Int
    /// The time on the wall, in seconds.
    public var seconds: Double
    /// The time of all processors, in seconds.
    public var processorSeconds: Double

    /// A measurement.
    public init(
        processor: String, processors: Int, memory: UInt64, system: String, compiler: String, threads: Int,
        seconds: Double, processorSeconds: Double
    ) {
        self.processor = processor
        self.processors = processors
        self.memory = memory
        self.system = system
        self.compiler = compiler
        self.threads = threads
        self.seconds = seconds
        self.processorSeconds = processorSeconds
    }
}
