import ScenarioFiles
import SimulationKernel
import Teleradiology

/// Item 3.3: sites with their lines, and the hubs in use.
extension ModelReport {
    var siteInputs: ReportDocument.Block? {
        var rows = InputRows("Sites", facts.given)
        for (index, site) in facts.scenario.sites.enumerated() {
            let path: InputRows.Path = ["sites", .item(index)]
            let of = site.name
            rows.add(of, "kind", site.kind.words, path + ["kind"])
            let zone = facts.given.has(path + ["time_zone"])
            let country = site.country.flatMap(CountryPreset.of)
            let fromCountry = !zone && country?.onlyTimeZone == site.timeZone
            rows.add(
                of, "time zone", site.timeZone,
                zone ? .file : fromCountry ? .preset("of the country", .seen("tz database")) : .byDefault)
            if let place = site.jurisdiction, facts.hasLicences {
                rows.add(of, "readers need a licence for", place, path + ["country"])
                rows.add(of, "licence rule", site.licenceRule.words, licenceOrigin(site, path))
            }
            if let uplink = site.uplink { add(uplink, of, path + ["uplink"], &rows) }
            if let gateway = site.gateway { add(gateway, of, path + ["gateway"], &rows) }
            if let forwarding = site.forwarding { add(forwarding, of, path + ["forwarding"], &rows) }
            for modality in Modality.allCases {
                guard let pool = site.scanners[modality] else { continue }
                let place = path + ["scanners", .key(modality.name)]
                let what = "\(modality.title) scanners"
                rows.add(of, what, "\(pool.count)", place + ["count"])
                rows.add(
                    of, "\(what), duration of an exam", ValueWords.distribution(pool.examSeconds, .seconds),
                    place + ["exam"])
                for region in BodyRegion.allCases {
                    guard let own = pool.examSecondsByRegion[region] else { continue }
                    rows.add(
                        of, "\(what), duration of an exam: \(region.name)",
                        ValueWords.distribution(own, .seconds), place + ["exam_by_region"])
                }
                rows.add(of, "\(what), hours", ValueWords.shifts(pool.hours), place + ["hours"])
            }
        }
        return rows.block
    }

    private func licenceOrigin(_ site: Site, _ path: InputRows.Path) -> ValueOrigin {
        guard let text = facts.given.text(path + ["licence_rule"]) else {
            return facts.given.has(path + ["licence_rule"]) ? .file : .byDefault
        }
        let preset = site.country.flatMap(CountryPreset.of)
        guard text == "preset", let source = preset?.source else { return .file }
        return .preset("of the country", source)
    }

    private func add(_ uplink: Uplink, _ of: String, _ path: InputRows.Path, _ rows: inout InputRows) {
        rows.add(of, "uplink, bandwidth", uplink.bandwidth.words, path + ["bandwidth"])
        for hub in facts.scenario.delivery.hubs {
            guard let trip = uplink.roundTrip[hub] else { continue }
            rows.add(
                of, "uplink, round trip to \(hub.rawValue)", ValueWords.span(trip), path + ["round_trip"])
        }
        rows.add(of, "uplink, loss of packets", ValueWords.share(uplink.lossProbability), path + ["loss"])
        if let traffic = uplink.background {
            rows.add(of, "uplink, other traffic", traffic.words, path + ["background"])
        }
    }

    private func add(_ gateway: Gateway, _ of: String, _ path: InputRows.Path, _ rows: inout InputRows) {
        rows.add(of, "gateway, studies sent at once", "\(gateway.concurrency)", path + ["concurrency"])
        rows.add(of, "gateway, order", gateway.order.shortWords, path + ["order"])
        rows.add(
            of, "gateway, room", gateway.capacity.map { ModelReport.studies($0) } ?? "no limit",
            path + ["capacity"])
        for (priority, shifts) in gateway.windows.sorted(by: { $0.key < $1.key }) {
            rows.add(
                of, "gateway, hours of \(facts.className(priority))", ValueWords.shifts(shifts),
                path + ["windows"])
        }
        for window in gateway.shaping {
            rows.add(
                of, "gateway, limit in \(ValueWords.shift(window.hours))", window.limit.words,
                path + ["shaping"])
        }
    }

    private func add(_ forwarding: Forwarding, _ of: String, _ path: InputRows.Path, _ rows: inout InputRows)
    {
        rows.add(
            of, "router, sends", forwarding.level.words,
            facts.given.text(path) == nil ? path + ["level"] : path)
        if forwarding.level != .instance {
            rows.add(
                of, "router, silence that counts as complete", ValueWords.span(forwarding.silence),
                path + ["silence"], orElse: .preset("of routers", .assumed))
        }
        if let force = forwarding.force {
            rows.add(of, "router, sends what there is after", ValueWords.span(force), path + ["force"])
        }
        rows.add(
            of, "router, share of an exam before its first image", ValueWords.share(forwarding.imagesFrom),
            path + ["images_from"])
    }

