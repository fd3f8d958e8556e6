import SimulationKernel

/// How many studies a stream has beside what its file says, as time goes by: surges, volume steps and closures as a
/// staircase, and growth on top of it. Compiled; shared by all replications.
///
/// Looking a factor up goes on from the last one and is O(1) amortised.
struct VolumeCurve: Sendable {
    /// The factor that holds from each instant on; the first holds from the start of time.
    private let steps: [(start: SimulationTime, factor: Double)]
    /// The natural logarithm of the growth of a second.
    private let growth: Double
    /// No study is asked for from then on.
    let end: SimulationTime

    /// Whether it is 1 for ever.
    var isConstant: Bool { steps.count == 1 && steps[0].factor == 1 && growth == 0 }

    /// A curve whose levels, each a list of instants in order with the factor from then on, and whose surges multiply.
    ///
    /// - Parameter yearlyGrowth: 0.08 makes 8 % more in a year of 365.25 days, continuously, from the start.
    init(
        levels: [[(start: SimulationTime, factor: Double)]],
        surges: [(start: SimulationTime, end: SimulationTime, factor: Double)], yearlyGrowth: Double,
        end: SimulationTime
    ) {
        self.end = end
        growth = logarithm(onePlus: yearlyGrowth) / Duration.days(365.25).seconds
        let earliest = SimulationTime(microseconds: .min / 4)
        var starts = Set(levels.joined().map(\.start) + surges.flatMap { [$0.start, $0.end] })
        starts.insert(earliest)
        var steps: [(start: SimulationTime, factor: Double)] = []
        for start in starts.sorted() {
            var factor = 1.0
            for level in levels { factor *= level.last { $0.start <= start }?.factor ?? 1 }
            for surge in surges where surge.start <= start && start < surge.end { factor *= surge.factor }
            if steps.last?.factor != factor { steps.append((start, factor)) }
        }
        self.steps = steps
    }

    /// The factor at an instant, and how long it may be taken as that: to the next step, with growth an hour at most.
    ///
    /// - Parameter place: where the last look-up ended; zero for the first.
    func factor(at time: SimulationTime, _ place: inout Int) -> (factor: Double, end: SimulationTime) {
        while place + 1 < steps.count, steps[place + 1].start <= time { place += 1 }
        let next = place + 1 < steps.count ? steps[place + 1].start : .latest
        guard growth != 0 else { return (steps[place].factor, next) }
        // In an hour growth is as good as straight: its middle is its mean to a part in 10¹¹.
        let until = min(next, time + .hours(1))
        let middle = (time - .zero).seconds + (until - time).seconds / 2
        return (steps[place].factor * exponential(growth * middle), until)
    }

    /// Whether nothing is made at an instant.
    func isClosed(at time: SimulationTime, _ place: inout Int) -> Bool {
        factor(at: time, &place).factor == 0
    }
}
