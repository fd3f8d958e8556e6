import SimulationKernel
import Teleradiology

/// Reads the `demand` of a site.
struct DemandReader {
    let priorities: [PriorityClass]
    let replay: ReplayContext
    /// The names of the site's procedures.
    let procedures: [String]

    /// The streams of a site, each with a name of its own.
    func streams(_ reader: NodeReader) -> [DemandStream] {
        var streams: [DemandStream] = []
        for item in reader.items("a list of demand streams") ?? [] {
            guard var stream = stream(item) else { continue }
            if item.node["name"] != nil, streams.contains(where: { $0.name == stream.name }) {
                item.error("\(item.path): there are two streams named '\(stream.name.shortened)'")
            }
            let base = stream.name
            var number = 2
            while streams.contains(where: { $0.name == stream.name }) {
                stream.name = "\(base) \(number)"
                number += 1
            }
            streams.append(stream)
        }
        return streams
    }

    private static let keys = [
        "name", "modality", "arrivals", "priority", "application", "size", "reading", "replay", "repeat",
        "broken", "priors", "body_region", "reading_by_region", "critical", "surge", "growth",
        "studies_per_patient", "procedure",
    ]

    private func stream(_ item: NodeReader) -> DemandStream? {
        guard
            let map = item.map(
                "a demand stream such as '{ modality: ct, arrivals: { per_day: 40 } }'", keys: Self.keys,
                later: ["compression"])
        else { return nil }
        var stream = arrivingStream(map)
        if stream != nil { readMore(map, into: &stream) }
        return stream
    }

    private func arrivingStream(_ map: MapReader) -> DemandStream? {
        let priorityShares = shares("priority", map, of: "priority class", names: priorities.map(\.name))
        let applicationShares = shares(
            "application", map, of: "application", names: Application.allCases.map(\.name))
        let reading = map.optional("reading")?.distribution(.seconds)
        let priors = map.optional("priors").flatMap(Self.priors)
        let name = map.optional("name")?.name()
        if let folder = map.optional("replay") {
            for key in ["modality", "arrivals", "size"] {
                map.optional(key)?.error("a replay brings its own \(key)")
            }
            let studies = replay.studies(
                folder, map, priorities: priorities)
            return DemandStream(
                name: name ?? "replay", modality: .ct, arrivals: .replay(studies),
                priorityShares: priorityShares,
                applicationShares: applicationShares, instances: .constant(1), bytes: .constant(1),
                readingSeconds: reading, priors: priors)
        }
        for key in ["repeat", "broken"] { map.optional(key)?.error("'\(key)' goes with 'replay'") }
        let isTrace = map.optional("arrivals")?.node["trace"] != nil
        // A trace may say it for each study.
        let modality =
            (isTrace ? map.optional("modality") : map.required("modality", "ct")).flatMap(Self.modality)
        let arrivals = map.required("arrivals", "{ per_day: 40, profile: emergency }").flatMap {
            self.arrivals($0, modality, hasSize: map.optional("size") != nil)
        }
        var series: Distribution?
        var instances: Distribution?
        var bytes: Distribution?
        let size = map.optional("size")?.map(
            "a size such as '{ instances: 300, bytes: 181 MB }'", keys: ["instances", "bytes", "series"])
        if let size {
            series = size.optional("series")?.distribution(.count)
            instances = size.optional("instances")?.distribution(.count)
            bytes = size.optional("bytes")?.distribution(.bytes)
        }
        guard let arrivals, let first = modality ?? (isTrace ? .ct : nil) else { return nil }
        let preset = StudySizePreset.of(first)
        if !isTrace || size != nil {
            let size = size ?? map.mapOrDefaults("size").map("a size", keys: [])
            if let size, instances == nil {
                instances = size.fallback(
                    "instances", preset.instances, as: { $0.shownText(NumberShown.count) },
                    source: preset.source)
            }
            if let size, bytes == nil {
                bytes = size.fallback(
                    "bytes", preset.bytes, as: { $0.shownText(NumberShown.bytes) }, source: preset.source)
            }
        }
        if reading == nil, !isTrace { noteReadings(map, first, applicationShares) }
        var stream = DemandStream(
            name: name ?? modality?.name ?? "trace", modality: first, arrivals: arrivals,
            priorityShares: priorityShares,
            applicationShares: applicationShares, instances: instances ?? preset.instances,
            bytes: bytes ?? preset.bytes, readingSeconds: reading, priors: priors)
        stream.series = series
        return stream
    }