    // MARK: Hubs

    var deliveryInputs: ReportDocument.Block? {
        var rows = InputRows("Delivery: \(facts.scenario.delivery.rawValue)", facts.given)
        for (technology, plan) in facts.hubs {
            let path: InputRows.Path = ["technologies", .key(technology.rawValue)]
            let of = technology.rawValue
            add(plan.transferProtocol, of, path + ["protocol"], &rows)
            let usesLines = facts.hasUplinks || facts.hasDownlinks
            if usesLines {
                rows.add(
                    of, "TCP, congestion control", plan.tcp.congestionControl.rawValue,
                    path + ["tcp", "congestion"])
                rows.add(
                    of, "TCP, largest window", ValueWords.bytes(plan.tcp.window), path + ["tcp", "window"])
                rows.add(
                    of, "own line, each direction", plan.line?.words ?? "no limit",
                    path + ["line", "bandwidth"])
                if let traffic = plan.lineBackground {
                    rows.add(of, "own line, other traffic", traffic.words, path + ["line", "background"])
                }
                rows.add(
                    of, "encryption, bytes on the wire", "+ \(ValueWords.share(plan.encryptionShare))",
                    path + ["encryption"])
                if let vpn = plan.vpn {
                    rows.add(
                        of, "VPN",
                        "+ \(ValueWords.share(vpn.overheadShare)) bytes, + \(ValueWords.span(vpn.delay)) a round trip",
                        path + ["vpn"])
                }
                if let compression = plan.compression { add(compression, of, path + ["compression"], &rows) }
            }
            add(plan.ingest, of, path + ["ingest"], &rows)
            if facts.hasDownlinks {
                rows.add(
                    of, "retrieval by readers", plan.retrieval.words(plan.studiesAhead), path + ["retrieval"])
            }
            if facts.transfersFail {
                rows.add(
                    of, "retry of broken transfers", plan.retry.words, path + ["retry"],
                    orElse: .preset("of routers", .assumed))
            }
        }
        if facts.scenario.delivery == .hybrid, let hybrid = facts.scenario.hybrid {
            let path: InputRows.Path = ["technologies", "hybrid"]
            rows.add(
                "hybrid", "the hub keeps a study for", ValueWords.span(hybrid.retention),
                path + ["cache", "retention"])
            rows.add(
                "hybrid", "copies: round trip between hub and cloud", ValueWords.span(hybrid.roundTrip),
                path + ["copy", "round_trip"])
            rows.add(
                "hybrid", "copies: loss of packets", ValueWords.share(hybrid.lossProbability),
                path + ["copy", "loss"])
            rows.add(
                "hybrid", "copies: limit of all together", hybrid.limit?.words ?? "no limit",
                path + ["copy", "limit"])
        }
        return rows.block
    }

    private func add(
        _ transfer: TransferProtocol, _ of: String, _ path: InputRows.Path, _ rows: inout InputRows
    ) {
        switch transfer {
        case .cStore(let store):
            let path = path + ["c_store"]
            rows.add(of, "protocol", "DICOM C-STORE", path)
            rows.add(
                of, "C-STORE, associations at the same time", "\(store.associations)", path + ["associations"]
            )
            rows.add(
                of, "C-STORE, instances sent before the first response", "\(store.asynchronousWindow)",
                path + ["asynchronous"])
            rows.add(
                of, "C-STORE, receiver's time", store.receiver.words, path + ["receiver"],
                orElse: .preset("of DCMTK", Self.measured))
            rows.add(
                of, "C-STORE, small writes are sent at once", store.noDelay ? "yes" : "no",
                path + ["no_delay"])
            rows.add(of, "C-STORE, TLS 1.3", store.tls ? "yes" : "no", path + ["tls"])
            rows.add(
                of, "C-STORE, beginning and ending an association, besides round trips",
                ValueWords.span(store.associationTime), .preset("of DCMTK", Self.measured))
        case .stow(let stow):
            let path = path + ["stow"]
            rows.add(of, "protocol", "DICOMweb STOW-RS", path)
            if let bucket = stow.bytesPerRequest {
                rows.add(of, "STOW-RS, bytes in a request", ValueWords.bytes(bucket), path + ["bucket"])
            } else {
                rows.add(
                    of, "STOW-RS, instances in a request", "\(stow.instancesPerRequest)",
                    path + ["instances_per_request"])
            }
            let parallel =
                facts.given.has(path + ["parallel"]) ? path + ["parallel"] : path + ["parallel_requests"]
            rows.add(of, "STOW-RS, requests at the same time", "\(stow.parallelRequests)", parallel)
            rows.add(
                of, "STOW-RS, connections",
                stow.connections == .persistent ? "kept for the next request" : "one for each request",
                path + ["connections"])
            rows.add(of, "STOW-RS, TLS 1.3", stow.tls ? "yes" : "no", path + ["tls"])
            rows.add(of, "STOW-RS, receiver's time", stow.receiver.words, path + ["receiver"])
        }
    }

