import SimulationKernel

/// How many readers each group has as time goes by, compiled; shared by all replications.
struct StaffPlan: Sendable {
    /// By group: the most that it ever has.
    let places: [Int]
    /// By group: those that it has at the start.
    let initial: [Int]
    /// What changes later, in order of time.
    let changes: [Change]

    struct Change: Sendable {
        let time: SimulationTime
        let group: Int
        let count: Int
    }

    init(_ groups: [ReaderGroup], _ calendar: ChangeCalendar) {
        var initial = groups.map(\.count)
        var places = initial
        var changes: [Change] = []
        for (index, group) in groups.enumerated() {
            for change in calendar.counts(of: group.name, initially: group.count) {
                if change.time <= .zero {
                    initial[index] = change.count
                } else {
                    changes.append(Change(time: change.time, group: index, count: change.count))
                }
                places[index] = max(places[index], change.count)
            }
        }
        self.places = places
        self.initial = initial
        self.changes = changes.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }.map(\.element)
    }

    /// Notes that a run that goes on until all is read would never end: nobody is left who may read some studies.
    func check(_ rights: RightsPlan, _ scenario: Scenario, _ problems: inout ModelProblems) {
        guard scenario.ending == .finish else { return }
        var last = initial
        for change in changes { last[change.group] = change.count }
        for (number, groups) in rights.tables[0].groups.prefix(rights.tables[0].reportCount).enumerated()
        where !groups.isEmpty && rights.isLast(number) && groups.allSatisfy({ last[$0] == 0 }) {
            let names = groups.map { scenario.readers[$0].name }.joined(separator: ", ")
            problems.add(
                .unreadableStream,
                "after the last event nobody is left in \(names): a run that ends when all is read would never end"
            )
        }
    }
}
