import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Shifts, breaks and rotas, worked by hand.
@Suite("Readers work when the calendar of their time zone says so")
struct ShiftFacts {
    private func result(
        _ shifts: String, from start: String = "2026-03-02T00:00", zone: String = "UTC", length: String,
        arrivals: String = "{ interarrival: 1 h }", reading: String = "1 min", more: String = ""
    ) throws -> RunResult {
        var clinic = ClinicScenario()
        clinic.length = length
        clinic.ending = "stop"
        clinic.arrivals = arrivals
        clinic.reading = reading
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.readers = "- { group: Team, count: 1, time_zone: \(zone), shifts: [ \(shifts) ]\(more) }"
        let text = clinic.text.replacing("start: 2026-03-02T00:00", with: "start: \(start)")
            .replacing("\ntime_zone: UTC", with: "\ntime_zone: \(zone)")
        return try TeleradiologyModel(ScenarioFile(text: text, path: "clinic.yaml").scenario())
            .run(replication: 0, recordingStudies: true)
    }

    private func hoursOnShift(_ result: RunResult) throws -> Double {
        let use = try #require(result.resources.first { $0.kind == .readers })
        return use.capacity * result.observed.seconds / 3600
    }

    private func opened(_ result: RunResult) -> [Double] {
        result.studies.compactMap { $0.opened.map { ($0 - .zero).seconds / 60 } }
    }

    // MARK: Changes of clocks

    /// Europe/Berlin: clocks go from 02:00 to 03:00 on 2026-03-29, and from 03:00 back to 02:00 on 2026-10-25. A run begins
    /// at noon of the day before and sees 24 hours; a minute's study comes every half hour.
    @Test(
        "a night in which clocks change has the hours that it really has",
        arguments: [
            // 22:00 to 06:00: seven hours in spring, nine in autumn; it begins ten hours after noon in both.
            ("2026-03-28T12:00", "22:00-06:00", 10.0, 7.0), ("2026-10-24T12:00", "22:00-06:00", 10, 9),
            // 02:30 does not come in spring: the shift begins when clocks jump to 03:00, 14 hours after noon.
            ("2026-03-28T12:00", "02:30-06:00", 14, 3),
            // It comes twice in autumn: the shift begins at the first one, 14.5 hours after noon, and lasts 4.5 hours.
            ("2026-10-24T12:00", "02:30-06:00", 14.5, 4.5),
            // What ends in the hour that comes twice ends at the first; in the hour that does not come, at the jump.
            ("2026-10-24T12:00", "22:00-02:30", 10, 4.5), ("2026-03-28T12:00", "22:00-02:30", 10, 4),
            // Behind the change: 06:00 is 17 hours after noon in spring and 19 in autumn.
            ("2026-03-28T12:00", "06:00-08:00", 17, 2), ("2026-10-24T12:00", "06:00-08:00", 19, 2),
        ])
    func clocks(_ start: String, _ hours: String, _ begins: Double, _ lasts: Double) throws {
        let result = try result(
            "{ days: daily, hours: '\(hours)' }", from: start, zone: "Europe/Berlin", length: "24 h",
            arrivals: "{ interarrival: 30 min }")
        // Hours on shift are a mean times the length, exact but for rounding.
        #expect(abs(try hoursOnShift(result) - lasts) < 1e-9)
        #expect(opened(result).first == begins * 60)
    }

    @Test("a break in the night of the change: at the first 02:00 of two, and not at one that is skipped")
    func breakInTheChange() throws {
        func hours(_ start: String) throws -> Double {
            try hoursOnShift(
                result(
                    "{ days: daily, hours: '22:00-06:00' }", from: start, zone: "Europe/Berlin",
                    length: "24 h",
                    more: ", breaks: '02:00-02:30'"))
        }
        #expect(abs(try hours("2026-10-24T12:00") - 8.5) < 1e-9)
        #expect(abs(try hours("2026-03-28T12:00") - 7) < 1e-9)
    }

    // MARK: Breaks

    @Test("in a break the study at hand is finished, and none is begun")
    func breaks() throws {
        let result = try result(
            "{ days: daily, hours: '08:00-16:00' }", length: "24 h", arrivals: "{ interarrival: 20 min }",
            reading: "50 min", more: ", breaks: [ '12:00-12:30' ]")
        // One that is begun at 11:20 lasts until 12:10; the next begins at 12:30, the last at 15:50.
        #expect(opened(result) == [480, 530, 580, 630, 680, 750, 800, 850, 900, 950])
        #expect(abs(try hoursOnShift(result) - 7.5) < 1e-9)
    }

    @Test("a break on some days leaves the others whole")
    func breakDays() throws {
        let result = try result(
            "{ days: daily, hours: '08:00-16:00' }", length: "14 d",
            more: ", breaks: [ { days: Mon-Fri, hours: '12:00-12:30' }, '10:00-10:15' ]")
        #expect(abs(try hoursOnShift(result) - (14 * 8 - 10 * 0.5 - 14 * 0.25)) < 1e-9)
    }

    // MARK: Rotas and dates

