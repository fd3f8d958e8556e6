/// Waits of textbook queues whose answers are known exactly; times in any one unit.
///
/// D. Gross, J. F. Shortle, J. M. Thompson, C. M. Harris, *Fundamentals of Queueing Theory*, 4th ed., 2008.
enum QueueingFormula {
    /// The probability that who comes to M/M/c must wait (Erlang C; section 2.3).
    static func erlangC(servers: Int, load: Double) -> Double {
        let offered = load * Double(servers)
        var term = 1.0
        var sum = 1.0
        for count in 1..<max(servers, 1) {
            term *= offered / Double(count)
            sum += term
        }
        let full = term * offered / Double(servers) / (1 - load)
        return full / (sum + full)
    }

    /// The mean wait in M/M/c (section 2.3).
    static func meanWait(servers: Int, load: Double, service: Double) -> Double {
        erlangC(servers: servers, load: load) * service / (Double(servers) * (1 - load))
    }

    /// The quantile of the wait in M/M/c: who waits, waits for an exponential time.
    static func waitQuantile(_ probability: Double, servers: Int, load: Double, service: Double) -> Double {
        let waits = erlangC(servers: servers, load: load)
        guard waits > 1 - probability else { return 0 }
        return naturalLogarithm(waits / (1 - probability)) * service / (Double(servers) * (1 - load))
    }

    /// The mean wait in M/G/1 by the squared coefficient of variation of services (Pollaczek–Khinchine; section 5.1).
    static func meanWait(load: Double, service: Double, squaredVariation: Double) -> Double {
        load * service * (1 + squaredVariation) / (2 * (1 - load))
    }

    /// The mean wait of each class, highest first, in M/M/c with non-pre-emptive priorities and equal services
    /// (A. Cobham 1954; section 3.4).
    static func priorityWaits(servers: Int, load: Double, service: Double, shares: [Double]) -> [Double] {
        let residual = erlangC(servers: servers, load: load) * service / Double(servers)
        var before = 0.0
        return shares.map { share in
            let upTo = before + load * share
            defer { before = upTo }
            return residual / ((1 - before) * (1 - upTo))
        }
    }

    /// The mean time that a study of each class, highest first, is not served in M/M/c with pre-emptive resume and equal
    /// services: the classes up to one are an M/M/c queue of their own, which lower classes do not touch.
    static func preemptiveDelays(servers: Int, load: Double, service: Double, shares: [Double]) -> [Double] {
        var (share, total) = (0.0, 0.0)
        return shares.map { own in
            let upTo =
                (share + own) * meanWait(servers: servers, load: load * (share + own), service: service)
            defer { (share, total) = (share + own, upTo) }
            return (upTo - total) / own
        }
    }
}
