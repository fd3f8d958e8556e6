import SimulationKernel

/// What is asked of a reader before a study of a site may be read, as data.
public enum LicenceRule: Sendable, Hashable {
    /// A licence where the site is.
    case site
    /// A licence where the site is, and one where the reader is.
    case siteAndReader
    /// A licence where the reader is suffices.
    case readerOnly
    /// A licence where the site is, by a reader who can be there in the given time.
    case reachSite(within: Duration)
}

/// What readers of a group may read and where they are, as licence rules ask for it.
public struct ReaderRights: Hashable, Sendable {
    /// Where they read: a country such as `DE` or a part of one such as `US-NY`; nil when it is not said.
    public var place: String?
    /// Their licences; nil means one for everywhere.
    public var licences: [Licence]?
    /// The sites that have credentialed them; nil means every one.
    public var credentials: [Credential]?
    /// How long they need to a site, by its name; one that is missing is out of reach.
    public var travel: [String: Duration]

    /// Rights of the readers of a group.
    public init(
        place: String? = nil, licences: [Licence]? = nil, credentials: [Credential]? = nil,
        travel: [String: Duration] = [:]
    ) {
        self.place = place
        self.licences = licences
        self.credentials = credentials
        self.travel = travel
    }

    /// Everything, everywhere, always.
    public static let all = ReaderRights()
}

extension ReaderRights {
    /// Why a study of a site may not be read on a day (days since 1970-01-01 in the readers' time zone); nil when it may.
    func obstacle(at site: Site, day: Int) -> String? {
        func isInForce(_ from: LocalDateTime?, _ until: LocalDateTime?) -> Bool {
            (from.map { $0.dayNumber <= day } ?? true) && (until.map { day <= $0.dayNumber } ?? true)
        }
        func isLicensed(for place: String?) -> Bool {
            guard let place, let licences else { return true }
            return licences.contains { $0.covers(place) && isInForce($0.from, $0.until) }
        }
        if let credentials,
            !credentials.contains(where: { $0.site == site.name && isInForce($0.from, $0.until) })
        {
            return "credential"
        }
        let isLicensedForSite = isLicensed(for: site.jurisdiction)
        switch site.licenceRule {
        case .site: return isLicensedForSite ? nil : "licence \(site.jurisdiction ?? "")"
        case .siteAndReader:
            if !isLicensedForSite { return "licence \(site.jurisdiction ?? "")" }
            return isLicensed(for: place) ? nil : "licence where the reader is"
        case .readerOnly: return isLicensed(for: place) ? nil : "licence where the reader is"
        case .reachSite(let limit):
            if !isLicensedForSite { return "licence \(site.jurisdiction ?? "")" }
            return travel[site.name].map { $0 <= limit } == true ? nil : "there within \(limit)"
        }
    }

    /// The days from which on something else holds, in the readers' time zone: the first of a right, the one behind its
    /// last.
    var changes: [Int] {
        let dates =
            (licences ?? []).map { ($0.from, $0.until) } + (credentials ?? []).map { ($0.from, $0.until) }
        return dates.flatMap { [$0.0?.dayNumber, $0.1.map { $0.dayNumber + 1 }].compactMap(\.self) }
    }
}
