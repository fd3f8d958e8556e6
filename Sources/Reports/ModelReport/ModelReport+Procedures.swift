import ScenarioFiles
import SimulationKernel
import Teleradiology

/// What section 2 and item 3.3 tell of exams that go step by step, with rooms and people of a site.
extension ModelReport {
    /// A step of the base logic.
    var procedureLogic: Words {
        let sites = facts.scenario.sites.compactMap { site in
            let names = site.proceduresInUse.map(\.name)
            return names.isEmpty ? nil : "\(site.name): \(names.joined(separator: ", "))"
        }
        let others = facts.streams.contains { $0.stream.procedure == nil }
        return
            """
            Patients of some streams go through a procedure\(facts.hasScanners ? " instead" : "") \
            (\(sites.joined(separator: "; "))), step by step as \
            item 3.3 lists them. A step takes its rooms and people one after the other, in the order of the list, and keeps \
            what it has while it waits for the rest; when its time is over it gives all of it back. The last step is the \
            exam: imaging is complete when it ends.\
            \(facts.hasScanners || !others ? "" : " Imaging of other studies is complete at once.")
            """
    }

    /// Who is served next, and which pool is asked.
    var procedureAlgorithms: [Words] {
        let order =
            facts.scenario.worklist == .fifo
            ? "to who asked first" : "to the highest class, within it to who asked first"
        var list: [Words] = [
            """
            Rooms and people of procedures: what has become free goes, of all who wait for any of it, \(order). Who needs several \
            of a kind waits until so many are free, and those behind wait meanwhile.
            """
        ]
        let steps = facts.scenario.sites.flatMap(\.proceduresInUse).flatMap(\.steps)
        if steps.contains(where: { $0.needs.contains { $0.pools.count > 1 } }) {
            list.append(
                """
                Where one of several pools will do, the patient joins the one with the most free places less those who wait \
                there, the first named of equals, and stays with it; one that has nobody at the time is joined only when all \
                have nobody.
                """)
        }
        return list
    }

    /// The activities: a row for each step.
    func addProcedureSteps(to table: inout ReportDocument.Table) {
        for site in facts.scenario.sites {
            for procedure in site.proceduresInUse {
                for (index, step) in procedure.steps.enumerated() {
                    table.add(
                        Words(Self.name(of: index, in: procedure, at: site)), Words(step.takes),
                        Words(ValueWords.distribution(step.seconds, .seconds)))
                }
            }
        }
    }

    /// `Centre, thrombectomy: exam`, `Centre, elective: step 2`.
    private static func name(of step: Int, in procedure: Procedure, at site: Site) -> String {
        let isExam = step == procedure.steps.count - 1
        return "\(site.name), \(procedure.name): \(isExam ? "exam" : "step \(step + 1)")"
    }

    /// Resources: the rooms and people of a site that procedures take.
    func addPools(of site: Site, to table: inout ReportDocument.Table) {
        for pool in site.poolsInUse {
            table.add(
                Words("\(pool.name) of \(site.name)"), Words(pool.counts),
                Words(pool.hours.isEmpty ? "always" : "by the hour, \(site.timeZone)"))
        }
    }

    /// The queue before each of them.
    func addPoolQueues(_ discipline: String, to table: inout ReportDocument.Table) {
        for site in facts.scenario.sites {
            for pool in site.poolsInUse {
                table.add(
                    Words("before \(pool.name) of \(site.name)"),
                    Words("\(discipline); who needs several waits for all, and those behind with them"),
                    "no limit")
            }
        }
    }

    var procedureInputs: ReportDocument.Block? {
        var rows = InputRows("Rooms and people, and the procedures that take them", facts.given)
        for (index, site) in facts.scenario.sites.enumerated() {
            for pool in site.poolsInUse {
                rows.add(
                    site.name,
                    "\(pool.name), how many\(pool.hours.isEmpty ? "" : ", \(site.timeZone)")", pool.counts,
                    ["sites", .item(index), "pools", .key(pool.name)])
            }
            for procedure in site.proceduresInUse {
                let path: InputRows.Path = ["sites", .item(index), "procedures", .key(procedure.name)]
                for (number, step) in procedure.steps.enumerated() {
                    rows.add(
                        "\(site.name), \(procedure.name)",
                        number == procedure.steps.count - 1 ? "exam" : "step \(number + 1)",
                        "takes \(step.takes); \(ValueWords.distribution(step.seconds, .seconds))",
                        path + [.item(number)])
                }
            }
        }
        return rows.block
    }
}

extension Site {
    /// The procedures that its streams name, in the order of the file.
    var proceduresInUse: [Procedure] {
        let named = Set(demand.compactMap(\.procedure))
        return procedures.filter { named.contains($0.name) }
    }

    /// The pools that those take.
    var poolsInUse: [ResourcePool] {
        let taken = Set(proceduresInUse.flatMap(\.steps).flatMap(\.needs).flatMap(\.pools))
        return pools.filter { taken.contains($0.name) }
    }
}

extension ProcedureStep {
    /// What it takes in words: `Suite or Neuro suite, 3 Nurses`.
    var takes: String {
        let words = needs.map { need in
            let pools = need.pools.joined(separator: " or ")
            return need.amount == 1 ? pools : "\(need.amount) of \(pools)"
        }
        return words.isEmpty ? "nothing but time" : words.joined(separator: ", then ")
    }
}

extension ResourcePool {
    /// How many there are, hour by hour: `3; 6 daily 08:00–17:00`.
    var counts: String {
        let others = hours.map { "\($0.count) \(ValueWords.shift($0.shift))" }
        return ([hours.isEmpty ? "\(count)" : "\(count) at other hours"] + others).joined(separator: "; ")
    }

    /// The fewest and the most of them: `Nurses 3 to 6`.
    var inBrief: String {
        let least = min(count, hours.map(\.count).min() ?? count)
        return "\(name) \(least == most ? "\(most)" : "\(least) to \(most)")"
    }
}
