import SimulationKernel

/// Calls and questions that interrupt a reading: the reader deals with them at once, then goes on where the reading was.
///
/// They come as a Poisson process over the hours in which a reader reads. With a mean reading time S, a rate λ, a mean
/// duration D and a penalty p for finding back, a reading takes S·(1 + λ·(D + p)) on average.
public struct Interruptions: Hashable, Sendable {
    /// How many come in an hour of reading.
    public var perHour: Double
    /// How long one lasts, in seconds.
    public var seconds: Distribution
    /// How long it takes to find back into the study.
    public var resume: Duration

    /// Interruptions at a rate, each of a duration.
    public init(perHour: Double, seconds: Distribution, resume: Duration = .zero) {
        self.perHour = perHour
        self.seconds = seconds
        self.resume = resume
    }
}

/// Interruptions by name.
public struct InterruptionPreset: Sendable, Hashable {
    /// The name in scenario files.
    public let name: String
    /// Rate and duration.
    public let interruptions: Interruptions
    /// Where the figures come from.
    public let source: PresetSource

    /// All presets; in both a duration is log-normal, and finding back takes no time.
    ///
    /// - `night-calls`: 72 calls in a night of 12 hours, 57 s in the median, 108 minutes in all: 72 in the 10.2 hours
    ///   that they leave, and a mean of 90 s, from which the spread follows.
    /// - `day-calls`: 4.4 calls an hour, 64 minutes for 39 of them; the spread is that of the night (an assumption).
    public static let all = [
        InterruptionPreset(
            name: "night-calls",
            interruptions: Interruptions(
                perHour: 72 / 10.2, seconds: .lognormal(median: 57, sigma: 0.9558)),
            source: .derived("J.-P. J. Yu et al., JACR 2014")),
        InterruptionPreset(
            name: "day-calls",
            interruptions: Interruptions(
                perHour: 4.4, seconds: .lognormal(median: 64 * 60 / 39 * 57 / 90, sigma: 0.9558)),
            source: .derived("BMJ Open Quality 2019, day neuroradiology")),
    ]
}

/// The interruptions of one reader in one replication.
///
/// Each reader has random streams of their own, so that a further reader leaves the others' as they were.
struct InterruptionSource {
    private var gaps: RandomStream
    private var spans: RandomStream
    /// How much more is read before the next one.
    private var untilNext: Duration
    /// Whether the present stretch of reading ends with one.
    private var isDue = false

    /// - Parameter interrupts: whether anything interrupts this reader.
    init(
        group: String, number: Int, perHour: Double, interrupts: Bool, varies: Bool,
        _ keys: inout RandomStreamKeys
    ) {
        let name = "readers/\(group)/\(number)"
        gaps = keys.stream("\(name)/interruptions", "when a reading is interrupted", isDrawn: interrupts)
        spans = keys.stream(
            "\(name)/interruption-durations", "how long an interruption lasts", isDrawn: interrupts && varies)
        untilNext = .hours(gaps.exponential() / perHour)
    }

    /// Reads for a span, or as far as the next interruption; returns how much was read, and whether there is one.
    mutating func read(_ span: Duration) -> (read: Duration, isInterrupted: Bool) {
        isDue = span > untilNext
        if isDue { return (untilNext, true) }
        untilNext = untilNext - span
        return (span, false)
    }

    /// The stretch of reading ends before its time, with so much of it unread.
    mutating func leave(unread: Duration) { untilNext = isDue ? unread : untilNext + unread }

    /// How long the interruption that is due lasts.
    mutating func interrupt(perHour: Double, _ seconds: Sampler) -> Duration {
        untilNext = .hours(gaps.exponential() / perHour)
        return Duration(seconds: max(0, seconds.draw(from: &spans)))
    }
}
