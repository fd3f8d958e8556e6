/// Shares of studies with a critical finding, by name: what a `critical` of a stream may be taken from.
public struct CriticalFindingPreset: Sendable, Hashable {
    /// The name in scenario files.
    public let name: String
    /// The share of studies that hold the finding.
    public let share: Double
    /// Where the figure comes from, and of which studies it is a share.
    public let source: PresetSource

    /// All presets.
    public static let all: [CriticalFindingPreset] = [
        CriticalFindingPreset(
            name: "large-vessel-occlusion", share: 0.064,
            source: .seen("Yahav-Dovrat et al., AJNR 2021: 6.4 % of CT angiographies of the head")),
        CriticalFindingPreset(
            name: "stroke-protocol", share: 0.178,
            source: .seen("Yahav-Dovrat et al., AJNR 2021: occlusions in 17.8 % of stroke protocols")),
        CriticalFindingPreset(
            name: "pulmonary-embolism", share: 0.151,
            source: .seen("Batra et al., AJR 2023: 15.1 % of CT pulmonary angiographies, first period")),
    ]
}
