import SimulationKernel
import Teleradiology

/// Reads when something is out of service, and when transfers are tried again.
enum OutageReader {
    private static let example =
        "outages such as '{ mtbf: 90 d, mttr: 40 min }', '{ weekly: Sun 02:00-04:00 }' or "
        + "'{ at: 2026-03-04T18:00, for: 2 h }', or a list of them"

    /// Failures at random, windows that come back weekly, windows that come once; one of them or a list.
    static func plan(_ reader: NodeReader) -> OutagePlan {
        var plan = OutagePlan.none
        let items: [NodeReader]
        if case .map = reader.node.content { items = [reader] } else { items = reader.items(example) ?? [] }
        for item in items { add(item, to: &plan) }
        return plan
    }

    private static func add(_ item: NodeReader, to plan: inout OutagePlan) {
        guard let map = item.map(example, keys: ["mtbf", "mttr", "weekly", "at", "for"]) else { return }
        let given = Set(map.entries.map(\.key))
        if given.isSubset(of: ["mtbf", "mttr"]), !given.isEmpty {
            let between = map.required("mtbf", "90 d")?.duration(
                "a mean time between failures such as '90 d'")
            let repair = map.required("mttr", "40 min").flatMap(repair)
            guard let between, let repair else { return }
            if between <= .zero { return item.error("\(item.path): 'mtbf' must be above zero") }
            if plan.failures != nil {
                return item.error("\(item.path): there can be one 'mtbf' with its 'mttr'")
            }
            plan.failures = RandomFailures(meanTimeBetweenFailures: between, repairSeconds: repair)
        } else if given == ["weekly"] {
            if let window = map.optional("weekly").flatMap(weekly) { plan.weekly.append(window) }
        } else if given == ["at", "for"] {
            let start = map.optional("at").flatMap(ScenarioReader.dateTime)
            let length = map.optional("for")?.duration("a duration such as '2 h'")
            guard let start, let length else { return }
            if length <= .zero { return item.error("\(item.path): 'for' must be above zero") }
            plan.once.append(OutageWindow(start: start, length: length))
        } else {
            item.error("\(item.path): expected \(example)")
        }
    }

    /// A mean, from which repairs are exponential, or any distribution.
    private static func repair(_ reader: NodeReader) -> Distribution? {
        if case .scalar = reader.node.content {
            guard let mean = reader.duration("a mean time to repair such as '40 min'") else { return nil }
            if mean <= .zero {
                reader.error("\(reader.path): a mean time to repair must be above zero")
                return nil
            }
            return .exponential(mean: mean.seconds)
        }
        return reader.distribution(.seconds)
    }

    /// Days and hours in one, such as `Sun 02:00-04:00`.
    private static func weekly(_ reader: NodeReader) -> Shift? {
        guard let text = reader.text("a weekly window such as 'Sun 02:00-04:00'") else { return nil }
        let words = text.split(separator: " ")
        guard words.count == 2, let days = WeeklyHours.days(words[0]), let hours = WeeklyHours.hours(words[1])
        else {
            reader.error(
                "\(reader.path): '\(text)' is no weekly window such as 'Sun 02:00-04:00' or 'daily 03:00-03:15'"
            )
            return nil
        }
        return Shift(days: days, startMinute: hours.start, endMinute: hours.end)
    }

    /// Pauses before attempts: fixed, or growing.
    static func retry(_ reader: NodeReader) -> RetryPolicy? {
        guard
            let map = reader.map(
                "a retry such as '{ first: 30 s, factor: 2, most: 15 min, jitter: 10 % }' or '{ every: 15 min }'",
                keys: ["every", "first", "factor", "most", "jitter", "attempts", "dead_letter"])
        else { return nil }
        func pause(_ key: String) -> Duration? {
            guard let item = map.optional(key), let span = item.duration("a pause such as '30 s'") else {
                return nil
            }
            if span < .seconds(0.001) {
                item.error("\(item.path): a pause lasts a millisecond at least")
                return nil
            }
            return span
        }
        var policy = RetryPolicy.standard
        policy.jitter =
            map.optional("jitter")?.share() ?? map.fallback("jitter", policy.jitter, as: NumberShown.share)
        policy.attempts = map.optional("attempts")?.count("a number of attempts", in: 1...1_000_000)
        if let deadLetter = pause("dead_letter") {
            policy.deadLetter = deadLetter
        } else if policy.attempts != nil {
            policy.deadLetter = map.fallback("dead_letter", policy.deadLetter)
        }
        if let item = map.optional("dead_letter"), map.optional("attempts") == nil {
            item.error("\(item.path): it needs 'attempts', after which a transfer is a dead letter")
        }
        if map.optional("every") != nil {
            for key in ["first", "factor", "most"] {
                map.optional(key)?.error("'every' is a fixed pause; leave '\(key)' out")
            }
            guard let every = pause("every") else { return nil }
            (policy.first, policy.factor, policy.most) = (every, 1, every)
            return policy
        }
        policy.first = pause("first") ?? map.fallback("first", policy.first)
        let most = pause("most") ?? map.fallback("most", max(policy.first, policy.most))
        if most < policy.first {
            map.optional("most")?.error("'most' (\(most)) is less than 'first' (\(policy.first))")
        }
        policy.most = max(most, policy.first)
        policy.factor =
            map.optional("factor")?.number("a factor such as 2", in: 1...1000)
            ?? map.fallback("factor", policy.factor, as: NumberShown.number)
        return policy
    }
}
