import SimulationKernel

/// Reading times where a scenario gives none.
public enum ReadingPreset {
    /// Seconds to read a study: log-normal.
    public static func distribution(modality: Modality, application: Application) -> Distribution {
        .lognormal(median: 360, sigma: 0.6)
    }
}
