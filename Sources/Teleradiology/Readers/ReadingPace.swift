import SimulationKernel

/// How fast the readers of a group read, compiled; shared by all replications.
struct ReadingPace: Sendable {
    /// What a reading time is multiplied by, by technique.
    private let factors: [Double]
    private let fatigue: Fatigue?
    private let clock: LocalClock
    let interruptions: (plan: Interruptions, seconds: Sampler)?
    /// Whether every reading time stays as it was drawn.
    private let isPlain: Bool

    init(_ group: ReaderGroup, clock: LocalClock) {
        factors = Modality.allCases.map { 1 / (group.speeds[$0] ?? group.speed) }
        fatigue = group.fatigue
        self.clock = clock
        interruptions = group.interruptions.map { ($0, Sampler($0.seconds)) }
        isPlain = fatigue == nil && factors.allSatisfy { $0 == 1 }
    }

    /// How long a study is read, interruptions aside, that is opened at an instant.
    func span(_ reading: Duration, _ modality: Modality, at time: SimulationTime, shiftStart: SimulationTime?)
        -> Duration
    {
        if isPlain { return reading }
        let factor = factors[Int(modality.rawValue)]
        guard let fatigue else { return reading * factor }
        return reading
            * (factor
                * fatigue.factor(
                    sinceShiftStart: shiftStart.map { time - $0 }, timeOfDay: clock.timeOfDay(at: time)))
    }
}
