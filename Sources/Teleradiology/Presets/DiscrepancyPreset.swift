/// Rates of discrepancies between a preliminary and a final report, by name.
public struct DiscrepancyPreset: Sendable, Hashable {
    /// The name in scenario files.
    public let name: String
    /// The shares.
    public let rates: DiscrepancyRates
    /// Where they come from.
    public let source: PresetSource

    /// All presets.
    public static let all = [
        DiscrepancyPreset(
            name: "teleradiology",
            rates: DiscrepancyRates(minor: 17_208.0 / 5_883_980, major: 8_444.0 / 5_883_980),
            source: .derived(
                "AJR 2022, 10.2214/AJR.21.26656: 17,208 minor and 8,444 major of 5,883,980 preliminary reports of "
                    + "teleradiology, 2012 to 2016"))
    ]
}