    /// Where the timings of C-STORE come from.
    static let measured = PresetSource.seen(
        "80 transfers measured with DCMTK over lines with set delay and loss: the page Transfer times of telerad"
    )

    private func add(
        _ compression: Compression, _ of: String, _ path: InputRows.Path, _ rows: inout InputRows
    ) {
        let isPreset = facts.given.text(path + ["ratio"]) == "preset"
        for modality in Modality.allCases {
            guard let ratio = compression.ratios[modality],
                facts.streams.contains(where: { $0.stream.modalities.contains(modality) })
            else { continue }
            rows.add(
                of, "compression, \(modality.title)", "\(ValueWords.number(ratio)) times smaller",
                isPreset
                    ? .preset("of \(modality.title)", CompressionPreset.of(modality).source) : .file)
        }
        let speed = compression.codecBytesPerSecond
        rows.add(
            of, "compression, codec", speed.isFinite ? "\(ValueWords.bytes(speed))/s" : "takes no time",
            path + ["codec"])
    }

    private func add(_ ingest: Ingest, _ of: String, _ path: InputRows.Path, _ rows: inout InputRows) {
        let isElastic = ingest.maximumWorkers > ingest.minimumWorkers
        rows.add(
            of, "ingest, workers",
            isElastic ? "\(ingest.minimumWorkers) to \(ingest.maximumWorkers)" : "\(ingest.minimumWorkers)",
            path + ["workers"])
        if isElastic {
            rows.add(
                of, "ingest, time to start a worker", ValueWords.span(ingest.scaleUp), path + ["scale_up"])
            rows.add(
                of, "ingest, share of workers that should be busy", ValueWords.share(ingest.target),
                path + ["target"])
            rows.add(
                of, "ingest, a worker goes after being too many for", ValueWords.span(ingest.scaleDown),
                path + ["scale_down"])
        }
        rows.add(of, "ingest, time for a study", ValueWords.span(ingest.perStudy), path + ["per_study"])
        rows.add(
            of, "ingest, time for each instance", ValueWords.span(ingest.perInstance), path + ["per_instance"]
        )
    }

    var outageInputs: ReportDocument.Block? {
        var rows = InputRows("Outages, maintenance and breakdowns", facts.given)
        for (name, path, plan) in facts.outages {
            rows.add(name, "out of service", ValueWords.outages(plan), path, orElse: .file)
        }
        return rows.block
    }
}

extension BackgroundTraffic {
    var words: String {
        "\(ValueWords.share(share)) of the capacity on average"
            + (profile == .flat ? "" : ", spread over the week by a profile")
    }
}

extension ReceiverTime {
    var words: String {
        let parts = [
            perInstance > .zero ? "\(ValueWords.span(perInstance)) an instance" : "",
            perMegabyte > .zero ? "\(ValueWords.span(perMegabyte)) a million bytes" : "",
        ].filter { !$0.isEmpty }
        return parts.isEmpty ? "none" : parts.joined(separator: ", ")
    }
}

extension Forwarding.Level {
    var words: String {
        switch self {
        case .study: "whole studies, when no image has come for a while"
        case .series: "each series, when no image of it has come for a while"
        case .instance: "each image, at once"
        }
    }
}

extension RetrievalMode {
    func words(_ ahead: Int) -> String {
        switch self {
        case .download: "download: a study is opened when all its images are there"
        case .streaming: "streaming: a study is opened with its first image"
        case .prefetch: "prefetch: readers at work are given \(ModelReport.studies(ahead)) ahead"
        }
    }
}

extension RetryPolicy {
    var words: String {
        let pauses =
            factor == 1
            ? "every \(ValueWords.span(first))"
            : "after \(ValueWords.span(first)), × \(ValueWords.number(factor)) each time, at most \(ValueWords.span(most))"
        return pauses + ", ± \(ValueWords.share(jitter))"
            + (attempts.map { "; after \($0) failures a dead letter for \(ValueWords.span(deadLetter))" }
                ?? "")
    }
}

extension LicenceRule {
    var words: String {
        switch self {
        case .site: "a licence where the site is"
        case .siteAndReader: "licences where the site is and where the reader is"
        case .readerOnly: "a licence where the reader is"
        case .reachSite(let limit):
            "a licence where the site is, and the reader can be there within \(ValueWords.span(limit))"
        }
    }
}
