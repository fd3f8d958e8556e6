import SimulationKernel

/// Where the patients of a replication are in their procedures, and who waits for what.
///
/// Taking and giving back is O(classes × pools of the step), without allocation once as many courses as run side by side
/// have been seen.
struct ProcedureCourses {
    /// A patient's place in a procedure.
    private struct Course: BitwiseCopyable {
        var study: Int32
        var procedure: Int32
        var step: Int32 = 0
        /// How many needs of the step are had.
        var needs: Int32 = 0
        /// In the order of all requests of the replication.
        var request: UInt64 = 0
        var order: Int32
    }
    /// One pool.
    private struct Station {
        var servers = LevelTally()
        var busy = LevelTally()
        /// Patients that wait.
        var waiting = LevelTally()
        var queues: [IndexQueue]

        /// Places that are free, less those who wait; the pool with the most is chosen.
        var room: Int { servers.level - busy.level - waiting.level }
        /// The course that is next, whether or not it can be served.
        var first: Int? {
            for queue in queues { if let first = queue.first { return first } }
            return nil
        }
    }

    let plan: ProcedurePlan
    private var stations: [Station]
    private var courses: [Course] = []
    private var free: [Int32] = []
    /// By course and step.
    private var durations: [Duration] = []
    /// By course and need: the pool that it was taken from.
    private var taken: [Int16] = []
    private var links = Links()
    private var requests: UInt64 = 0
    /// Pools in which something may have become free.
    private var touched: [Int] = []

    init(_ plan: ProcedurePlan, classes: Int) {
        self.plan = plan
        stations = plan.pools.map { pool in
            var station = Station(queues: [IndexQueue](repeating: IndexQueue(), count: classes))
            station.servers.add(pool.count(at: .zero), at: .zero)
            return station
        }
    }

    // MARK: Patients

    /// A patient enters a procedure, whose steps last so long; returns the course's number.
    mutating func begin(
        study: Int, procedure: Int, class order: Int, durations steps: borrowing [Duration]
    ) -> Int {
        let course = Course(
            study: Int32(truncatingIfNeeded: study), procedure: Int32(truncatingIfNeeded: procedure),
            order: Int32(truncatingIfNeeded: order))
        let index: Int
        if let reused = free.popLast() {
            index = Int(reused)
            courses[index] = course
        } else {
            index = courses.count
            courses.append(course)
            durations.append(contentsOf: repeatElement(.zero, count: plan.mostSteps))
            taken.append(contentsOf: repeatElement(-1, count: plan.mostNeeds))
        }
        for step in steps.indices { durations[index * plan.mostSteps + step] = steps[step] }
        return index
    }

    /// The patient of a course.
    func study(of course: Int) -> Int { Int(courses[course].study) }

    /// How long the present step of a course lasts.
    func duration(of course: Int) -> Duration {
        durations[course * plan.mostSteps + Int(courses[course].step)]
    }

    /// Whether the present step of a course is its last: the exam.
    func isExam(_ course: Int) -> Bool {
        Int(courses[course].step) == plan.procedures[Int(courses[course].procedure)].count - 1
    }

    /// Takes what the present step still needs; false when the patient waits.
    mutating func take(_ course: Int, at time: SimulationTime) -> Bool {
        let procedure = Int(courses[course].procedure)
        let step = Int(courses[course].step)
        while Int(courses[course].needs) < plan.procedures[procedure][step].needs.count {
            let place = Int(courses[course].needs)
            let pool = choose(plan.procedures[procedure][step].needs[place])
            taken[course * plan.mostNeeds + place] = Int16(truncatingIfNeeded: pool)
            let order = Int(courses[course].order)
            let amount = plan.procedures[procedure][step].needs[place].amount
            let isFirst = stations[pool].queues.indices.allSatisfy {
                $0 > order || stations[pool].queues[$0].count == 0
            }
            guard isFirst, fits(amount, pool) else {
                courses[course].request = requests
                requests += 1
                stations[pool].queues[order].append(course, &links)
                stations[pool].waiting.add(1, at: time)
                return false
            }
            stations[pool].busy.add(amount, at: time)
            courses[course].needs += 1
        }
        return true
    }