    @Test(
        "a rota works every so many weeks, from the week that it names",
        arguments: [
            ("{ every: 2 w }", [0, 2, 4]), ("{ every: 2 w, week: 2026-03-09 }", [1, 3, 5]),
            // Any date of the week will do, also one before the start.
            ("{ every: 3 w, week: 2026-02-22 }", [1, 4]), ("{ every: 9 w, week: 2026-03-29 }", [3]),
        ])
    func rota(_ rota: String, _ weeks: [Int]) throws {
        let result = try result(
            "{ days: Mon, hours: '08:00-16:00', rota: \(rota) }", length: "42 d",
            arrivals: "{ interarrival: 6 h }")
        let seen = Set(opened(result).map { Int($0 / (7 * 1440)) }).sorted()
        #expect(seen == weeks)
        #expect(abs(try hoursOnShift(result) - 8 * Double(weeks.count)) < 1e-9)
    }

    @Test("shifts begin and cease at dates, however far away")
    func dates() throws {
        let days = try hoursOnShift(
            result(
                "{ days: daily, hours: '22:00-06:00', from: 2026-03-04, until: 2026-03-06 }", length: "30 d"))
        #expect(abs(days - 24) < 1e-9)
        let late = try result(
            "{ days: daily, hours: '22:00-06:00', from: 2026-09-01 }", length: "184 d",
            arrivals: "{ interarrival: 1 d }")
        // 1 September is 183 days after 2 March.
        #expect(abs(try hoursOnShift(late) - 2) < 1e-9)
        let begins = 183.0 * 24 * 60 + 22 * 60
        #expect(opened(late).first == begins)
    }

    // MARK: Mistakes

    private func errors(_ group: String) -> String {
        var clinic = ClinicScenario()
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.readers = "- { group: Team, count: 1, \(group) }"
        return clinic.errors()
    }

    @Test(
        "mistakes in calendars are found, with what was expected",
        arguments: [
            ("time_zone: Berlin", "did you mean 'Europe/Berlin'?"),
            ("time_zone: CET", "knows no change of clocks; write a place such as 'Europe/Berlin'"),
            ("time_zone: EST5EDT", "knows no change of clocks"),
            ("time_zone: UTC+1", "knows no change of clocks"),
            ("time_zone: Europe/Berlim", "did you mean 'Europe/Berlin'?"),
            (
                "breaks: '12:00-12:30', shifts: [ { days: Mon, hours: '08:00-12:00' } ]",
                "the break lies in no shift"
            ),
            ("breaks: '12:00-12:30'", "the break lies in no shift"),
            ("breaks: noon, shifts: [ { days: Mon, hours: '08:00-12:00' } ]", "'noon' are no hours"),
            ("shifts: [ { days: Mon, hours: '08:00-12:00', rota: { every: 2 d } } ]", "1 to 52 whole weeks"),
            ("shifts: [ { days: Mon, hours: '08:00-12:00', rota: { evry: 2 w } } ]", "did you mean 'every'?"),
            ("shifts: [ { days: Mon, hours: '08:00-12:00', from: 2026-02-30 } ]", "is not a local date"),
            ("shifts: [ { days: Mon, hours: '08:00-12:00', from: 2026-03-02T08:00 } ]", "has a time of day"),
            (
                "shifts: [ { days: Mon, hours: '08:00-12:00', from: 2026-03-09, until: 2026-03-08 } ]",
                "'until' lies before 'from'"
            ),
        ])
    func mistakes(_ group: String, _ message: String) {
        let errors = errors(group)
        #expect(errors.hasPrefix("clinic.yaml:"), "\(errors)")
        #expect(errors.contains(message), "\(errors)")
    }

    private static let overlap = "the shift overlaps an earlier one of the group"

    @Test(
        "shifts may share their hours in weeks or times of the year that they do not share",
        arguments: [
            ("rota: { every: 2 w, week: 2026-03-02 }", "rota: { every: 2 w, week: 2026-03-09 }", false),
            ("rota: { every: 2 w, week: 2026-03-02 }", "rota: { every: 4 w, week: 2026-03-30 }", true),
            ("rota: { every: 2 w, week: 2026-03-02 }", "rota: { every: 3 w, week: 2026-03-09 }", true),
            ("rota: { every: 4 w, week: 2026-03-02 }", "rota: { every: 6 w, week: 2026-03-09 }", false),
            ("until: 2026-06-30", "from: 2026-07-02", false), ("until: 2026-06-30", "from: 2026-06-30", true),
            // The night of the last day goes on into the first of the other.
            ("until: 2026-06-30, hours: '22:00-06:00'", "from: 2026-07-01, hours: '05:00-07:00'", true),
            ("until: 2026-06-30, hours: '22:00-06:00'", "from: 2026-07-01, hours: '06:00-07:00'", false),
            (
                "rota: { every: 3 w, week: 2026-03-02 }, from: 2026-03-02, until: 2026-03-20",
                "rota: { every: 2 w, week: 2026-03-09 }", false
            ),
        ])
    func overlaps(_ first: String, _ second: String, _ overlaps: Bool) {
        func shift(_ more: String) -> String {
            "{ days: daily, \(more)\(more.contains("hours") ? "" : ", hours: '08:00-12:00'") }"
        }
        let errors = errors("shifts: [ \(shift(first)), \(shift(second)) ]")
        #expect(errors.contains(Self.overlap) == overlaps, "\(errors)")
        #expect(overlaps || errors.isEmpty, "\(errors)")
    }
}
