import Foundation
import SimulationKernel
import Teleradiology

/// Reads the `sites` of a scenario.
struct SiteReader {
    let priorities: [PriorityClass]
    let timeZone: String
    let makeReplayContext: (String) -> ReplayContext

    func sites(_ reader: NodeReader) -> [Site] {
        var sites: [Site] = []
        for item in reader.items("a list of sites") ?? [] {
            guard let site = site(item) else { continue }
            if sites.contains(where: { $0.name == site.name }) {
                item.error("there are two sites named '\(site.name)'")
            }
            sites.append(site)
        }
        if sites.isEmpty, case .list(let items) = reader.node.content, items.isEmpty {
            reader.error("there must be a site")
        }
        return sites
    }

    private static let keys = [
        "name", "kind", "country", "region", "licence_rule", "time_zone", "uplink", "gateway", "scanners",
        "demand", "forwarding", "pools", "procedures",
    ]

    private func site(_ item: NodeReader) -> Site? {
        guard
            let map = item.map(
                "a site such as '{ name: St Anna, kind: hospital, demand: [ … ] }'", keys: Self.keys)
        else { return nil }
        let name = map.required("name", "St Anna")?.name()
        let kind = map.optional("kind")?.choice("kind of site", SiteKind.allCases.map { ($0.rawValue, $0) })
        let country = map.optional("country").flatMap(Self.country)
        let zone = map.optional("time_zone").flatMap(Self.timeZone)
        let uplink = map.optional("uplink").flatMap(uplink)
        let gateway = map.optional("gateway").flatMap { GatewayReader.gateway($0, priorities) }
        if let reader = map.optional("gateway"), map.optional("uplink") == nil {
            reader.error("\(reader.path): a gateway sends over an 'uplink', which the site does not have")
        }
        let forwarding = map.optional("forwarding").flatMap(ForwardingReader.forwarding)
        if let reader = map.optional("forwarding"), map.optional("uplink") == nil {
            reader.error("\(reader.path): forwarding is over an 'uplink', which the site does not have")
        }
        var scanners: [Modality: ScannerPool] = [:]
        for entry in map.optional("scanners")?.entries(
            "scanners such as '{ ct: { count: 2, exam: 14 min } }'") ?? []
        {
            if let (modality, pool) = ScannerReader.scanner(entry.key, entry.keyPlace, entry.value) {
                scanners[modality] = pool
            }
        }
        let pools = map.optional("pools").map(ProcedureReader.pools) ?? []
        let procedures = map.optional("procedures").map { ProcedureReader.procedures($0, pools) } ?? []
        // Those that say something wrong too, of which enough is said where they stand.
        let named = item.node["procedures"]?.keys ?? []
        let preset = country.flatMap { CountryPreset.of($0)?.onlyTimeZone }
        let siteZone =
            zone
            ?? map.fallback(
                "time_zone", preset ?? timeZone,
                source: preset.map { _ in .seen("tz database, zone.tab") })
        let demand =
            map.required("demand", "[ { modality: ct, arrivals: { per_day: 40 } } ]").map {
                DemandReader(
                    priorities: priorities, replay: makeReplayContext(siteZone), procedures: named
                ).streams($0)
            } ?? []
        let region = map.optional("region").flatMap { RightsReader.region($0, of: country) }
        let rule = map.optional("licence_rule").flatMap { RightsReader.rule($0, country: country) }
        guard let name else { return nil }
        var site = Site(
            name: name, kind: kind ?? map.fallback("kind", .other), country: country, timeZone: siteZone,
            uplink: uplink,
            gateway: gateway,
            scanners: scanners,
            demand: demand)
        site.forwarding = forwarding
        site.pools = pools
        site.procedures = procedures
        site.region = region
        site.licenceRule = rule ?? map.fallback("licence_rule", .site, as: { _ in "site" })
        return site
    }

    /// A country that a preset knows.
    static func country(_ reader: NodeReader) -> String? {
        guard let text = reader.text("a country code such as 'DE'") else { return nil }
        let codes = CountryPreset.all.map(\.code)
        if codes.contains(text) { return text }
        let meant =
            ["UK": "GB", "USA": "US", "UAE": "AE"][text.uppercased()]
            ?? CountryPreset.all.first {
                $0.code == text.uppercased() || $0.name.lowercased() == text.lowercased()
            }?.code
        let hint = meant.map { "; did you mean '\($0)'?" } ?? "."
        reader.error(
            "'\(reader.node.shown)' is no country of the presets\(hint) Expected one of: "
                + codes.joined(separator: ", "))
        return nil
    }

    /// A time zone that the system knows.
    static func timeZone(_ reader: NodeReader) -> String? {
        guard let text = reader.text("a time zone such as 'Europe/Berlin'") else { return nil }
        if TimeZone(identifier: text) != nil, text == "UTC" || text == "GMT" || text.contains("/") {
            return text
        }
        // Berlin stands for Europe/Berlin; else the nearest name.
        let known = TimeZone.knownTimeZoneIdentifiers
        if isOffset(text) {
            reader.error(
                "'\(text)' is an abbreviation or an offset, which knows no change of clocks; write a place such as "
                    + "'Europe/Berlin'")
            return nil
        }
        let city = text.replacing(" ", with: "_").lowercased()
        let sameCity = known.first { $0.split(separator: "/").last?.lowercased() == city }
        let hint =
            sameCity.map { "; did you mean '\($0)'?" }
            ?? NearestName.hint(text, among: known)
        reader.error("'\(text)' is no IANA time zone such as 'Europe/Berlin'\(hint)")
        return nil
    }

    /// Whether a text is like `CET`, `EST5EDT` or `UTC+1`.
    private static func isOffset(_ text: String) -> Bool {
        let letters = text.prefix { $0.isASCII && $0.isUppercase }
        let rest = text.dropFirst(letters.count)
        return (2...5).contains(letters.count)
            && (rest.isEmpty
                ? TimeZone(abbreviation: text) != nil
                : rest.contains(where: \.isNumber)
                    && rest.allSatisfy { $0.isNumber || $0.isUppercase || "+-:".contains($0) })
    }

    private func uplink(_ reader: NodeReader) -> Uplink? {
        guard
            let map = reader.map(
                "a line such as '{ bandwidth: 100 Mbit/s, round_trip: 18 ms }'",
                keys: ["bandwidth", "round_trip", "loss", "outages", "background"])
        else { return nil }
        let bandwidth = map.required("bandwidth", "100 Mbit/s")?.bandwidth()
        let roundTrip = map.required("round_trip", "18 ms").flatMap(LineReader.roundTrips)
        let loss = map.optional("loss")?.loss()
        guard let bandwidth, let roundTrip else { return nil }
        return Uplink(
            bandwidth: bandwidth, roundTrip: roundTrip,
            lossProbability: loss ?? map.fallback("loss", 0, as: NumberShown.share),
            outages: map.optional("outages").map(OutageReader.plan) ?? .none,
            background: map.optional("background").flatMap(LineReader.background))
    }
}
