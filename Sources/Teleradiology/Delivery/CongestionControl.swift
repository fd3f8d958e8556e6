/// How a TCP sender answers to lost packets.
public enum CongestionControl: String, CaseIterable, Hashable, Sendable {
    /// Halves its window at a loss (RFC 5681).
    case reno
    /// Linux's default since 2006: Reno's rate, or more where the product of rate and round trip is large (RFC 9438).
    case cubic
    /// Measures the path's rate and round trip and does not take a loss for congestion (Cardwell et al., ACM Queue
    /// 14, 2016).
    case bbr

    /// BBR keeps its rate up to about this loss, and is no better than the others beyond it.
    static let bbrTolerance = 0.15

    /// The bytes a second that one connection carries in the long run at a loss above zero; infinite where loss
    /// does not limit it.
    ///
    /// - Reno: the full model of J. Padhye, V. Firoiu, D. Towsley, J. Kurose, "Modeling TCP throughput: a simple
    ///   model and its empirical validation", SIGCOMM 1998 (PFTK). It counts what every segment acknowledges
    ///   (b = 1, as Linux counts bytes), so that without timeouts it is M. Mathis et al., "The macroscopic
    ///   behavior of the TCP congestion avoidance algorithm", CCR 27 (1997): 1.22 · segment / (RTT · √p).
    /// - CUBIC: the larger of that and RFC 9438, section 5.1: an average window of
    ///   (C (3 + β) / (4 (1 − β)))^¼ · RTT^¾ / p^¾ segments with C = 0.4 and β = 0.7.
    ///
    /// - Parameters:
    ///   - lossProbability: above 0 and below 1.
    ///   - trip: the round trip in seconds.
    ///   - repair: what takes the place of PFTK's first timeout, in seconds.
    ///   - segment: the payload of a packet in bytes.
    func steadyRate(lossProbability: Double, trip: Double, repair: Double, segment: Double) -> Double {
        if self == .bbr, lossProbability <= Self.bbrTolerance { return .infinity }
        let reno =
            Self.padhye(lossProbability: lossProbability, trip: trip, timeout: repair) * segment
        guard self == .cubic, trip > 0 else { return reno }
        // (0.4 · 3.7 / (4 · 0.3))^¼ = 1.0538
        let window = 1.053_819 * power(trip / lossProbability, 0.75)
        return max(reno, window / trip * segment)
    }

    /// Segments a second: equation 32 of PFTK with one acknowledgement a segment.
    private static func padhye(lossProbability p: Double, trip: Double, timeout: Double) -> Double {
        let received = 1 - p
        let window = 1 + (8 * received / (3 * p) + 1).squareRoot()
        let three = received * received * received
        // The probability that a loss is not seen by three duplicate acknowledgements.
        let unseen = min(
            1,
            (1 - three) * (1 + three * (1 - power(received, max(0, window - 3))))
                / (1 - power(received, window)))
        // 1 + p + 2p² + 4p³ + 8p⁴ + 16p⁵ + 32p⁶: timeouts double.
        let backOff = 1 + p * (1 + p * (2 + p * (4 + p * (8 + p * (16 + p * 32)))))
        return (received / p + window + unseen / received)
            / (trip * (window / 2 + 1) + unseen * backOff * timeout / received)
    }
}
