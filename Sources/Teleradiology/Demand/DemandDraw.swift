import SimulationKernel

/// What chance decides about the studies of a demand stream; each has a random stream of its own, keyed by its raw value.
enum DemandDraw: String, CaseIterable {
    case arrivals, priority, application, instances, bytes
    case exam = "exam-duration"
    case reading, priors
    case bodyRegion = "body-region"
    case critical, series
    case noShow = "no-show"
    case lateness
    case patient = "studies-per-patient"
    case steps = "procedure"

    /// In words.
    var decides: String {
        switch self {
        case .arrivals: "when studies come"
        case .priority: "the priority class"
        case .application: "the application"
        case .instances: "the number of instances"
        case .bytes: "the bytes"
        case .exam: "the duration of the exam"
        case .reading: "the reading time at speed 1"
        case .priors: "whether there are priors, which are cached, and their sizes"
        case .bodyRegion: "the body region"
        case .critical: "whether there is a critical finding"
        case .series: "the number of series"
        case .noShow: "who does not come to an appointment"
        case .lateness: "how late who comes is"
        case .patient: "how many studies a patient has"
        case .steps: "the durations of the steps of the procedure"
        }
    }
}

extension CompiledStream {
    /// Whether any of its studies draws this; a constant needs no chance.
    func draws(_ draw: DemandDraw) -> Bool {
        switch draw {
        case .arrivals:
            switch arrivals {
            case .weekly: true
            case .renewal(let gap): !gap.isConstant
            case .replay, .schedule, .trace: false
            }
        case .priority, .application: true
        case .instances: !isReplay && !instances.isConstant
        case .bytes: !isReplay && !bytes.isConstant
        case .exam:
            steps.isEmpty
                && (varies(exams, perModality: 1)
                    || varies(regionExams, perModality: BodyRegion.allCases.count))
        case .reading:
            varies(readings, perModality: Application.allCases.count)
                || varies(regionReadings, perModality: BodyRegion.allCases.count)
        case .priors: priors != nil
        case .bodyRegion: !bodyRegions.isEmpty
        case .critical: criticalShare != nil
        case .series: series.map { !$0.isConstant } ?? false
        case .noShow: if case .schedule(let book) = arrivals { book.hasNoShows } else { false }
        case .lateness: if case .schedule(let book) = arrivals { book.hasLateness } else { false }
        case .patient: !studiesPerPatient.isEmpty
        case .steps: steps.contains { !$0.isConstant }
        }
    }

    private var isReplay: Bool { if case .replay = arrivals { true } else { false } }

    /// Whether a sampler that its studies may meet is none of a constant; samplers stand by modality first.
    private func varies(_ samplers: [Sampler?], perModality count: Int) -> Bool {
        samplers.indices.contains { index in
            guard let sampler = samplers[index], !sampler.isConstant else { return false }
            guard let modality = Modality(rawValue: UInt8(index / count)) else { return false }
            return lists { each, _, _ in each == modality } ?? (modality == self.modality)
        }
    }
}
