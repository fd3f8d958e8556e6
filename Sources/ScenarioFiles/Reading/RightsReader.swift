import SimulationKernel
import Teleradiology

/// Reads licence rules of sites, and the licences, credentials and ways of readers.
struct RightsReader {
    let sites: [Site]

    // MARK: Sites

    /// `site`, `site-and-reader`, `reader`, `preset` or `{ reach: 45 min }`.
    static func rule(_ reader: NodeReader, country: String?) -> LicenceRule? {
        if case .map = reader.node.content {
            guard let map = reader.map("a licence rule such as '{ reach: 45 min }'", keys: ["reach"]) else {
                return nil
            }
            let limit = map.required("reach", "45 min")?.duration("a duration such as '45 min'")
            return limit.map { .reachSite(within: $0) }
        }
        let choices: [(name: String, value: LicenceRule?)] = [
            ("site", .site), ("site-and-reader", .siteAndReader), ("reader", .readerOnly), ("preset", nil),
        ]
        guard let choice = reader.choice("licence rule", choices) else { return nil }
        if let choice { return choice }
        guard let country else {
            reader.error(
                "\(reader.path): 'preset' is the rule of the site's 'country', which it does not say")
            return nil
        }
        guard let rule = CountryPreset.of(country)?.licenceRule else {
            reader.error(
                "\(reader.path): the preset of \(country) has no rule, because no source was seen; write 'site', "
                    + "'site-and-reader', 'reader' or '{ reach: 45 min }'")
            return nil
        }
        reader.note(source: CountryPreset.of(country)?.source)
        return rule
    }

    /// A country of the presets, or a part of one such as `US-NY`.
    static func jurisdiction(_ reader: NodeReader) -> String? {
        guard case .scalar(let text) = reader.node.content, text.contains("-"),
            !text.hasPrefix("rest-of-")
        else { return SiteReader.country(reader) }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, CountryPreset.of(String(parts[0])) != nil, (1...3).contains(parts[1].count),
            parts[1].utf8.allSatisfy({ (65...90).contains($0) || (48...57).contains($0) })
        else {
            reader.error("'\(text)' is no country such as 'DE', or part of one such as 'US-NY'")
            return nil
        }
        return text
    }

    /// The part of the site's country whose licence is asked for.
    static func region(_ reader: NodeReader, of country: String?) -> String? {
        guard let region = jurisdiction(reader) else { return nil }
        guard let country, region.hasPrefix(country + "-") else {
            reader.error(
                "\(reader.path): '\(region)' is no part of the site's country, \(country ?? "which is missing")"
            )
            return nil
        }
        return region
    }

    // MARK: Readers

    static let keys = ["country", "licences", "credentials", "travel"]

    /// What the readers of a group may read, by the keys of the group.
    func rights(_ map: MapReader) -> ReaderRights {
        var rights = ReaderRights()
        rights.place = map.optional("country").flatMap(Self.jurisdiction)
        rights.licences =
            map.optional("licences").map(licences) ?? map.fallback("licences", nil, as: { _ in "all" })
        rights.credentials =
            map.optional("credentials").map(credentials)
            ?? map.fallback("credentials", nil, as: { _ in "all" })
        rights.travel = map.optional("travel").map(travel) ?? [:]
        if let given = map.optional("licences"), rights.licences != nil, map.optional("country") == nil,
            let site = sites.first(where: {
                $0.licenceRule == .siteAndReader || $0.licenceRule == .readerOnly
            })
        {
            given.error(
                "\(given.path): the rule of site \(site.name) asks for a licence where the reader is; say where with "
                    + "'country: DE'")
        }
        return rights
    }

    private func isAll(_ reader: NodeReader) -> Bool {
        if case .scalar("all") = reader.node.content { return true }
        return false
    }

    private func licences(_ reader: NodeReader) -> [Licence]? {
        if isAll(reader) { return nil }
        let expected = "'all' or a list of countries such as '[ DE, { country: FR, from: 2026-07-01 } ]'"
        guard let items = reader.items(expected, allowsSingle: true) else { return nil }
        if items.isEmpty {
            reader.error("\(reader.path): they must be licensed somewhere; write 'all' for no limit")
        }
        return items.compactMap { item in
            guard case .map = item.node.content else {
                return Self.jurisdiction(item).map { Licence(jurisdiction: $0) }
            }
            guard let map = item.map(expected, keys: ["country", "from", "until"]) else { return nil }
            let place = map.required("country", "DE").flatMap(Self.jurisdiction)
            let dates = ShiftReader.dates(map)
            return place.map { Licence(jurisdiction: $0, from: dates.from, until: dates.until) }
        }
    }

    private func credentials(_ reader: NodeReader) -> [Credential]? {
        if isAll(reader) { return nil }
        let expected = "'all' or a list of sites such as '[ St Anna, { site: Clinic, from: 2026-07-01 } ]'"
        return reader.items(expected, allowsSingle: true)?.compactMap { item in
            guard case .map = item.node.content else { return site(item).map { Credential(site: $0) } }
            guard let map = item.map(expected, keys: ["site", "from", "until"]) else { return nil }
            let name = map.required("site", "St Anna").flatMap(site)
            let dates = ShiftReader.dates(map)
            return name.map { Credential(site: $0, from: dates.from, until: dates.until) }
        }
    }

    private func site(_ reader: NodeReader) -> String? {
        reader.choice("site", sites.map { ($0.name, $0.name) })
    }

    /// How long they need to every site, or to some by name.
    private func travel(_ reader: NodeReader) -> [String: Duration] {
        let expected = "a way to the sites such as '45 min' or '{ St Anna: 30 min }'"
        if case .scalar = reader.node.content {
            guard let span = reader.duration(expected) else { return [:] }
            return Dictionary(sites.map { ($0.name, span) }) { first, _ in first }
        }
        var travel: [String: Duration] = [:]
        for entry in reader.entries(expected) ?? [] {
            guard sites.contains(where: { $0.name == entry.key }) else {
                reader.problems.error(
                    "\(reader.path): there is no site '\(entry.key.shortened)'"
                        + NearestName.choice(entry.key, among: sites.map(\.name)), at: entry.keyPlace)
                continue
            }
            travel[entry.key] = entry.value.duration("a duration such as '30 min'")
        }
        return travel
    }
}
