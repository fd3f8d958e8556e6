import SimulationKernel
import Teleradiology

/// Item 2.4: the rules that decide, as the engine has them.
extension ModelReport {
    var algorithms: [ReportDocument.Block] {
        var list: [Words] = arrivals
        if facts.hasProcedures { list += procedureAlgorithms }
        list.append(order)
        if facts.scenario.maxWait != nil, facts.scenario.worklist == .priority {
            list.append(
                "Longest wait: studies that have waited for longer than the limit come before all others, the longest first."
            )
        }
        list += choice
        if facts.isPreemptive { list.append(preemption) }
        if facts.hasUplinks || facts.hasDownlinks { list += transfers }
        list += ingest
        if facts.transfersFail { list.append(retry) }
        if facts.hasForwarding {
            list.append(
                "Images of an exam come evenly over it, from the share given in item 3.3 on; a router can't know that a study is complete and waits for silence."
            )
        }
        return [.list(list)]
    }

    private var arrivals: [Words] {
        var list: [Words] = []
        let streams = facts.streams.map(\.stream)
        let changes =
            streams.contains { !$0.surges.isEmpty || $0.yearlyGrowth != 0 } || !facts.scenario.changes.isEmpty
        if streams.contains(where: { if case .poisson = $0.arrivals { true } else { false } }) {
            list.append(
                """
                Poisson arrivals whose rate changes with the hour of the local week are made by inversion: the next study comes \
                when the integral of the rate has grown by an exponential number of mean 1 (Çinlar 1975). No candidate is \
                drawn and thrown away (no thinning), so one number is used for each study whatever the profile\
                \(changes ? ", growth, surge or planned volume" : "").
                """)
        }
        if streams.contains(where: { if case .renewal = $0.arrivals { true } else { false } }) {
            list.append(
                "Renewal arrivals: times between studies are independent draws\(changes ? "; where the rate is changed, a draw is used up as fast as the change says" : "")."
            )
        }
        if streams.contains(where: { if case .schedule = $0.arrivals { true } else { false } }) {
            list.append(
                "Appointments: who comes, and how late, is drawn for each appointment from streams of their own; who is early waits until the appointment."
            )
        }
        return list
    }

    private var order: Words {
        let rule =
            switch facts.scenario.worklist {
            case .fifo: "first available, first read, whatever the class."
            case .priority: "higher classes first; within a class in the order of becoming available."
            case .deadline:
                "earliest deadline first: imaging complete plus the target of the class; classes without a target last."
            case .age: "the largest weighted age first, counted from available."
            case .shortest:
                "higher classes first; within a class the shortest mean reading of technique and application."
            }
        let returning = facts.scenario.preemption.returning.rawValue
        return Words(
            "Order of the worklist: \(rule)"
                + (facts.isPreemptive ? " An interrupted study joins at the \(returning) of its class." : ""))
    }

    private var choice: [Words] {
        let plan = facts.scenario.assignment
        var list: [Words] = []
        if plan.isPush {
            for policy in PushPolicy.allCases where plan.push.contains(policy) {
                let classes = zip(facts.scenario.priorities, plan.push).filter { $1 == policy }.map(\.0.name)
                list.append(
                    "Choice of reader for \(classes.joined(separator: ", ")), \(policy.rawValue): \(policy.words)."
                )
            }
        } else {
            list.append(
                "Choice of reader: readers pull. Of several free readers who may read a study, the one who has been idle the longest gets it."
            )
        }
        if plan.cherryPicking > 1 {
            list.append(
                """
                Cherry-picking: value a minute is relative value units over the mean reading time of technique and application, \
                among the first \(plan.cherryPicking) studies (Ibanez et al., Management Science 64, 2018).
                """)
        }
        return list
    }

    private var preemption: Words {
        """
        Interruption: pre-emptive resume. A study of an interrupting class\(facts.scenario.triage.contains { if case .preempt = $0.effect { true } else { false } } ? ", or with a positive verdict of triage," : "") that finds no free reader takes \
        the place of a reading: the one of the lowest class, of those the one that began latest. The time already read is not lost.
        """
    }

    private var transfers: [Words] {
        var list: [Words] = [
            """
            Lines are shared as fluids: at every instant the rates of running transfers are max–min fair with caps (progressive \
            filling; Bertsekas and Gallager, Data Networks, 6.5.2), and volumes are exact at every change.
            """
        ]
        for (technology, plan) in facts.hubs {
            let control = plan.tcp.congestionControl
            let hasLoss =
                facts.scenario.sites.contains { ($0.uplink?.lossProbability ?? 0) > 0 }
                || facts.scenario.readers.contains { ($0.downlink?.lossProbability ?? 0) > 0 }
            list.append(
                Words(
                    "The cap of one transfer, \(technology.rawValue): a connection carries window over round trip at most"
                        + (hasLoss ? ", and under loss \(control.words)" : "")
                        + "; a new one starts slowly (RFC 6928, ten segments, doubling each round trip). "
                        + plan.transferProtocol.words))
        }
        if facts.hubs.contains(where: { $0.plan.compression != nil }) {
            list.append(
                "Compression: an instance is made smaller before it is sent, not meanwhile, and unpacked at the reader; bytes are divided by the ratio of the technique."
            )
        }
        return list
    }

    private var ingest: [Words] {
        facts.hubs.compactMap { technology, plan in
            guard plan.ingest.maximumWorkers > plan.ingest.minimumWorkers else { return nil }
            return """
                Elastic ingest, \(technology.rawValue): workers wanted are the studies at work and waiting over the target share, \
                within the bounds; a worker takes its time to start, and goes when there have been too many for a while.
                """
        }
    }

    private var retry: Words {
        let hubs = facts.hubs.map { "\($0.technology.rawValue): \($0.plan.retry.words)" }
        return Words(
            "Broken transfers are tried again (\(hubs.joined(separator: "; "))), and resume behind the last instance or request that was acknowledged."
        )
    }
}

extension PushPolicy {
    var words: String {
        switch self {
        case .leastWork: "the reader on shift with the least to read, by mean reading times"
        case .leastValue:
            "the reader who was given the least relative value since the shift began, then the least work"
        case .roundRobin: "the reader who was given none for the longest"
        }
    }
}

extension CongestionControl {
    /// The law of its rate under loss.
    var words: String {
        switch self {
        case .reno: "what Reno reaches (Padhye, Firoiu, Towsley, Kurose, SIGCOMM 1998)"
        case .cubic:
            "what CUBIC reaches: the larger of Reno's rate (Padhye et al., SIGCOMM 1998) and RFC 9438, 5.1"
        case .bbr: "what BBR reaches: its whole rate up to a loss of 15 %, beyond it Reno's"
        }
    }
}

extension TransferProtocol {
    /// How instances follow each other.
    var words: String {
        switch self {
        case .cStore(let store):
            "C-STORE: "
                + (store.asynchronousWindow == 1
                    ? "each instance waits for its response before the next is sent"
                    : "\(store.asynchronousWindow) instances may be sent before the first response")
                + ", on \(ModelFacts.count(store.associations, "association")) at the same time."
        case .stow(let stow):
            "STOW-RS: one response for a request of "
                + (stow.bytesPerRequest.map { ValueWords.bytes($0) }
                    ?? ModelFacts.count(stow.instancesPerRequest, "instance"))
                + ", on \(ModelFacts.count(stow.parallelRequests, "connection")) at the same time, "
                + (stow.connections == .persistent ? "kept open." : "opened for each request.")
        }
    }
}
