import SimulationKernel

/// The number of series of a study for streams that give none.
public enum SeriesPreset {
    /// Six, whatever the modality: 1,044,191 series in 168,507 studies are 6.2 a study.
    public static let series = Distribution.constant(6)
    /// Where the figure comes from.
    public static let source = PresetSource.derived(
        "NCI Imaging Data Commons series index 25.0.5, all modalities")
}
