import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Licence rules, licences with dates and credentials, through scenario files.
@Suite("Who may read a site's studies is what its rule says")
struct RightsFacts {
    private func clinic(_ site: String, _ readers: [String], ending: String = "stop") -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.length = "3 d"
        clinic.ending = ending
        clinic.reading = "1 min"
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.site = site
        clinic.readers = readers.enumerated().map {
            "- { group: Group \($0.offset), count: 2, time_zone: UTC, \($0.element) }"
        }.joined(separator: "\n")
        return clinic
    }

    @Test(
        "each shape of rule lets those read whom it means",
        arguments: [
            // The patient's jurisdiction, and the reader's.
            (
                "country: US, region: US-NY, licence_rule: site-and-reader",
                "country: US-CA, licences: [ US-NY, US-CA ]", ""
            ),
            ("country: US, region: US-NY, licence_rule: site-and-reader", "country: US-CA, licences: US", ""),
            ("country: US, region: US-NY, licence_rule: site-and-reader", "licences: all", ""),
            (
                "country: US, region: US-NY, licence_rule: site-and-reader",
                "country: US-CA, licences: [ US-NY ]",
                "(licence where the reader is)"
            ),
            (
                "country: US, region: US-NY, licence_rule: site-and-reader",
                "country: US-CA, licences: [ US-CA ]",
                "(licence US-NY)"
            ),
            ("country: US, licence_rule: preset", "country: US, licences: [ CA ]", "(licence US)"),
            // The reader's alone.
            ("country: US, licence_rule: reader", "country: BR, licences: [ BR ]", ""),
            ("country: BR, licence_rule: preset", "country: US, licences: [ US ]", ""),
            (
                "country: BR, licence_rule: reader", "country: US, licences: [ BR ]",
                "(licence where the reader is)"
            ),
            // Who can be there in time.
            ("country: DE, licence_rule: { reach: 45 min }", "licences: DE, travel: { Clinic: 45 min }", ""),
            (
                "country: DE, licence_rule: { reach: 45 min }", "licences: DE, travel: 46 min",
                "(there within 45 min)"
            ),
            ("country: DE, licence_rule: { reach: 45 min }", "licences: DE", "(there within 45 min)"),
            ("country: DE, licence_rule: { reach: 45 min }", "licences: FR, travel: 30 min", "(licence DE)"),
            ("country: DE, licence_rule: preset", "licences: DE, travel: 1 h", ""),
            ("country: DE, licence_rule: preset", "licences: DE, travel: 61 min", "(there within 1 h)"),
            // The site's alone, which is what holds when nothing is said.
            ("country: DE", "licences: DE", ""), ("country: DE", "licences: FR", "(licence DE)"),
            ("country: DE, licence_rule: site", "country: FR, licences: DE", ""),
            // Credentials of the site, beside the rule.
            ("country: DE", "licences: DE, credentials: Clinic", ""),
            ("country: DE", "licences: DE, credentials: []", "(credential)"),
        ])
    func shapes(_ site: String, _ group: String, _ obstacle: String) {
        let lines = site.replacing(", region", with: "\nregion").replacing(
            ", licence_rule", with: "\nlicence_rule")
        let errors = clinic(lines, [group]).errors()
        if obstacle.isEmpty {
            #expect(errors.isEmpty, "\(errors)")
        } else {
            #expect(
                errors.hasPrefix("nobody may read ct other studies of stream ct at site Clinic")
                    && errors.hasSuffix(obstacle), "\(errors)")
        }
    }

    @Test("a licence that ends and one that begins: between them studies wait, and the author is warned")
    func dates() throws {
        let groups = [
            "licences: [ { country: DE, until: 2026-03-02 } ]",
            "licences: [ { country: DE, from: 2026-03-04 } ]",
        ]
        let clinic = clinic("country: DE", groups)
        let model = try clinic.model()
        #expect(
            model.warnings == [
                "nobody may read ct other studies of stream ct at site Clinic from 2026-03-03 on, until 2026-03-04"
            ])
        let studies = try clinic.run().studies
        // Hourly from 01:00 on: 23 on the first day, of which the last comes at 23:00.
        #expect(studies.prefix(23).allSatisfy { $0.readerGroup == 0 && $0.opened == $0.created })
        // The next 24 wait for the second midnight, when two readers begin with the oldest two.
        let waited = studies[23..<47]
        #expect(waited.allSatisfy { $0.readerGroup == 1 })
        #expect(waited.prefix(2).allSatisfy { $0.opened == .zero + .hours(48) })
        #expect(waited.last?.opened == .zero + .hours(48) + .minutes(11))
        #expect(studies[47...].allSatisfy { $0.readerGroup == 1 || $0.reported == nil })
    }

    @Test("the day of a licence is the reader's: in Tokyo it begins nine hours before the same day in UTC")
    func readersDay() throws {
        let group = "licences: [ { country: DE, from: 2026-03-04 } ]"
        var clinic = clinic("country: DE", [group])
        clinic.readers = clinic.readers.replacing("time_zone: UTC", with: "time_zone: Asia/Tokyo")
        let studies = try clinic.run().studies
        #expect(studies.first?.opened == .zero + .hours(39))
        #expect(
            try clinic.model().warnings == [
                "nobody may read ct other studies of stream ct at site Clinic at first, until 2026-03-04"
            ])
    }

    @Test("a credential with dates does the same")
    func credential() throws {
        let studies = try clinic(
            "country: DE", ["licences: all, credentials: [ { site: Clinic, from: 2026-03-03 } ]"]
        ).run().studies
        #expect(studies.first?.opened == .zero + .hours(24))
    }

    @Test("a study that nobody reads in the end is an error where a run goes on until all is read")
    func neverEnding() {
        let until = "until: 2026-03-03"
        #expect(
            clinic("country: DE", ["licences: [ { country: DE, \(until) } ]"], ending: "finish").errors()
                .contains("in the end nobody is left who reads ct other"))
        #expect(
            clinic("", ["shifts: [ { days: daily, hours: '08:00-10:00', \(until) } ]"], ending: "finish")
                .errors().contains("in the end nobody is left who reads ct other"))
        #expect(clinic("country: DE", ["licences: [ { country: DE, \(until) } ]"]).errors().isEmpty)
    }

    @Test(
        "mistakes in rights are found, with what was expected",
        arguments: [
            ("country: MX\nlicence_rule: preset", "licences: MX", "the preset of MX has no rule"),
            ("licence_rule: preset", "licences: MX", "which it does not say"),
            ("country: DE\nlicence_rule: sites", "licences: DE", "did you mean 'site'?"),
            ("country: DE\nlicence_rule: { reech: 3 min }", "licences: DE", "did you mean 'reach'?"),
            ("country: DE\nregion: US-NY", "licences: DE", "is no part of the site's country, DE"),
            ("country: US\nregion: US-New", "licences: US", "or part of one such as 'US-NY'"),
            ("country: DE", "licences: [ { country: DE, frm: 2026-03-04 } ]", "did you mean 'from'?"),
            ("country: DE", "licences: [ UK ]", "did you mean 'GB'?"),
            ("country: DE", "credentials: [ Klinik ]", "did you mean 'Clinic'?"),
            ("country: DE", "travel: { Clinik: 30 min }", "did you mean 'Clinic'?"),
            ("country: BR\nlicence_rule: reader", "licences: BR", "say where with 'country: DE'"),
        ])
    func mistakes(_ site: String, _ group: String, _ message: String) {
        let errors = clinic(site, [group]).errors()
        #expect(errors.hasPrefix("clinic.yaml:"), "\(errors)")
        #expect(errors.contains(message), "\(errors)")
    }
}
