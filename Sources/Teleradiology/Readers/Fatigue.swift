import SimulationKernel

/// How reading times grow with the hours of a shift and with the hour of the day, as a factor.
///
/// The factor is that of the instant at which a study is opened; the curve over the shift and the one over the day are
/// multiplied. Between points it is linear. Before the first and behind the last point of the shift it stays as it is
/// there; the day's curve goes round midnight.
public struct Fatigue: Hashable, Sendable {
    /// A point of a curve.
    public struct Point: Hashable, Sendable {
        /// The time since the shift began, or since midnight.
        public var at: Duration
        /// What reading times are multiplied by.
        public var factor: Double

        /// A factor at a time.
        public init(at: Duration, factor: Double) {
            self.at = at
            self.factor = factor
        }
    }

    /// The curve since the beginning of the shift, in order of time; empty for none.
    public var shift: [Point]
    /// The curve over the local day, in order of time, within 24 hours; empty for none.
    public var day: [Point]

    /// Curves over the shift and over the day.
    public init(shift: [Point] = [], day: [Point] = []) {
        self.shift = shift
        self.day = day
    }

    /// The factor so long after the beginning of the shift (nil outside shifts) at a local time of day.
    func factor(sinceShiftStart: Duration?, timeOfDay: Duration) -> Double {
        let overShift = sinceShiftStart.map { Self.value(shift, at: $0) } ?? 1
        guard let first = day.first, let last = day.last else { return overShift }
        if timeOfDay >= first.at, timeOfDay <= last.at { return overShift * Self.value(day, at: timeOfDay) }
        let later = timeOfDay < first.at ? timeOfDay + .days(1) : timeOfDay
        let next = Point(at: first.at + .days(1), factor: first.factor)
        return overShift * Self.between(last, next, at: later)
    }

    private static func value(_ points: [Point], at time: Duration) -> Double {
        guard let first = points.first, let last = points.last else { return 1 }
        if time <= first.at { return first.factor }
        if time >= last.at { return last.factor }
        var index = 1
        while points[index].at < time { index += 1 }
        return between(points[index - 1], points[index], at: time)
    }

    private static func between(_ first: Point, _ second: Point, at time: Duration) -> Double {
        let span = (second.at - first.at).seconds
        return span > 0
            ? first.factor + (second.factor - first.factor) * ((time - first.at).seconds / span)
            : second.factor
    }
}

/// Fatigue by name.
public struct FatiguePreset: Sendable, Hashable {
    /// The name in scenario files.
    public let name: String
    /// The curve.
    public let fatigue: Fatigue
    /// Where the figure comes from.
    public let source: PresetSource

    /// All presets.
    ///
    /// `overnight`: viewing time a case was 24.8 s before and 35.9 s after an overnight shift. The straight line over
    /// twelve hours between them is an assumption.
    public static let all = [
        FatiguePreset(
            name: "overnight",
            fatigue: Fatigue(shift: [
                Fatigue.Point(at: .zero, factor: 1), Fatigue.Point(at: .hours(12), factor: 35.9 / 24.8),
            ]),
            source: .derived("T. N. Hanna et al., JACR 2018: 24.8 s and 35.9 s a case"))
    ]
}
