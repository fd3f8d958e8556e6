import SimulationKernel

/// Reading times for streams that give none: log-normal, by modality and application.
///
/// Medians and spreads are assumptions ([M]) in the range of published dictation and reading times:
/// 16.6 min mean over 108,310 exams of one hospital (Sexauer and Bestler, J. Imaging 2022), brain MR
/// 11 min open to sign (Al Yassin et al., Acad. Radiol. 2018), digital mammography 0.98 min and
/// tomosynthesis 2.09 min (Partridge et al. 2024). The log-normal shape is the usual choice for reading times.
public struct ReadingPreset: Sendable, Hashable {
    /// Minutes below which half of the readings last.
    public let medianMinutes: Double
    /// The standard deviation of the logarithm.
    public let sigma: Double
    /// Where the figures come from.
    public let source: PresetSource

    /// The preset of a modality and application.
    public static func of(modality: Modality, application: Application) -> ReadingPreset {
        func assumed(_ median: Double, _ sigma: Double) -> ReadingPreset {
            ReadingPreset(medianMinutes: median, sigma: sigma, source: .assumed)
        }
        return switch (modality, application) {
        case (.xray, _): assumed(2, 0.6)
        case (.ultrasound, _): assumed(5, 0.5)
        case (.ct, .neurology): assumed(6, 0.6)
        case (.ct, .cardiology): assumed(9, 0.6)
        case (.ct, _): assumed(11, 0.6)
        case (.mr, .neurology): assumed(10, 0.5)
        case (.mr, .orthopaedics): assumed(9, 0.5)
        case (.mr, _): assumed(15, 0.5)
        case (.nuclear, .oncology): assumed(18, 0.5)
        case (.nuclear, _): assumed(8, 0.6)
        case (.mammography, _): assumed(1, 0.5)
        }
    }

    /// The distribution of the reading time in seconds.
    public static func distribution(modality: Modality, application: Application) -> Distribution {
        of(modality: modality, application: application).distribution
    }

    /// The distribution of the reading time in seconds.
    public var distribution: Distribution { .lognormal(median: medianMinutes * 60, sigma: sigma) }
}
