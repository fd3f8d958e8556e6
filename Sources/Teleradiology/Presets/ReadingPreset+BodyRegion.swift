import SimulationKernel

extension ReadingPreset {
    /// The preset of a modality and a body region, for streams that say what is examined; nil where the region tells
    /// no more than the application does.
    ///
    /// Medians and spreads are assumptions ([M]): CT of the head 6 min, of the body 11; MR of the brain 10, of bones and
    /// joints 9, of the body 15. A whole-body CT takes 39.2/16.6 times what the mean study does, the ratio of dictation
    /// times after polytrauma and over all in Sexauer and Bestler, J. Imaging 2022 ([D]).
    public static func of(modality: Modality, bodyRegion: BodyRegion) -> ReadingPreset? {
        func preset(_ median: Double, _ sigma: Double, _ source: PresetSource = .assumed) -> ReadingPreset {
            ReadingPreset(medianMinutes: median, sigma: sigma, source: source)
        }
        return switch (modality, bodyRegion) {
        case (.ct, .head): preset(6, 0.6)
        case (.ct, .heart): preset(9, 0.6)
        case (.ct, .wholeBody):
            preset(
                11 * 39.2 / 16.62, 0.6,
                .derived("Sexauer and Bestler, J. Imaging 2022: dictation after polytrauma over the mean"))
        case (.ct, _): preset(11, 0.6)
        case (.mr, .head): preset(10, 0.5)
        case (.mr, .spine), (.mr, .limbs): preset(9, 0.5)
        case (.mr, _): preset(15, 0.5)
        default: nil
        }
    }
}
