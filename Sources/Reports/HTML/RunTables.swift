import Experiments
import SimulationKernel
import Teleradiology

/// The figures of a run as tables.
struct RunTables {
    let result: ExperimentResult
    private var scenario: Scenario { result.scenario }

    /// A row of the tables by modality and priority.
    private struct Group {
        let name: String
        let group: StudyGroup
        let isPart: Bool
    }

    private var groups: [Group?] {
        let priorities = scenario.priorities
        var groups: [Group?] = []
        for modality in result.modalities {
            groups.append(Group(name: modality.title, group: .modality(modality), isPart: false))
            guard priorities.count > 1 else { continue }
            for (index, priority) in priorities.enumerated()
            where result.has(.modalityAndPriority(modality, index)) {
                groups.append(
                    Group(name: priority.name, group: .modalityAndPriority(modality, index), isPart: true))
            }
        }
        groups += [nil, Group(name: "All", group: .all, isPart: false)]
        guard priorities.count > 1 else { return groups }
        for (index, priority) in priorities.enumerated() where result.has(.priority(index)) {
            groups.append(Group(name: priority.name, group: .priority(index), isPart: true))
        }
        return groups
    }

    private func byGroup(_ caption: String, _ columns: [String], _ cells: (StudyGroup) -> [String]) -> HTML {
        var table = HTMLTable(caption, ["Modality"] + columns)
        for entry in groups {
            guard let entry else {
                table.addRule()
                continue
            }
            table.add([entry.name] + cells(entry.group), isPart: entry.isPart)
        }
        return table.html
    }

    private func unit(_ interval: Interval) -> Figure.TimeUnit {
        .fitting((result.interval(interval, .p95, .all)?.value ?? 0) * 1.5)
    }

    private static let statistics: [Statistic] = [.mean, .p50, .p90, .p95, .p99]

    /// Turnaround by modality and priority, with the share within target.
    var turnaround: HTML {
        let unit = unit(.turnaround)
        return byGroup(
            "Report turnaround time (\(unit.name)): imaging complete → report published",
            ["studies a day"] + Self.statistics.map(\.rawValue) + ["within target"]
        ) { group in
            [Figure.estimate(result.throughput(group))]
                + Self.statistics.map {
                    Figure.estimate(result.interval(.turnaround, $0, group), scale: unit.seconds)
                } + [Figure.share(result.withinTarget(group))]
        }
    }

    /// The other intervals.
    var intervals: [HTML] {
        result.shownIntervals(of: .all).filter { $0 != .turnaround }.map { interval in
            let unit = unit(interval)
            return byGroup("\(interval.title) (\(unit.name))", Self.statistics.map(\.rawValue)) { group in
                Self.statistics.map {
                    Figure.estimate(result.interval(interval, $0, group), scale: unit.seconds)
                }
            }
        }
    }

    /// What the transfer is made of; phases that took no time are left out.
    var transferParts: HTML {
        let parts = TransferPart.allCases.filter { part in
            groups.contains { ($0.flatMap { result.transferPart(part, $0.group)?.value } ?? 0) > 0 }
        }
        guard !parts.isEmpty else { return .nothing }
        let longest = parts.compactMap { result.transferPart($0, .all)?.value }.max() ?? 0
        let unit = Figure.TimeUnit.fitting(longest * 1.5)
        return byGroup(
            "Where the transfer time goes: means (\(unit.name)), which add up to the mean transfer",
            parts.map(\.title)
        ) { group in
            parts.map { Figure.estimate(result.transferPart($0, group), scale: unit.seconds) }
        }
    }

    /// What the wait is made of; nothing where all of it is the queue.
    var waitParts: HTML {
        let parts = WaitPart.allCases.filter { $0 == .queue || (result.waitPart($0, .all)?.value ?? 0) > 0 }
        guard parts.count > 1 else { return .nothing }
        let unit = unit(.wait)
        return byGroup(
            "What the wait is made of: means (\(unit.name)), which add up to the mean wait", parts.map(\.name)
        ) { group in
            parts.map { Figure.estimate(result.waitPart($0, group), scale: unit.seconds) }
        }
    }

