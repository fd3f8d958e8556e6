import SimulationKernel

/// The checks of booked lists, traces, surges, growth and attributes that a scenario made by a program must pass.
enum DemandCheck {
    /// Notes every value of a stream that makes no sense; `place` names the stream.
    static func check(
        _ stream: DemandStream, place: String, priorities: Int, _ problems: inout ModelProblems
    ) {
        func require(_ condition: Bool, _ message: @autoclosure () -> String) {
            problems.require(condition, "\(place): \(message())")
        }
        func require(_ distribution: Distribution?, _ what: String) {
            problems.require(distribution, "\(place), \(what)")
        }
        for (region, reading) in stream.readingSecondsByRegion.sorted(by: { $0.key.name < $1.key.name }) {
            require(reading, "reading of the \(region.name)")
        }
        require(stream.series, "series")
        if let shares = stream.bodyRegionShares {
            require(
                shares.count == BodyRegion.allCases.count && shares.allSatisfy { $0 >= 0 }
                    && abs(shares.reduce(0, +) - 1) < 1e-9, "body region shares must sum to 1")
        }
        if let shares = stream.studiesPerPatient {
            require(
                (1...100).contains(shares.count) && shares.allSatisfy { $0 >= 0 }
                    && abs(shares.reduce(0, +) - 1) < 1e-9, "shares of studies per patient must sum to 1")
        }
        switch stream.arrivals {
        case .trace, .replay:
            require(
                stream.studiesPerPatient == nil,
                "the studies are given: 'studies per patient' does not go with that")
        case .poisson, .renewal, .schedule: break
        }
        require((0...1).contains(stream.criticalShare ?? 0), "the critical share lies between 0 and 1")
        require(
            stream.surges.allSatisfy { $0.factor >= 0 && $0.factor.isFinite && $0.length > .zero },
            "a surge has a length, and a factor that is not negative")
        require(
            stream.yearlyGrowth > -1 && stream.yearlyGrowth <= 100, "growth lies above −100 % a year")
        require(
            stream.arrivals.hasRate || stream.surges.isEmpty && stream.yearlyGrowth == 0,
            "surges and growth are for streams with a rate or a time between studies")
        switch stream.arrivals {
        case .schedule(let book):
            require(
                book.slots.allSatisfy {
                    $0.days.isSubset(of: 0...6) && $0.minutes.allSatisfy { (0..<1440).contains($0) }
                }, "appointments are at minutes of days of the week")
            require((0...1).contains(book.noShowShare), "the no-show share lies between 0 and 1")
            require(book.latenessSeconds, "lateness")
        case .trace(let trace):
            require(
                zip(trace.studies, trace.studies.dropFirst()).allSatisfy { $0.time <= $1.time },
                "the studies of a trace must be in order of time")
            require(
                trace.studies.allSatisfy {
                    $0.time >= .zero && (0..<priorities).contains($0.priority ?? 0)
                        && (1...1_000_000_000).contains($0.instances ?? 1)
                        && (1...1e15).contains($0.bytes ?? 1)
                },
                "a study of a trace lies before the start, or has no known priority or size")
        case .poisson, .renewal, .replay: break
        }
    }
}
