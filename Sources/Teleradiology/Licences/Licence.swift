/// The right to read studies of a jurisdiction, between two dates.
public struct Licence: Hashable, Sendable {
    /// A country such as `DE`, or a part of one such as `US-NY` (ISO 3166-1 and -2). A licence for a country holds for
    /// its parts.
    public var jurisdiction: String
    /// The first day of it, in the reader's time zone; nil means that it always was.
    public var from: LocalDateTime?
    /// The last day of it, in the reader's time zone; nil means that it goes on.
    public var until: LocalDateTime?

    /// A licence for a jurisdiction.
    public init(jurisdiction: String, from: LocalDateTime? = nil, until: LocalDateTime? = nil) {
        self.jurisdiction = jurisdiction
        self.from = from
        self.until = until
    }

    /// Whether it holds for a jurisdiction, whatever the date.
    func covers(_ place: String) -> Bool { place == jurisdiction || place.hasPrefix(jurisdiction + "-") }
}

/// The right to read studies of one site, as hospitals give it to readers, between two dates.
public struct Credential: Hashable, Sendable {
    /// The name of the site.
    public var site: String
    /// The first day of it, in the reader's time zone; nil means that it always was.
    public var from: LocalDateTime?
    /// The last day of it, in the reader's time zone; nil means that it goes on.
    public var until: LocalDateTime?

    /// A credential at a site.
    public init(site: String, from: LocalDateTime? = nil, until: LocalDateTime? = nil) {
        self.site = site
        self.from = from
        self.until = until
    }
}
