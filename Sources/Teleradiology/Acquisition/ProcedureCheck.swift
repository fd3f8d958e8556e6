import SimulationKernel

/// The checks of pools and procedures that a scenario made by a program must pass.
enum ProcedureCheck {
    /// Throws for the first of a site's pools, procedures and streams that makes no sense.
    static func check(_ site: Site) throws(ModelError) {
        func require(_ condition: Bool, _ message: String) throws(ModelError) {
            if !condition { throw ModelError(.invalidScenario, "site \(site.name): \(message)") }
        }
        try require(
            Set(site.pools.map(\.name)).count == site.pools.count
                && Set(site.procedures.map(\.name)).count == site.procedures.count,
            "names of pools and of procedures must differ")
        for pool in site.pools {
            try require(
                pool.count >= 0 && pool.hours.allSatisfy { $0.count >= 0 } && pool.most <= 1_000_000,
                "there are 0 to 1,000,000 of \(pool.name)")
        }
        let most = Dictionary(uniqueKeysWithValues: site.pools.map { ($0.name, $0.most) })
        for procedure in site.procedures {
            try require(!procedure.steps.isEmpty, "procedure \(procedure.name) has no step")
            for step in procedure.steps {
                if let problem = step.seconds.problem {
                    throw ModelError(
                        .invalidScenario, "site \(site.name), procedure \(procedure.name): \(problem)")
                }
                for need in step.needs {
                    try require(
                        !need.pools.isEmpty && need.amount > 0,
                        "procedure \(procedure.name) needs some of a pool")
                    try require(
                        need.pools.allSatisfy { most[$0] != nil }
                            && need.pools.contains { need.amount <= most[$0] ?? 0 },
                        "procedure \(procedure.name) needs \(need.amount) of \(need.pools.joined(separator: " or ")), and there are never so many"
                    )
                }
                let pools = step.needs.flatMap(\.pools)
                try require(
                    Set(pools).count == pools.count,
                    "procedure \(procedure.name) takes a pool twice in a step; ask for the sum at once")
            }
        }
        for stream in site.demand {
            guard let name = stream.procedure else { continue }
            try require(
                site.procedures.contains { $0.name == name },
                "stream \(stream.name): there is no procedure \(name)")
            if case .trace(let trace) = stream.arrivals {
                try require(
                    trace.clock != .completed,
                    "stream \(stream.name): what comes completed goes through no procedure")
            }
            if case .replay = stream.arrivals {
                try require(false, "stream \(stream.name): what is replayed goes through no procedure")
            }
        }
    }
}
