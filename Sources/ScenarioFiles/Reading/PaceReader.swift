import SimulationKernel
import Teleradiology

/// Reads how fast readers read: `speed`, `fatigue` and `interruptions`.
enum PaceReader {
    static let keys = ["speed", "fatigue", "interruptions"]

    /// Puts what a group says into it.
    static func read(_ map: MapReader, into group: inout ReaderGroup) {
        if let speed = map.optional("speed") {
            Self.speed(speed, into: &group)
        } else {
            group.speed = map.fallback("speed", group.speed, as: NumberShown.number)
        }
        group.fatigue = map.optional("fatigue").flatMap(fatigue)
        group.interruptions = map.optional("interruptions").flatMap(interruptions)
        if let given = map.optional("fatigue"), group.fatigue?.shift.isEmpty == false, group.shifts.isEmpty {
            given.error("\(given.path): fatigue over the shift needs 'shifts', which the group does not have")
        }
    }

    /// One factor, or some by modality.
    private static func speed(_ reader: NodeReader, into group: inout ReaderGroup) {
        let expected = "a speed factor such as 1.2, or '{ ct: 1.2, mr: 0.9 }'"
        guard case .map = reader.node.content else {
            group.speed = reader.number("a speed factor such as 1.2", in: 0.01...100) ?? 1
            return
        }
        for entry in reader.entries(expected) ?? [] {
            guard let modality = Modality(named: entry.key) else {
                reader.problems.noSuch(
                    "modality", entry.key, among: Modality.allCases.map(\.name), at: entry.keyPlace)
                continue
            }
            group.speeds[modality] = entry.value.number("a speed factor such as 1.2", in: 0.01...100)
        }
    }

    /// A preset by name, or curves.
    private static func fatigue(_ reader: NodeReader) -> Fatigue? {
        if case .scalar = reader.node.content {
            let preset = reader.choice("fatigue", FatiguePreset.all.map { ($0.name, $0) })
            reader.note(source: preset?.source)
            return preset?.fatigue
        }
        guard
            let map = reader.map(
                "fatigue such as 'overnight' or '{ shift: { 0 h: 1, 8 h: 1.2 }, day: { 04:00: 1.3, 10:00: 1 } }'",
                keys: ["shift", "day"])
        else { return nil }
        let shift = map.optional("shift").map { curve($0, "0 h", span) } ?? []
        let day = map.optional("day").map { curve($0, "04:00", timeOfDay) } ?? []
        if map.entries.isEmpty { reader.error("\(reader.path): expected 'shift', 'day' or both") }
        return Fatigue(shift: shift, day: day)
    }

    private static func curve(
        _ reader: NodeReader, _ example: String, _ time: (String) -> Duration?
    ) -> [Fatigue.Point] {
        var points: [Fatigue.Point] = []
        for entry in reader.entries("factors such as '{ \(example): 1.1 }'") ?? [] {
            guard let at = time(entry.key) else {
                reader.problems.error(
                    "\(reader.path): '\(entry.key.shortened)' is no time such as '\(example)'",
                    at: entry.keyPlace)
                continue
            }
            guard let factor = entry.value.number("a factor such as 1.1", in: 0.1...10) else { continue }
            if let last = points.last, at <= last.at {
                reader.problems.error(
                    "\(reader.path): '\(entry.key.shortened)' does not lie behind the time before it",
                    at: entry.keyPlace)
                continue
            }
            points.append(Fatigue.Point(at: at, factor: factor))
        }
        return points
    }

    private static func span(_ text: String) -> Duration? {
        guard let seconds = try? Quantity.seconds(text), (0...604_800).contains(seconds) else { return nil }
        return .seconds(seconds)
    }

    private static func timeOfDay(_ text: String) -> Duration? {
        guard let hours = WeeklyHours.hours("\(text)-24:00") else { return nil }
        return .minutes(Double(hours.start))
    }

    /// A preset by name, or `{ per_hour: 6, lasts: 90 s, resume: 30 s }`.
    private static func interruptions(_ reader: NodeReader) -> Interruptions? {
        if case .scalar = reader.node.content {
            let preset = reader.choice(
                "kind of interruptions", InterruptionPreset.all.map { ($0.name, $0) })
            reader.note(source: preset?.source)
            return preset?.interruptions
        }
        guard
            let map = reader.map(
                "interruptions such as 'night-calls' or '{ per_hour: 6, lasts: 90 s, resume: 30 s }'",
                keys: ["per_hour", "lasts", "resume"])
        else { return nil }
        let rate = map.required("per_hour", "6")?.number("a number an hour of reading", in: 0...1000)
        if let rate, rate > 0, rate < 0.0001 {
            map.optional("per_hour")?.error("fewer than 0.0001 interruptions an hour; write 0 for none")
        }
        let seconds = map.required("lasts", "90 s")?.distribution(.seconds)
        let resume =
            map.optional("resume")?.duration("a duration such as '30 s'") ?? map.fallback("resume", .zero)
        // None an hour are none at all.
        guard let rate, rate > 0, let seconds else { return nil }
        return Interruptions(perHour: rate, seconds: seconds, resume: resume)
    }
}
