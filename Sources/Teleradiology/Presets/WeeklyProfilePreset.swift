/// Weekly profiles by name.
public struct WeeklyProfilePreset: Sendable, Hashable {
    /// The name in scenario files.
    public let name: String
    /// The 168 weights.
    public let profile: WeeklyProfile
    /// Where the figures come from.
    public let source: PresetSource

    private init?(_ name: String, hours: [Double], days: [Double], _ source: PresetSource) {
        guard let profile = WeeklyProfile(hours: hours, days: days) else { return nil }
        self.name = name
        self.profile = profile
        self.source = source
    }

    /// All presets, `flat` last.
    public static let all: [WeeklyProfilePreset] = [
        // Emergency department arrivals by hour and by day. The order of the days is not stated: Monday first is assumed.
        WeeklyProfilePreset(
            "emergency",
            hours: [
                0.0220, 0.0179, 0.0140, 0.0122, 0.0117, 0.0103, 0.0127, 0.0186, 0.0342, 0.0549, 0.0595,
                0.0654, 0.0640,
                0.0635, 0.0606, 0.0629, 0.0642, 0.0605, 0.0643, 0.0605, 0.0541, 0.0449, 0.0375, 0.0297,
            ],
            days: [0.1581, 0.1420, 0.1412, 0.1390, 0.1346, 0.1365, 0.1487],
            .seen("hourly and daily weights of the public ED model ed-sim-model")),
        // Ward rounds: portable films from 06 to 09, a working day, little at night and half at weekends.
        WeeklyProfilePreset(
            "inpatient",
            hours: [1, 1, 1, 1, 1, 2, 6, 8, 8, 7, 6, 6, 5, 5, 5, 5, 4, 3, 2, 2, 2, 1, 1, 1],
            days: [1, 1, 1, 1, 1, 0.5, 0.5], .assumed),
        // By appointment: flat from 07 to 18 on weekdays.
        WeeklyProfilePreset(
            "outpatient", hours: (0..<24).map { (7..<18).contains($0) ? 1 : 0 }, days: [1, 1, 1, 1, 1, 0, 0],
            .assumed),
        // By invitation: flat from 08 to 17 on weekdays.
        WeeklyProfilePreset(
            "screening", hours: (0..<24).map { (8..<17).contains($0) ? 1 : 0 }, days: [1, 1, 1, 1, 1, 0, 0],
            .assumed),
        flat,
    ].compactMap(\.self)

    /// The same rate in every hour of the week.
    public static let flat = WeeklyProfilePreset(flatNamed: "flat")

    private init(flatNamed name: String) {
        self.name = name
        profile = WeeklyProfile.flat
        source = .derived("definition")
    }
}

extension WeeklyProfile {
    /// The same rate in every hour of the week.
    public static let flat = WeeklyProfile(everyHour: 1)

    private init(everyHour weight: Double) { weights = [Double](repeating: weight, count: 168) }
}