    /// Use, capacity and queues of all resources.
    var resources: HTML {
        let resources = result.resources
        let fails = resources.contains { $0.availability != nil }
        var table = HTMLTable(
            "Use of resources",
            ["Resource", "utilisation", "capacity", "mean queue", "longest queue"]
                + (fails ? ["in service"] : []))
        var previous: ResourceUse.Kind?
        for resource in resources {
            if let previous, previous != resource.kind { table.addRule() }
            previous = resource.kind
            let hasQueue = resource.kind != .readers && resource.kind != .hub
            let hasCapacity = ![.worklist, .hub, .link].contains(resource.kind)
            let cells = [
                OnCallText.label(resource, result.scenario),
                resource.utilisation.map { Figure.share($0) } ?? Figure.none,
                hasCapacity ? Figure.estimate(resource.capacity) : Figure.none,
                hasQueue ? Figure.estimate(resource.meanQueue) : Figure.none,
                hasQueue ? "\(resource.maximumQueue)" : Figure.none,
            ]
            table.add(
                cells + (fails ? [resource.availability.map { Figure.share($0) } ?? Figure.none] : []))
        }
        let note = OnCallText.note([result.scenario])
        return .joined([table.html, note.isEmpty ? .nothing : .element("p", ["class": "note"], HTML(note))])
    }

    /// How readers spent their time; parts that nobody had are left out.
    var readerTimes: HTML {
        let times = result.readerTimes
        let parts = ReaderTimeText.parts.filter { part in
            times.contains { ($0.hoursPerDay(part.part)?.value ?? 0) > 0 }
        }
        guard !parts.isEmpty else { return .nothing }
        var table = HTMLTable("How readers spent their time (hours a day)", ["Readers"] + parts.map(\.title))
        for time in times {
            table.add([time.group] + parts.map { Figure.estimate(time.hoursPerDay($0.part)) })
        }
        return table.html
    }

    /// What providers did.
    var providers: HTML {
        let providers = result.providers
        guard !providers.isEmpty else { return .nothing }
        var table = HTMLTable("Providers", ["Provider", "reports", "in time", "penalties a month"])
        for provider in providers {
            table.add([
                provider.provider, Figure.estimate(provider.reads),
                provider.inTime.map { Figure.share($0) } ?? Figure.none,
                provider.penaltiesPerMonth.map { "\(Figure.money($0.amount).withThousands) \($0.currency)" }
                    .joined(separator: ", "),
            ])
        }
        return table.html
    }

    /// What came after the first reports; nothing for a scenario that does not say how reports come about.
    var reporting: [HTML] {
        guard result.hasReporting else { return [] }
        var counts = HTMLTable("How reports came about", ["Reports", "in a replication"])
        for count in ReportingCount.allCases {
            guard let estimate = result.reportingCount(count), estimate.value > 0 || count == .final else {
                continue
            }
            counts.add([count.title, Figure.estimate(estimate)])
        }
        if let target = scenario.reporting?.criticalCalls?.target,
            let share = result.reporting(\.withinTarget)
        {
            counts.add(["critical results told within \(target)", Figure.share(share)])
        }
        let shown = ReportingTask.allCases.filter {
            (result.reportingTask($0, \.done)?.value ?? 0) > 0
                || (result.reportingTask($0, \.outstanding)?.value ?? 0) > 0
        }
        guard !shown.isEmpty else { return [counts.html] }
        let longest = shown.compactMap { result.reportingTask($0, \.waitP95)?.value }.max() ?? 0
        let unit = Figure.TimeUnit.fitting(longest)
        var tasks = HTMLTable(
            "What readers did after the first reading; the wait of a call is until it was over",
            [
                "Task", "done", "wait mean (\(unit.name))", "wait p95 (\(unit.name))", "takes (min)",
                "left at the end",
            ])
        for task in shown {
            tasks.add([
                task.title, Figure.estimate(result.reportingTask(task, \.done)),
                Figure.estimate(result.reportingTask(task, \.waitMean), scale: unit.seconds),
                Figure.estimate(result.reportingTask(task, \.waitP95), scale: unit.seconds),
                Figure.estimate(result.reportingTask(task, \.workMean), scale: 60),
                Figure.estimate(result.reportingTask(task, \.outstanding)),
            ])
        }
        return [counts.html, tasks.html]
    }

    /// What each element costs.
    var costs: HTML {
        let costs = result.costs
        guard !costs.isEmpty else { return .nothing }
        var table = HTMLTable("Costs", ["Element", "a month", "a report"])
        for cost in costs {
            if cost.element == nil { table.addRule() }
            table.add([
                cost.element ?? "total \(cost.currency)",
                "\(Figure.money(cost.perMonth).withThousands) \(cost.currency)",
                "\(Figure.estimate(cost.perStudy)) \(cost.currency)",
            ])
        }
        return table.html
    }

    /// Where every study ended up.
    var conservation: HTML {
        let sum = result.conservation
        var table = HTMLTable("Every study is somewhere: all replications", ["Studies", "number"])
        table.add(["created", "\(sum.created)"])
        table.addRule()
        table.add(["reported", "\(sum.reported)"])
        for stage in sum.inSystem where stage.count > 0 {
            table.add(["still at: \(stage.stage)", "\(stage.count)"])
        }
        return table.html
    }
}