    /// The present step is over: everything is given back. Call ``serveNext(at:)`` until it returns nil, then, unless that
    /// was the exam, ``take(_:at:)`` for the next step.
    mutating func endStep(_ course: Int, at time: SimulationTime) {
        touched.removeAll(keepingCapacity: true)
        let step = plan.procedures[Int(courses[course].procedure)][Int(courses[course].step)]
        for place in step.needs.indices {
            let pool = Int(taken[course * plan.mostNeeds + place])
            stations[pool].busy.add(-step.needs[place].amount, at: time)
            touched.append(pool)
        }
        courses[course].step += 1
        courses[course].needs = 0
    }

    /// The procedure is over.
    mutating func end(_ course: Int) { free.append(Int32(truncatingIfNeeded: course)) }

    /// The next who gets what has become free, and then has everything or waits for something else: the most urgent, then
    /// who asked first, whatever they wait for. Nil when nobody can be served.
    mutating func serveNext(at time: SimulationTime) -> (course: Int, isReady: Bool)? {
        var best: (course: Int, pool: Int)?
        for pool in touched {
            guard let course = stations[pool].first, fits(amount(course), pool) else { continue }
            if let known = best, !precedes(course, known.course) { continue }
            best = (course, pool)
        }
        guard let (course, pool) = best else { return nil }
        _ = stations[pool].queues[Int(courses[course].order)].popFirst(&links)
        stations[pool].waiting.add(-1, at: time)
        stations[pool].busy.add(amount(course), at: time)
        courses[course].needs += 1
        return (course, take(course, at: time))
    }

    /// The number of a pool changes as its hours say; then call ``serveNext(at:)`` until it returns nil.
    mutating func changeCount(of pool: Int, at time: SimulationTime) {
        let count = plan.pools[pool].count(at: time)
        stations[pool].servers.add(count - stations[pool].servers.level, at: time)
        touched.removeAll(keepingCapacity: true)
        touched.append(pool)
    }

    private func fits(_ amount: Int, _ pool: Int) -> Bool {
        stations[pool].busy.level + amount <= stations[pool].servers.level
    }

    /// How many of the pool at which it waits a course needs.
    private func amount(_ course: Int) -> Int {
        plan.procedures[Int(courses[course].procedure)][Int(courses[course].step)]
            .needs[Int(courses[course].needs)].amount
    }

    private func precedes(_ one: Int, _ other: Int) -> Bool {
        courses[one].order != courses[other].order
            ? courses[one].order < courses[other].order : courses[one].request < courses[other].request
    }

    /// The pool of a need with the most room; among those that have nobody now only when all do.
    private func choose(_ need: ProcedurePlan.Need) -> Int {
        var best = need.pools[0]
        for pool in need.pools.dropFirst() {
            let isStaffed = stations[pool].servers.level > 0
            let isBestStaffed = stations[best].servers.level > 0
            if isStaffed == isBestStaffed
                ? stations[pool].room > stations[best].room : isStaffed
            {
                best = pool
            }
        }
        return best
    }

    // MARK: Observation

    mutating func restartTallies(at time: SimulationTime) {
        for pool in stations.indices {
            stations[pool].servers.restart(at: time)
            stations[pool].busy.restart(at: time)
            stations[pool].waiting.restart(at: time)
        }
    }

    /// The use of the pools of a site until an instant.
    func uses(site: Int, named name: String, until time: SimulationTime) -> [ResourceUse] {
        zip(plan.pools, stations).filter { $0.0.site == site }.map { pool, station in
            let offered = station.servers.mean(until: time)
            return ResourceUse(
                kind: .pool, name: "\(pool.name) \(name)",
                utilisation: offered > 0 ? station.busy.mean(until: time) / offered : nil, capacity: offered,
                meanQueue: station.waiting.mean(until: time), maximumQueue: station.waiting.maximum)
        }
    }
}
