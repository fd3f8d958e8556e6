import SimulationKernel
import Teleradiology

// MARK: - The order of work

extension RunLaw {
    /// Who is given a study that waited is given one before which, in the order of work, no other that waited and that
    /// they may read comes.
    ///
    /// What was given ahead and came back has an old place that is not in the log, and what was interrupted one at the
    /// head: there classes alone are compared. What interrupts comes before all others.
    static func orderOfWork(_ run: RunReplay) -> [String] {
        let waits = run.waits.sorted { $0.start < $1.start }
        let interruptions = Set(run.holds.filter(\.isInterrupted).compactMap(\.end))
        var problems: [String] = []
        for hold in run.holds where !interruptions.contains(hold.start) {
            guard let since = hold.waitedSince, since < hold.start, !run.givesBack else { continue }
            let lowest = run.scenario.readers[hold.group].onCall?.priority ?? .max
            for other in waits {
                if other.start >= hold.start { break }
                guard other.end ?? .max > hold.start, other.study != hold.study,
                    run.courses[other.study].urgency <= lowest,
                    comes(other.study, since: other.start, before: hold, since, at: hold.start, run),
                    run.mayRead(hold.group, other.study, at: hold.start)
                else { continue }
                problems.append(
                    "at \(hold.start) µs \(run.scenario.readers[hold.group].name) read \(describe(hold.study, run)) though \(describe(other.study, run)) waited"
                )
                break
            }
        }
        return problems
    }

    private static func describe(_ study: Int, _ run: RunReplay) -> String {
        let course = run.courses[study]
        return "study \(study) of class \(course.urgency), stored at \(course.times[.stored] ?? -1) µs"
    }

    /// Whether a study must come before another.
    private static func comes(
        _ one: Int, since start: Int64, before hold: RunReplay.Hold, _ otherStart: Int64, at time: Int64,
        _ run: RunReplay
    ) -> Bool {
        let (first, second) = (run.courses[one], run.courses[hold.study])
        func available(_ course: RunReplay.Course) -> Int64 { course.times[.stored] ?? 0 }
        switch run.scenario.worklist {
        case .fifo: return start < otherStart
        case .priority:
            if let longest = run.scenario.maxWait?.microseconds {
                // What was interrupted is the head of its class all the same.
                if hold.isResumed, first.urgency == second.urgency { return false }
                // Software that looks at studies lets one overtake another that is older by little.
                if time - available(second) < longest, time - max(available(first), start) >= longest {
                    return true
                }
                if time - available(first) < longest, time - available(second) >= longest { return false }
                if time - available(second) >= longest {
                    return available(first) < available(second) && !run.isPreemptive
                        && run.scenario.triage.isEmpty
                }
            }
            if first.urgency != second.urgency { return first.urgency < second.urgency }
            return start < otherStart && !run.isPreemptive
        case .deadline:
            func deadline(_ course: RunReplay.Course) -> Int64 {
                guard let target = run.scenario.priorities[course.urgency].target else { return .max }
                return (course.times[.imagingComplete] ?? 0) + target.microseconds
            }
            return deadline(first) < deadline(second)
        case .age:
            func score(_ course: RunReplay.Course) -> Double {
                let target = run.scenario.priorities[course.urgency].target
                let weight = run.scenario.ageWeights?[course.urgency] ?? target.map { 1 / $0.seconds } ?? 0
                return weight * Double(time - available(course))
            }
            return score(first) > score(second) * (1 + 1e-9)
        case .shortest:
            if first.urgency != second.urgency { return first.urgency < second.urgency }
            func expected(_ study: Int) -> Double {
                let record = run.result.studies[study]
                return run.scenario.sites[record.site].demand[record.stream]
                    .reading(record.modality, record.application).mean
            }
            return expected(one) < expected(hold.study) * (1 - 1e-9)
        }
    }

    /// While somebody who is there reads something lower, no study waits that interrupts it.
    static func interruptions(_ run: RunReplay) -> [String] {
        // Whose rights begin meanwhile waits for the reader.
        // A call is not interrupted, and a log does not tell when one is.
        guard run.isPreemptive, run.scenario.readers.allSatisfy({ $0.interruptions == nil }),
            run.scenario.readers.allSatisfy({ $0.rights.licences == nil && $0.rights.credentials == nil })
        else { return [] }
        for wait in run.waits where run.courses[wait.study].interrupts {
            let end = wait.end ?? run.end
            for hold in run.holds where run.scenario.readers[hold.group].onCall == nil {
                guard let opened = hold.opened,
                    run.courses[hold.study].urgency > run.courses[wait.study].urgency,
                    run.mayRead(hold.group, wait.study, at: wait.start)
                else { continue }
                let (from, to) = (max(wait.start, opened), min(end, hold.end ?? run.end))
                // Who has read since before the shift began, or reads beyond its end, is not interrupted.
                guard from < to,
                    let span = run.roster.onShift[hold.group].first(where: {
                        $0.lowerBound <= opened && opened < $0.upperBound
                    }),
                    min(to, span.upperBound) > from, run.roster.counts[hold.group].count == 1
                else { continue }
                return [
                    "\(describe(wait.study, run)) waited from \(from) to \(to) µs while \(describe(hold.study, run)) was read"
                ]
            }
        }
        return []
    }

    /// Who can be called is called for what waits too long, or when nobody else is there who may read it, and comes as
    /// soon as promised.
    static func onCall(_ run: RunReplay) -> [String] {
        for (group, reader) in run.scenario.readers.enumerated() {
            guard let plan = reader.onCall else { continue }
            for wait in run.waits where run.courses[wait.study].urgency <= plan.priority {
                // What was interrupted and joined its class at the tail counts when its turn has come.
                if wait.isAfterInterruption, run.scenario.preemption.returning == .tail { continue }
                guard run.mayRead(group, wait.study, at: wait.start) else { continue }
                let longest = (run.courses[wait.study].times[.stored] ?? 0) + plan.after.microseconds
                let due = min(max(wait.start, longest), uncovered(wait, run) ?? .max)
                // They are called at the first instant from then on at which they can be.
                guard let hours = run.roster.onShift[group].first(where: { $0.upperBound > due }) else {
                    continue
                }
                let there = max(due, hours.lowerBound) + plan.response.microseconds
                guard there < wait.end ?? run.end else { continue }
                let busy = run.holds.count {
                    $0.group == group && $0.start <= there && $0.end ?? .max > there
                }
                if busy < reader.count {
                    return [
                        "\(describe(wait.study, run)) waited at \(there) µs, with \(busy) of \(reader.count) of \(reader.name) at work"
                    ]
                }
            }
        }
        return []
    }

    /// When, while a study waits, nobody is on shift who may read it and is not on call; nil for never.
    private static func uncovered(_ wait: RunReplay.Wait, _ run: RunReplay) -> Int64? {
        let groups = run.scenario.readers.indices.filter {
            run.scenario.readers[$0].onCall == nil && run.mayRead($0, wait.study, at: wait.start)
        }
        let changes = groups.flatMap {
            run.roster.onShift[$0].map(\.upperBound) + run.roster.counts[$0].map(\.from)
        }
        return ([wait.start] + changes.filter { $0 > wait.start && $0 < wait.end ?? run.end }.sorted()).first
        { time in
            groups.allSatisfy { run.roster.readers(of: $0, at: time) == 0 }
        }
    }
}
