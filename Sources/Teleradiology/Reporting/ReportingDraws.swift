import SimulationKernel

/// What chance decides about a study's later readings and calls.
///
/// One 64-bit number is drawn when the study is created, from a random stream of its own; all that follows is a hash of
/// that number and of what it is for. So a study meets the same discrepancies, reviews and answers in every design,
/// however many attempts it takes there, and designs without reports beyond the first draw nothing.
enum ReportingDraw: UInt64 {
    case secondReading = 1, disagreement, arbitration
    case finalReading, discrepancy
    case isReviewed, review, reviewFinding, addendum
    case attempt, answer

    /// A source for this purpose, and for the n-th time of it.
    func source(_ key: UInt64, _ number: Int32 = 0) -> SplitMix64 {
        var first = SplitMix64(state: key ^ rawValue &* 0xD1B5_4A32_D192_ED03)
        return SplitMix64(state: first.next() ^ UInt64(UInt32(bitPattern: number)))
    }

    /// A number between 0 and 1 for this purpose.
    func uniform(_ key: UInt64, _ number: Int32 = 0) -> Double {
        var source = source(key, number)
        return source.uniform()
    }
}

/// The keys of the studies of one demand stream, in one replication.
struct ReportingSource {
    private var keys: RandomStream

    init(_ stream: CompiledStream, _ keys: inout RandomStreamKeys) {
        self.keys = keys.stream(
            "\(stream.key)/reports",
            "later readings, discrepancies, reviews and answers, by a hash of one number a study")
    }

    mutating func draw() -> UInt64 { keys.next() }
}
