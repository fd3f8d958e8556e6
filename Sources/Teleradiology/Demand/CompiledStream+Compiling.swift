import SimulationKernel

extension CompiledStream {
    /// Compiles a stream of a site.
    init(
        _ demand: DemandStream, of site: Site, siteIndex: Int, index: Int, clock: LocalClock,
        volume: VolumeCurve, firstProcedure: Int
    ) {
        key = "site/\(site.name)/\(demand.name)"
        self.site = siteIndex
        self.index = index
        self.volume = volume
        modality = demand.modality
        var comesCompleted = false
        switch demand.arrivals {
        case .poisson(let perDay, let profile):
            arrivals = .weekly(rates: profile.weights.map { $0 * perDay / 86_400 }, clock: clock)
        case .renewal(let gap): arrivals = .renewal(Sampler(gap))
        case .replay(let studies): arrivals = .replay(studies)
        case .schedule(let book):
            arrivals = .schedule(CompiledAppointments(book, clock: clock, end: volume.end))
        case .trace(let trace):
            arrivals = .trace(trace.studies)
            comesCompleted = trace.clock == .completed
        }
        self.comesCompleted = comesCompleted
        priors = demand.priors
        criticalShare = demand.criticalShare
        let place = site.procedures.firstIndex { $0.name == demand.procedure }
        procedure = place.map { firstProcedure + $0 }
        steps = place.map { site.procedures[$0].steps.map { Sampler($0.seconds) } } ?? []
        studiesPerPatient = demand.studiesPerPatient.map(Self.cumulative) ?? []
        let preset = site.forwarding?.level == .series ? SeriesPreset.series : nil
        series = (demand.series ?? preset).map { Sampler($0) }
        priorities = Self.cumulative(demand.priorityShares)
        applications = Self.cumulative(demand.applicationShares)
        instances = Sampler(demand.instances)
        bytes = Sampler(demand.bytes)
        exams = Modality.allCases.map { modality in site.scanners[modality].map { Sampler($0.examSeconds) } }
        readings = Modality.allCases.flatMap { modality in
            Application.allCases.map { Sampler(demand.reading(modality, $0)) }
        }
        bodyRegions = Self.cumulative(demand.bodyRegionShares ?? [])
        let knowsRegions = demand.knowsBodyRegions
        regionReadings =
            knowsRegions
            ? Self.byRegion { modality, region in
                if let own = demand.readingSecondsByRegion[region] { return own }
                if demand.readingSeconds != nil { return nil }
                return ReadingPreset.of(modality: modality, bodyRegion: region)?.distribution
            } : []
        regionExams =
            knowsRegions
            ? Self.byRegion { modality, region in site.scanners[modality]?.examSecondsByRegion[region] } : []
    }

    /// Samplers by modality × body region.
    private static func byRegion(_ distribution: (Modality, BodyRegion) -> Distribution?) -> [Sampler?] {
        Modality.allCases.flatMap { modality in
            BodyRegion.allCases.map { region in distribution(modality, region).map { Sampler($0) } }
        }
    }

    private static func cumulative(_ shares: [Double]) -> [Double] {
        var sum = 0.0
        return shares.map { share in
            sum += share
            return sum
        }
    }
}

extension DemandStream {
    /// Whether some of its studies say what was examined.
    var knowsBodyRegions: Bool {
        if case .trace(let trace) = arrivals { return trace.studies.contains { $0.bodyRegion != nil } }
        return bodyRegionShares != nil
    }
}
