import SimulationKernel

/// The seconds of a transfer over an idle line by cause, as one lane sees them.
struct TransferCourse {
    /// Bytes on the wire.
    var bytes: Double
    /// Seconds before the flow: beginning and ending a connection, and what a small first window costs.
    var connection: Double
    var slowStart: Double
    /// Seconds of the flow, and of them those in which the line carries bytes.
    var flow: Double
    var serialisation: Double
    /// What makes the difference of the two.
    var waits: Waits

    /// Why an exchange takes longer than the line needs for its bytes: seconds.
    struct Waits {
        var connection = 0.0
        var slowStart = 0.0
        var codec = 0.0
        var window = 0.0
        var roundTrip = 0.0
        var delayedAcknowledgement = 0.0
        var receiver = 0.0
        var repair = 0.0

        /// What does not depend on how fast bytes are sent.
        var latency: Double { connection + slowStart + codec + roundTrip + receiver + repair }

        var total: Double { latency + window + delayedAcknowledgement }
    }

    /// The timing over a line of so many bytes a second.
    func timing(line: Double) -> TransferTiming {
        TransferTiming(
            setUp: .seconds(connection + slowStart), cap: flow > 0 ? bytes / flow : .infinity, bytes: bytes,
            bottleneck: line)
    }

    /// The parts of a timing's total, rounded so that they add up to it.
    func breakdown(of timing: TransferTiming) -> TransferBreakdown {
        var breakdown = TransferBreakdown()
        breakdown.connection = .seconds(connection)
        breakdown.slowStart = timing.setUp - breakdown.connection

        let end = timing.flow
        let causes = waits.total
        let scale = causes > 0 ? max(0, flow - serialisation) / causes : 0
        let amounts = [
            waits.connection, waits.slowStart, waits.codec, waits.window, waits.roundTrip,
            waits.delayedAcknowledgement, waits.receiver, waits.repair,
        ]
        // Each part ends where the next begins: their rounded ends leave nothing out.
        var elapsed = min(end, .seconds(serialisation))
        breakdown.serialisation = elapsed
        var sum = serialisation
        var spans: [Duration] = []
        for amount in amounts {
            sum += amount * scale
            let until = min(end, .seconds(sum))
            spans.append(until - elapsed)
            elapsed = until
        }
        breakdown.connection += spans[0]
        breakdown.slowStart += spans[1]
        breakdown.codec = spans[2]
        breakdown.window = spans[3]
        breakdown.roundTrips = spans[4]
        breakdown.delayedAcknowledgements = spans[5]
        breakdown.receiver = spans[6]
        breakdown.repair = spans[7]
        // What rounding left over, a microsecond or two, was sending.
        breakdown.serialisation += end - elapsed
        return breakdown
    }
}
