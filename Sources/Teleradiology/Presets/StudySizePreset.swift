import SimulationKernel

/// Instances and bytes of a study for streams that give none: log-normal, by modality.
public struct StudySizePreset: Sendable, Hashable {
    /// DICOM instances of a study.
    public let instances: Distribution
    /// Bytes of a study.
    public let bytes: Distribution
    /// Where the figures come from.
    public let source: PresetSource

    /// The preset of a modality.
    public static func of(_ modality: Modality) -> StudySizePreset {
        switch modality {
        case .ct:
            indexed(
                instances: 343, lower: 88, upper: 1124, logMegabytes: 5.143, sigma: 1.122, "CT without NLST")
        case .mr:
            indexed(instances: 89, lower: 32, upper: 900, logMegabytes: 3.088, sigma: 1.186, "MR brain/head")
        case .xray: indexed(instances: 2, lower: 1, upper: 2, logMegabytes: 3.253, sigma: 0.498, "CR + DX")
        case .nuclear:
            indexed(instances: 326, lower: 159, upper: 710, logMegabytes: 3.513, sigma: 1.163, "PET series")
        case .ultrasound:
            StudySizePreset(
                instances: .lognormal(median: 45, sigma: 0.4), bytes: .lognormal(median: 120e6, sigma: 0.5),
                source: .assumed)
        case .mammography:
            StudySizePreset(
                instances: .constant(4), bytes: .lognormal(median: 80e6, sigma: 0.5), source: .assumed)
        }
    }

    /// Figures of the NCI Imaging Data Commons index: median with 10th and 90th percentile of the instances,
    /// mean and standard deviation of the logarithm of the megabytes.
    private static func indexed(
        instances median: Double, lower: Double, upper: Double, logMegabytes: Double, sigma: Double,
        _ group: String
    ) -> StudySizePreset {
        // The 10th and 90th percentile of a normal variable lie 2 × 1.28155 standard deviations apart.
        let spread = (upper / lower).logarithm / 2.5631
        return StudySizePreset(
            instances: .lognormal(median: median, sigma: spread),
            bytes: .lognormal(mu: logMegabytes + 1e6.logarithm, sigma: sigma),
            source: .derived("NCI Imaging Data Commons series index 25.0.5, \(group)"))
    }
}
