import SimulationKernel

/// Time zones and licence rule of a country, or of the rest of a region.
///
/// No figure is invented: where no source was seen, there is none, and a scenario must give it.
public struct CountryPreset: Sendable, Hashable {
    /// ISO 3166 code; regional profiles begin with `rest-of-`.
    public let code: String
    /// The name in reports.
    public let name: String
    /// Its main IANA time zones.
    public let timeZones: [String]
    /// The licence rule; nil when none was seen.
    public let licenceRule: LicenceRule?
    /// Where the rule comes from; nil without a rule.
    public let source: PresetSource?

    /// The only time zone of a country that has one.
    public var onlyTimeZone: String? { timeZones.count == 1 ? timeZones[0] : nil }

    /// The preset of a country code.
    public static func of(_ code: String) -> CountryPreset? { all.first { $0.code == code } }

    private init(
        _ code: String, _ name: String, _ timeZones: [String], _ licenceRule: LicenceRule? = nil,
        _ source: PresetSource? = nil
    ) {
        self.code = code
        self.name = name
        self.timeZones = timeZones
        self.licenceRule = licenceRule
        self.source = source
    }

    /// The 18 countries of the market report and its four rest-of-region profiles.
    ///
    /// Time zones: tz database, `zone.tab`.
    public static let all: [CountryPreset] = [
        CountryPreset(
            "US", "United States",
            [
                "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix",
                "America/Los_Angeles",
                "America/Anchorage", "Pacific/Honolulu",
            ], .siteAndReader,
            .seen("American College of Radiology policy: licence in the patient's state and the reader's")),
        CountryPreset(
            "CA", "Canada",
            [
                "America/Toronto", "America/Vancouver", "America/Edmonton", "America/Winnipeg",
                "America/Halifax",
                "America/St_Johns",
            ], .siteAndReader, .assumed),
        CountryPreset(
            "DE", "Germany", ["Europe/Berlin"], .reachSite(within: .minutes(60)),
            .seen("M. Rosenberg, RöFo 2011: the responsible radiologist reaches the site in 45 to 60 minutes")
        ),
        CountryPreset(
            "GB", "United Kingdom", ["Europe/London"], .siteAndReader, .seen("GMC licence for UK practice")),
        CountryPreset("FR", "France", ["Europe/Paris"], .siteAndReader, .assumed),
        CountryPreset("IT", "Italy", ["Europe/Rome"], .readerOnly, .assumed),
        CountryPreset(
            "ES", "Spain", ["Europe/Madrid", "Atlantic/Canary", "Africa/Ceuta"], .readerOnly, .assumed),
        CountryPreset("NL", "Netherlands", ["Europe/Amsterdam"], .siteAndReader, .assumed),
        CountryPreset("JP", "Japan", ["Asia/Tokyo"], .siteAndReader, .assumed),
        CountryPreset("CN", "China", ["Asia/Shanghai", "Asia/Urumqi"]),
        CountryPreset("IN", "India", ["Asia/Kolkata"], .siteAndReader, .assumed),
        CountryPreset(
            "AU", "Australia",
            [
                "Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide", "Australia/Darwin",
                "Australia/Perth",
                "Australia/Hobart",
            ], .siteAndReader, .assumed),
        CountryPreset("KR", "South Korea", ["Asia/Seoul"]),
        CountryPreset(
            "BR", "Brazil",
            [
                "America/Sao_Paulo", "America/Manaus", "America/Fortaleza", "America/Rio_Branco",
                "America/Noronha",
            ],
            .readerOnly, .seen("CFM resolution 2.107/2014: registered in the reader's own jurisdiction")),
        CountryPreset(
            "MX", "Mexico",
            ["America/Mexico_City", "America/Cancun", "America/Tijuana", "America/Hermosillo"]),
        CountryPreset("ZA", "South Africa", ["Africa/Johannesburg"], .siteAndReader, .assumed),
        CountryPreset("SA", "Saudi Arabia", ["Asia/Riyadh"], .siteAndReader, .assumed),
        CountryPreset("AE", "United Arab Emirates", ["Asia/Dubai"], .siteAndReader, .assumed),
        CountryPreset("rest-of-europe", "Rest of Europe", []),
        CountryPreset("rest-of-asia-pacific", "Rest of Asia Pacific", []),
        CountryPreset("rest-of-latin-america", "Rest of Latin America", []),
        CountryPreset("rest-of-middle-east-and-africa", "Rest of Middle East and Africa", []),
    ]
}
