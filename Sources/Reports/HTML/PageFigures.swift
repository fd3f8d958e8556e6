import Experiments
import Teleradiology

/// The charts of a run, by the sections of its page.
struct RunFigures {
    let turnaround: [any Chart]
    let time: [any Chart]
    let week: [any Chart]
    let use: [any Chart]
    let cost: [any Chart]
    let network: [any Chart]

    init(_ result: ExperimentResult) {
        turnaround = TurnaroundFigures.figures(result)
        time = []
        week = ([WeekFigures.queue(result), ReaderUseFigure.figure(result)] as [(any Chart)?]).compactMap(
            \.self)
        use = []
        cost = []
        network = []
    }

    /// All of them, in the order of the page.
    var all: [any Chart] { turnaround + time + week + use + cost + network }
}

/// The charts of a comparison, by the sections of its page.
struct CompareFigures {
    let differences: [any Chart]
    let turnaround: [any Chart]
    let time: [any Chart]
    let week: [any Chart]
    let use: [any Chart]
    let cost: [any Chart]
    let network: [any Chart]

    init(_ comparison: Comparison) {
        differences = []
        turnaround = TurnaroundFigures.figures(comparison)
        time = []
        week = ([WeekFigures.queue(comparison), ReaderUseFigure.figure(comparison)] as [(any Chart)?])
            .compactMap(\.self)
        use = []
        cost = []
        network = []
    }

    /// All of them, in the order of the page.
    var all: [any Chart] { differences + turnaround + time + week + use + cost + network }
}

/// The charts of a sweep.
struct SweepFigures {
    let all: [any Chart]

    init(_ sweep: Sweep) { all = [] }
}

/// The charts of a crossover.
struct CrossoverFigures {
    let all: [any Chart]

    init(_ crossover: Crossover, _ subject: CrossoverSubject) { all = [] }
}

/// The charts of a sensitivity analysis.
struct SensitivityFigures {
    let all: [any Chart]

    init(_ sensitivity: Sensitivity) { all = [] }
}

/// The charts of a search for a roster.
struct StaffFigures {
    let all: [any Chart]

    init(_ result: StaffingResult) { all = [] }
}
