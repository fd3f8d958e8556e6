import SimulationKernel

/// The checks that a scenario made by a program must pass, as one read from a file does.
enum ScenarioCheck {
    /// Notes every value that makes no sense.
    static func check(_ scenario: Scenario, _ problems: inout ModelProblems) {
        problems.require(scenario.length > .zero, "the length must be positive")
        problems.require(scenario.length <= .days(36_525), "the length must not exceed 100 years")
        problems.require(
            scenario.warmUp >= .zero && scenario.warmUp < scenario.length,
            "the warm-up must be shorter than the length")
        problems.require(!scenario.priorities.isEmpty, "there must be a priority class")
        problems.require(scenario.priorities.count <= 255, "there can be 255 priority classes at most")
        problems.require(
            (scenario.ageWeights ?? []).allSatisfy { $0 >= 0 && $0.isFinite }
                && scenario.ageWeights.map { $0.count == scenario.priorities.count } ?? true,
            "there must be a weight of age for each class, none negative")
        problems.require(!scenario.sites.isEmpty, "there must be a site")
        problems.require(!scenario.readers.isEmpty, "there must be a reader group")
        problems.require(
            Set(scenario.sites.map(\.name)).count == scenario.sites.count, "site names must differ")
        problems.require(
            Set(scenario.readers.map(\.name)).count == scenario.readers.count, "group names must differ")
        for site in scenario.sites {
            if let uplink = site.uplink {
                problems.require(
                    uplink.bandwidth.bitsPerSecond > 0, "site \(site.name): the uplink needs a bandwidth")
                for hub in scenario.delivery.hubs {
                    problems.require(
                        uplink.roundTrip[hub] != nil,
                        "site \(site.name): the uplink has no round trip for \(hub.rawValue)")
                }
                problems.require(
                    (uplink.background?.peak ?? 0) <= BackgroundTraffic.largestPeak,
                    "site \(site.name): other traffic leaves nothing of the uplink in its busiest hour")
            }
            if let forwarding = site.forwarding {
                problems.require(
                    forwarding.silence >= .zero && (forwarding.force ?? .seconds(1)) > .zero
                        && (0..<1).contains(forwarding.imagesFrom) && site.uplink != nil,
                    "site \(site.name): forwarding needs an uplink, no negative spans, and a share below 1")
            }
            if let gateway = site.gateway {
                problems.require(
                    WorklistOrder.simple.contains(gateway.order),
                    "site \(site.name): a gateway sends by class or as studies come")
                problems.require(
                    gateway.concurrency > 0
                        && (gateway.capacity ?? gateway.concurrency) >= gateway.concurrency,
                    "site \(site.name): a gateway sends one study at least, and holds what it sends")
                problems.require(
                    gateway.windows.allSatisfy {
                        scenario.priorities.indices.contains($0.key) && !$0.value.isEmpty
                    },
                    "site \(site.name): a gateway's windows are for known classes, and open at some time")
            }
            ProcedureCheck.check(site, &problems)
            for (modality, pool) in site.scanners.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                problems.require(
                    pool.count > 0, "site \(site.name): there must be a \(modality.name) scanner")
                problems.require(pool.examSeconds, "site \(site.name), \(modality.name) exam")
                problems.require(
                    pool.hours.allSatisfy {
                        !$0.days.isEmpty && $0.days.isSubset(of: 0...6) && (0..<1440).contains($0.startMinute)
                            && (0...1440).contains($0.endMinute)
                    }, "site \(site.name), \(modality.name): opening hours begin and end within a day")
                for (region, exam) in pool.examSecondsByRegion.sorted(by: { $0.key.name < $1.key.name }) {
                    problems.require(exam, "site \(site.name), \(modality.name) exam of the \(region.name)")
                }
            }
            problems.require(
                Set(site.demand.map(\.name)).count == site.demand.count,
                "site \(site.name): stream names must differ")
            for stream in site.demand {
                let place = "site \(site.name), stream \(stream.name)"
                problems.require(
                    isShares(stream.priorityShares, scenario.priorities.count),
                    "\(place): priority shares must sum to 1")
                problems.require(
                    isShares(stream.applicationShares, Application.allCases.count),
                    "\(place): application shares must sum to 1")
                problems.require(stream.instances, "\(place), instances")
                problems.require(stream.bytes, "\(place), bytes")
                if let priors = stream.priors {
                    problems.require(
                        (0...1).contains(priors.share) && (0...1).contains(priors.cached)
                            && (0...100).contains(priors.count),
                        "\(place): priors are shares of studies, 100 each at most")
                }
                if let reading = stream.readingSeconds { problems.require(reading, "\(place), reading") }
                DemandCheck.check(
                    stream, place: place, priorities: scenario.priorities.count, &problems)
                switch stream.arrivals {
                case .poisson(let perDay, _):
                    problems.require(
                        perDay >= 0 && perDay.isFinite, "\(place): studies a day must not be negative")
                case .renewal(let gap):
                    problems.require(gap, "\(place), interarrival")
                    problems.require(gap.mean > 0, "\(place): the mean time between studies must be positive")
                case .replay(let studies):
                    problems.require(
                        zip(studies, studies.dropFirst()).allSatisfy { $0.completed <= $1.completed },
                        "\(place): replayed studies must be in order of time")
                    problems.require(
                        studies.allSatisfy {
                            $0.completed >= .zero && ($0.priority ?? 0) >= 0
                                && ($0.priority ?? 0) < scenario.priorities.count
                        },
                        "\(place): a replayed study lies before the start, or has no known priority")
                case .schedule, .trace: break
                }
            }
        }
        TriageCheck.check(scenario, &problems)
        ReportingCheck.check(scenario, &problems)
        problems.require((scenario.maxWait ?? .zero) >= .zero, "the maximum wait must not be negative")
        if let hybrid = scenario.hybrid {
            problems.require(
                hybrid.retention >= .zero && hybrid.roundTrip >= .zero
                    && (0..<1).contains(hybrid.lossProbability) && (hybrid.limit?.bitsPerSecond ?? 1) > 0,
                "hybrid: spans are not negative, the loss is a probability, and a limit is above zero")
        }
        AssignmentCheck.check(scenario, &problems)
        for group in scenario.readers {
            problems.require(group.count >= 0, "readers \(group.name): there can't be fewer than none")
            problems.require(
                group.speed > 0 && group.speed.isFinite, "readers \(group.name): the speed must be positive")
            problems.require(
                group.speeds.values.allSatisfy { $0 > 0 && $0.isFinite },
                "readers \(group.name): speeds must be positive")
            problems.require(
                [group.fatigue?.shift ?? [], group.fatigue?.day ?? []].allSatisfy { points in
                    zip(points, points.dropFirst()).allSatisfy { $0.at < $1.at }
                        && points.allSatisfy { $0.factor > 0 && $0.factor.isFinite && $0.at >= .zero }
                }, "readers \(group.name): points of fatigue are in order of time, with factors above zero")
            if let plan = group.onCall {
                problems.require(
                    scenario.priorities.indices.contains(plan.priority) && plan.after >= .zero
                        && plan.response >= .zero, "readers \(group.name): on call for a known class")
                problems.require(
                    scenario.worklist == .priority,
                    "readers \(group.name): readers on call need a worklist with 'order: priority'")
                problems.require(
                    scenario.delivery.hubs.allSatisfy {
                        scenario.technologies[$0]?.retrieval != .prefetch
                    }, "readers \(group.name): readers on call do not go with 'retrieval: prefetch'")
            }
            if let plan = group.interruptions {
                problems.require(plan.seconds, "readers \(group.name), interruptions")
                problems.require(
                    plan.perHour > 0 && plan.perHour <= 1000,
                    "readers \(group.name): up to 1000 interruptions an hour")
            }
            problems.require(
                group.shifts.allSatisfy {
                    $0.days.isSubset(of: 0...6) && (0..<1440).contains($0.startMinute)
                        && (0...1440).contains($0.endMinute)
                        && (1...Shift.longestRota).contains($0.rota?.every ?? 1)
                },
                "readers \(group.name): a shift starts and ends within a day")
            if let downlink = group.downlink {
                problems.require(
                    downlink.bandwidth.bitsPerSecond > 0,
                    "readers \(group.name): the downlink needs a bandwidth")
                for hub in scenario.delivery.hubs {
                    problems.require(
                        downlink.roundTrip[hub] != nil,
                        "readers \(group.name): the downlink has no round trip for \(hub.rawValue)")
                }
            }
        }
        for (technology, plan) in scenario.technologies.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            problems.require(
                plan.ingest.minimumWorkers > 0 && plan.ingest.maximumWorkers >= plan.ingest.minimumWorkers,
                "\(technology.rawValue): ingest needs a worker, and no maximum below the minimum")
            problems.require(
                plan.ingest.target > 0 && plan.ingest.target <= 1,
                "\(technology.rawValue): the ingest's target is a share above 0")
            problems.require(
                (1...100).contains(plan.studiesAhead),
                "\(technology.rawValue): a reader is given 1 to 100 studies ahead")
            problems.require(
                (plan.line?.bitsPerSecond ?? 1) > 0, "\(technology.rawValue): the line needs a bandwidth")
            problems.require(
                (plan.lineBackground?.peak ?? 0) <= BackgroundTraffic.largestPeak,
                "\(technology.rawValue): other traffic leaves nothing of the line in its busiest hour")
        }
    }

    private static func isShares(_ shares: [Double], _ count: Int) -> Bool {
        shares.count == count && shares.allSatisfy { $0 >= 0 } && abs(shares.reduce(0, +) - 1) < 1e-9
    }
}
