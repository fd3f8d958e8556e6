import SimulationKernel

/// The checks of pools and procedures that a scenario made by a program must pass.
enum ProcedureCheck {
    /// Notes whatever of a site's pools, procedures and streams makes no sense.
    static func check(_ site: Site, _ problems: inout ModelProblems) {
        func require(_ condition: Bool, _ message: @autoclosure () -> String) {
            problems.require(condition, "site \(site.name): \(message())")
        }
        require(
            Set(site.pools.map(\.name)).count == site.pools.count
                && Set(site.procedures.map(\.name)).count == site.procedures.count,
            "names of pools and of procedures must differ")
        for pool in site.pools {
            require(
                pool.count >= 0 && pool.hours.allSatisfy { $0.count >= 0 } && pool.most <= 1_000_000,
                "there are 0 to 1,000,000 of \(pool.name)")
        }
        let most = Dictionary(site.pools.map { ($0.name, $0.most) }) { first, _ in first }
        for procedure in site.procedures {
            require(!procedure.steps.isEmpty, "procedure \(procedure.name) has no step")
            for step in procedure.steps {
                problems.require(step.seconds, "site \(site.name), procedure \(procedure.name)")
                for need in step.needs {
                    require(
                        !need.pools.isEmpty && need.amount > 0,
                        "procedure \(procedure.name) needs some of a pool")
                    require(
                        need.pools.allSatisfy { most[$0] != nil }
                            && need.pools.contains { need.amount <= most[$0] ?? 0 },
                        "procedure \(procedure.name) needs \(need.amount) of \(need.pools.joined(separator: " or ")), and there are never so many"
                    )
                }
                let pools = step.needs.flatMap(\.pools)
                require(
                    Set(pools).count == pools.count,
                    "procedure \(procedure.name) takes a pool twice in a step; ask for the sum at once")
            }
        }
        for stream in site.demand {
            guard let name = stream.procedure else { continue }
            require(
                site.procedures.contains { $0.name == name },
                "stream \(stream.name): there is no procedure \(name)")
            if case .trace(let trace) = stream.arrivals {
                require(
                    trace.clock != .completed,
                    "stream \(stream.name): what comes completed goes through no procedure")
            }
            if case .replay = stream.arrivals {
                require(false, "stream \(stream.name): what is replayed goes through no procedure")
            }
        }
    }
}