    /// Notes the reading times that the studies of a stream have by their application and body region.
    private func noteReadings(_ map: MapReader, _ modality: Modality, _ applications: [Double]) {
        var texts: [String] = []
        var source: PresetSource?
        for (application, share) in zip(Application.allCases, applications) where share > 0 {
            let preset = ReadingPreset.of(modality: modality, application: application)
            source = source ?? preset.source
            let text = preset.distribution.shownText(NumberShown.seconds)
            texts.append(share < 1 ? "\(application.name): \(text)" : text)
        }
        guard let source else { return }
        let text = texts.joined(separator: "; ")
        map.fallback("reading", (), as: { text }, source: source)
    }

    private static func priors(_ reader: NodeReader) -> PriorStudies? {
        guard
            let map = reader.map(
                "priors such as '{ share: 50 %, studies: 2, cached: 30 % }'",
                keys: ["share", "studies", "cached"])
        else { return nil }
        let share = map.required("share", "50 %")?.share()
        let count =
            map.optional("studies")?.count("a number of prior studies", in: 1...100)
            ?? map.fallback("studies", 1)
        let cached =
            map.optional("cached")?.share() ?? map.fallback("cached", 0, as: NumberShown.share)
        guard let share else { return nil }
        return PriorStudies(share: share, count: count, cached: cached)
    }

    static func modality(_ reader: NodeReader) -> Modality? {
        guard let text = reader.text("a modality: \(Modality.allCases.map(\.name).joined(separator: ", "))")
        else {
            return nil
        }
        if let modality = Modality(named: text) { return modality }
        reader.problems.noSuch("modality", text, among: Modality.allCases.map(\.name), at: reader.node.place)
        return nil
    }

    /// - Parameters:
    ///   - modality: what the studies of a trace are that does not say so.
    ///   - hasSize: whether the stream says how large its studies are.
    private func arrivals(_ reader: NodeReader, _ modality: Modality?, hasSize: Bool) -> ArrivalProcess? {
        guard
            let map = reader.map(
                "arrivals such as '{ per_day: 40, profile: emergency }' or '{ interarrival: 20 min }'",
                keys: ["per_day", "profile", "interarrival", "schedule", "trace"])
        else { return nil }
        for (key, reads) in [("schedule", true), ("trace", false)] {
            guard let item = map.optional(key) else { continue }
            for other in ["per_day", "profile", "interarrival", "schedule", "trace"] where other != key {
                map.optional(other)?.error("'\(other)' does not go with '\(key)'")
            }
            if reads { return ScheduleReader.book(item).map { .schedule($0) } }
            let reader = TraceReader(
                priorities: priorities, context: replay, modality: modality, hasSize: hasSize)
            return reader.trace(item).map { .trace($0) }
        }
        if let gap = map.optional("interarrival") {
            for key in ["per_day", "profile"] {
                map.optional(key)?.error("'\(key)' does not go with 'interarrival'")
            }
            guard let distribution = gap.distribution(.seconds) else { return nil }
            guard distribution.mean >= 0.001 else {
                gap.error("\(gap.path): the mean time between studies must be at least 1 ms")
                return nil
            }
            return .renewal(interarrivalSeconds: distribution)
        }
        let perDay = map.required("per_day", "40")?.number("a number of studies a day", in: 0...1e7)
        let profile =
            map.optional("profile").map(Self.profile)
            ?? map.fallback("profile", WeeklyProfilePreset.flat.profile, as: { _ in "flat" })
        guard let perDay, let profile else { return nil }
        return .poisson(perDay: perDay, profile: profile)
    }

    /// A preset by name, or the weights of hours: 24, 00:00 first, of every day, or 168, Monday 00:00 first.
    static func profile(_ reader: NodeReader) -> WeeklyProfile? {
        if case .list = reader.node.content {
            let weights = (reader.items("24 or 168 weights") ?? []).compactMap {
                $0.number("a weight", in: 0...1e9)
            }
            let everyDay = [Double](repeating: 1, count: 7)
            if let profile = WeeklyProfile(weights: weights) ?? WeeklyProfile(hours: weights, days: everyDay)
            {
                return profile
            }
            reader.error(
                "a profile has 24 hourly weights, 00:00 first, or 168, Monday 00:00 first, not all zero; "
                    + "found \(weights.count)")
            return nil
        }
        let preset = reader.choice("weekly profile", WeeklyProfilePreset.all.map { ($0.name, $0) })
        reader.note(source: preset?.source)
        return preset?.profile
    }

