import SimulationKernel

/// A program of triage, compiled: distributions ready for drawing.
struct CompiledTriage: Sendable {
    let plan: TriagePlan
    let time: Sampler

    init(_ plan: TriagePlan) {
        self.plan = plan
        time = Sampler(plan.seconds)
    }
}

/// What triage will find in the studies of one demand stream, in one replication.
///
/// Disease, verdict and time have random streams of their own, and all three are drawn for every study whether a
/// program looks at it or not: designs whose programs look at other studies, or are better, still see the same
/// patients. The verdict of a diseased study is positive when its number lies below the sensitivity, so a more
/// sensitive program finds all that the other found.
struct TriageSource {
    private var disease: RandomStream
    private var verdict: RandomStream
    private var time: RandomStream

    init(_ stream: CompiledStream, _ programs: [CompiledTriage], _ keys: inout RandomStreamKeys) {
        disease = keys.stream("\(stream.key)/disease", "whether a study is diseased, for triage")
        verdict = keys.stream("\(stream.key)/verdict", "what triage says of it")
        time = keys.stream(
            "\(stream.key)/triage-time", "how long triage takes",
            isDrawn: programs.contains { !$0.time.isConstant })
    }

    /// Draws what the first program that looks at the study will find; O(programs).
    mutating func draw(_ programs: [CompiledTriage], _ study: inout Study) {
        let application = Application(rawValue: study.application) ?? .other
        let program = programs.firstIndex {
            $0.plan.applies(
                to: study.modality, application, priority: Int(study.priority), site: Int(study.site))
        }
        let disease = disease.uniform()
        let verdict = verdict.uniform()
        // Elements are looked at in place: a plan has tables, which a copy would count.
        let seconds = programs[program ?? 0].time.draw(from: &time)
        guard let program else { return }
        let isDiseased = disease < programs[program].plan.prevalence[study.modality, application]
        let isPositive =
            verdict
            < (isDiseased ? programs[program].plan.sensitivity : 1 - programs[program].plan.specificity)
        study.triage = Int16(truncatingIfNeeded: program)
        study.finding = TriageFinding(isDiseased: isDiseased, isPositive: isPositive)
        study.triageTime = Duration(seconds: max(0, seconds))
        if isDiseased { study.readingLeft = study.reading * programs[program].plan.diseasedReading }
    }
}
