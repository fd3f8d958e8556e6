import SimulationKernel

/// What each hour of the week holds: transfers, the worklist, and the readers of each group.
extension SimulationRun {
    /// The levels that are told of every week, before those of readers.
    private static let levelsOfStudies = 2

    static func weekTally(_ model: TeleradiologyModel) -> WeekTally {
        WeekTally(
            levels: levelsOfStudies + 2 * toldGroups(model), clock: model.clock,
            end: .zero + model.scenario.length)
    }

    /// Ends the hours that are over at the present event; rare, so that it stays out of the loop's code.
    @inline(never)
    mutating func endHours() {
        while week.hourEnd <= simulation.now {
            let time = week.hourEnd
            let integrals = integrals(until: time)
            week.endHour(at: time, integrals)
        }
    }

    mutating func restartWeek() {
        let integrals = integrals(until: simulation.now)
        week.restart(at: simulation.now, integrals)
    }

    /// The week so far; the present hour is over with it.
    func hourlyWeek() -> HourlyWeek {
        let groups = model.scenario.readers.map(\.name)
        let names: [String?] = groups.count <= HourlyWeek.mostGroups ? groups : [nil]
        return HourlyWeek(
            observed: week.observedHours, transfer: week.hours(of: 0), worklist: week.hours(of: 1),
            readers: names.enumerated().map { index, name in
                HourlyWeek.Readers(
                    group: name, busy: week.hours(of: Self.levelsOfStudies + 2 * index),
                    onShift: week.hours(of: Self.levelsOfStudies + 2 * index + 1))
            })
    }

    /// How many groups of readers are told apart; one, of all readers, where there are too many.
    private static func toldGroups(_ model: TeleradiologyModel) -> Int {
        let groups = model.scenario.readers.count
        return groups <= HourlyWeek.mostGroups ? groups : 1
    }

    private func integrals(until time: SimulationTime) -> [Int128] {
        var integrals = [
            observations.transferIntegral(until: time), observations.waitingIntegral(until: time),
        ]
        if readers.groups.count <= HourlyWeek.mostGroups {
            for group in readers.groups {
                integrals.append(group.busy.integral(until: time))
                integrals.append(group.onShift.integral(until: time))
            }
        } else {
            integrals.append(readers.groups.reduce(0) { $0 + $1.busy.integral(until: time) })
            integrals.append(readers.groups.reduce(0) { $0 + $1.onShift.integral(until: time) })
        }
        return integrals
    }
}