    /// What all streams may have: body regions, critical findings, surges, growth.
    private func readMore(_ map: MapReader, into stream: inout DemandStream?) {
        let regions = BodyRegion.allCases.map(\.name)
        if let shares = map.optional("body_region") {
            stream?.bodyRegionShares = self.shares(shares, of: "body region", names: regions)
        }
        if let readings = map.optional("reading_by_region") {
            let isKnown = stream?.bodyRegionShares != nil || stream?.isTrace == true
            if !isKnown { readings.error("'reading_by_region' goes with 'body_region'") }
            stream?.readingSecondsByRegion = DemandReader.byRegion(readings)
        }
        if let patients = map.optional("studies_per_patient") {
            if stream?.isTrace == true || stream?.isReplay == true {
                patients.error("'studies_per_patient' does not go with studies that are given")
            }
            stream?.studiesPerPatient = Self.studiesPerPatient(patients)
        }
        if let procedure = map.optional("procedure") {
            let name = ProcedureReader.procedure(procedure, of: stream, procedures)
            stream?.procedure = name
        }
        stream?.criticalShare = map.optional("critical").flatMap(Self.critical)
        for key in ["surge", "growth"] {
            guard let item = map.optional(key), stream?.arrivals.hasRate == false else { continue }
            item.error("'\(key)' goes with 'per_day' or 'interarrival', not with given times")
        }
        if let growth = map.optional("growth")?.yearlyGrowth() { stream?.yearlyGrowth = growth }
        if let surges = map.optional("surge") { stream?.surges = ScheduleReader.surges(surges) }
    }

    /// Shares by number of studies, such as `{ 1: 70 %, 2: 20 %, 3: 10 %}`, or one number for all patients.
    private static func studiesPerPatient(_ reader: NodeReader) -> [Double]? {
        if case .scalar = reader.node.content {
            guard let count = reader.count("a number of studies", in: 1...100) else { return nil }
            return (1...count).map { $0 == count ? 1 : 0 }
        }
        var shares = [Double](repeating: 0, count: 100)
        for entry in reader.entries("shares by number of studies such as '{ 1: 70 %, 2: 30 % }'") ?? [] {
            guard let number = Int(entry.key), (1...100).contains(number) else {
                reader.problems.error(
                    "'\(entry.key.shortened)' is no number of studies (1 to 100)", at: entry.keyPlace)
                continue
            }
            shares[number - 1] = entry.value.share() ?? 0
        }
        let sum = shares.reduce(0, +)
        guard abs(sum - 1) < 1e-4 else {
            reader.error(
                "\(reader.path): the shares sum to \(((sum * 1_000_000).rounded() / 10_000).plain) %, not to 100 %"
            )
            return nil
        }
        let most = (shares.lastIndex { $0 > 0 } ?? 0) + 1
        return shares.prefix(most).map { $0 / sum }
    }

    /// Distributions of seconds by body region.
    static func byRegion(_ reader: NodeReader) -> [BodyRegion: Distribution] {
        var distributions: [BodyRegion: Distribution] = [:]
        for entry in reader.entries("durations by body region such as '{ head: 6 min }'") ?? [] {
            guard let region = BodyRegion.allCases.first(where: { $0.name == entry.key }) else {
                entry.value.problems.noSuch(
                    "body region", entry.key, among: BodyRegion.allCases.map(\.name), at: entry.keyPlace)
                continue
            }
            distributions[region] = entry.value.distribution(.seconds)
        }
        return distributions
    }

    /// A share, or the name of a preset.
    private static func critical(_ reader: NodeReader) -> Double? {
        if case .scalar(let text) = reader.node.content, text.first?.isLetter == true {
            let preset = reader.choice(
                "critical finding", CriticalFindingPreset.all.map { ($0.name, $0) })
            reader.note(source: preset?.source)
            return preset?.share
        }
        return reader.share()
    }

    /// Shares by name, summing to 1; none given means all of the last one.
    private func shares(_ key: String, _ map: MapReader, of what: String, names: [String]) -> [Double] {
        guard let reader = map.optional(key) else {
            let last = names[names.count - 1]
            return map.fallback(key, names.map { $0 == last ? 1 : 0 }, as: { _ in "{ \(last): 100 % }" })
        }
        return shares(reader, of: what, names: names)
    }

    private func shares(_ reader: NodeReader, of what: String, names: [String]) -> [Double] {
        var shares = [Double](repeating: 0, count: names.count)
        // A single name stands for all of it.
        if case .scalar(let text) = reader.node.content, let index = names.firstIndex(of: text) {
            shares[index] = 1
            return shares
        }
        var isComplete = true
        for entry in reader.entries("shares such as '{ \(names[0]): 100 % }'") ?? [] {
            guard let index = names.firstIndex(of: entry.key) else {
                reader.problems.noSuch(what, entry.key, among: names, at: entry.keyPlace)
                isComplete = false
                continue
            }
            if let share = entry.value.share() { shares[index] = share } else { isComplete = false }
        }
        let sum = shares.reduce(0, +)
        guard isComplete else { return shares }
        if abs(sum - 1) > 1e-4 + 1e-12 {
            let percent = ((sum * 1_000_000).rounded() / 10_000).plain
            reader.error("\(reader.path): the shares sum to \(percent) %, not to 100 %")
            return shares
        }
        return shares.map { $0 / sum }
    }
}
