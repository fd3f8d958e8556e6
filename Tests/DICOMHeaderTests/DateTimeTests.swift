import DICOMHeader
import Testing

@Suite("Dates and times")
struct DateTimeTests {
    // Expected text is the value read by eye against PS3.5, table 6.2-1.
    @Test(
        "dates and times are read to the precision they are given in",
        arguments: [
            ("20240229", nil, "2024-02-29"),
            ("1997.08.01", nil, "1997-08-01"),
            ("20240229", "", "2024-02-29"),
            ("20240229", "13", "2024-02-29T13"),
            ("20240229", "1330", "2024-02-29T13:30"),
            ("20240229", "133005", "2024-02-29T13:30:05"),
            ("20240229", "133005.5", "2024-02-29T13:30:05.5"),
            ("20240229", "133005.000001", "2024-02-29T13:30:05.000001"),
            ("20240229", "133005.1234567", "2024-02-29T13:30:05.123456"),
            ("20240229", "13:30:05", "2024-02-29T13:30:05"),
            ("20240229", "13:30:05.25", "2024-02-29T13:30:05.25"),
            ("20240229", "13:30", "2024-02-29T13:30"),
            ("20240229", "235960", "2024-02-29T23:59:60"),
            (" 20240229 ", "1330 ", "2024-02-29T13:30"),
            ("20240229\0", "133005\0", "2024-02-29T13:30:05"),
            ("00010101", "000000", "0001-01-01T00:00:00"),
            ("20000229", nil, "2000-02-29"),
        ] as [(String, String?, String)])
    func readsDatesAndTimes(date: String, time: String?, expected: String) throws {
        #expect(try DICOMDateTime(date: date, time: time).description == expected)
    }

    @Test(
        "combined values may end behind any part and carry an offset",
        arguments: [
            ("2024", "2024"),
            ("202402", "2024-02"),
            ("20240229", "2024-02-29"),
            ("2024022913", "2024-02-29T13"),
            ("202402291330", "2024-02-29T13:30"),
            ("20240229133005", "2024-02-29T13:30:05"),
            ("20240229133005.25", "2024-02-29T13:30:05.25"),
            ("20240229133005.25+0100", "2024-02-29T13:30:05.25+01:00"),
            ("20240229133005-0330", "2024-02-29T13:30:05-03:30"),
            ("2024+1400", "2024+14:00"),
            ("20240229-1200 ", "2024-02-29-12:00"),
        ])
    func readsCombined(text: String, expected: String) throws {
        #expect(try DICOMDateTime(dateTime: text).description == expected)
    }

    @Test(
        "odd dates are refused with the reason",
        arguments: [
            ("", .empty), ("   ", .empty), ("\0", .empty),
            ("2024", .malformed), ("202402", .malformed), ("2024022", .malformed),
            ("202402291", .malformed), ("2024-02-29", .malformed), ("2024/02/29", .malformed),
            ("2024.02.9", .malformed), ("2024.0229", .malformed), ("202402.29", .malformed),
            ("29.02.2024", .malformed), ("ABCDEFGH", .malformed), ("٢٠٢٤٠٢٢٩", .malformed),
            ("-0240229", .malformed), ("20240229-20240301", .malformed),
            ("00000101", .outOfRange(.year)), ("20241301", .outOfRange(.month)),
            ("20240001", .outOfRange(.month)), ("20230229", .outOfRange(.day)),
            ("19000229", .outOfRange(.day)), ("20240431", .outOfRange(.day)), ("20240400", .outOfRange(.day)),
        ] as [(String, DICOMDateTimeError.Reason)])
    func refusesDates(text: String, reason: DICOMDateTimeError.Reason) {
        let error = #expect(throws: DICOMDateTimeError.self) { try DICOMDateTime(date: text) }
        #expect(error?.reason == reason)
        #expect(error?.form == "DA")
    }

    @Test(
        "odd times are refused with the reason",
        arguments: [
            ("1", .malformed), ("133", .malformed), ("13300", .malformed), ("1330.5", .malformed),
            ("133005.", .malformed), ("133005,5", .malformed), ("13:3005", .malformed),
            ("13-30-05", .malformed), ("133005+0100", .malformed), ("NULL", .malformed),
            ("24", .outOfRange(.hour)), ("1360", .outOfRange(.minute)), ("133061", .outOfRange(.second)),
        ] as [(String, DICOMDateTimeError.Reason)])
    func refusesTimes(text: String, reason: DICOMDateTimeError.Reason) {
        let error = #expect(throws: DICOMDateTimeError.self) {
            try DICOMDateTime(date: "20240229", time: text)
        }
        #expect(error?.reason == reason)
        #expect(error?.form == "TM")
    }

    @Test(
        "odd combined values are refused with the reason",
        arguments: [
            ("", .empty), ("202", .malformed), ("2024022913300", .malformed), ("2024.5", .malformed),
            ("20240229133005.+0100", .malformed), ("20240229133005+01", .malformed),
            ("20240229133005+01000", .malformed), ("20240229133005Z", .malformed),
            ("20240229133005+1401", .outOfRange(.utcOffset)),
            ("20240229133005-1201", .outOfRange(.utcOffset)),
            ("20240229133005+0160", .outOfRange(.utcOffset)), ("2024022925", .outOfRange(.hour)),
        ] as [(String, DICOMDateTimeError.Reason)])
    func refusesCombined(text: String, reason: DICOMDateTimeError.Reason) {
        let error = #expect(throws: DICOMDateTimeError.self) { try DICOMDateTime(dateTime: text) }
        #expect(error?.reason == reason)
    }

    // Expected numbers come from `date -u -d ... +%s` of GNU coreutils.
    @Test(
        "seconds since 1970 agree with GNU date",
        arguments: [
            ("19700101000000", 0.0), ("20240229133005.25+0000", 1_709_213_405.25),
            ("20240229133005+0100", 1_709_209_805), ("19691231235959", -1), ("2000", 946_684_800),
            ("20000301", 951_868_800), ("19000301", -2_203_891_200), ("99991231235959", 253_402_300_799),
            ("00010101000000", -62_135_596_800), ("20240229133005-0330", 1_709_226_005),
        ])
    func countsSeconds(text: String, seconds: Double) throws {
        #expect(try DICOMDateTime(dateTime: text).secondsSince1970 == seconds)
    }

    @Test("an offset of the data set holds only where the value has none")
    func defaultOffset() throws {
        let bare = try DICOMDateTime(dateTime: "20240229133005").withDefaultOffset(minutes: 60)
        #expect(bare.utcOffsetMinutes == 60)
        let own = try DICOMDateTime(dateTime: "20240229133005-0330").withDefaultOffset(minutes: 60)
        #expect(own.utcOffsetMinutes == -210)
    }

    @Test("moments are ordered by the time they name, whatever their offset")
    func ordering() throws {
        let berlin = try DICOMDateTime(dateTime: "20240229133005+0100")
        let london = try DICOMDateTime(dateTime: "20240229130000+0000")
        #expect(berlin < london)
        let day = try DICOMDateTime(date: "20240229")
        let midnight = try DICOMDateTime(date: "20240229", time: "000000")
        #expect(day != midnight)
        #expect((day < midnight) != (midnight < day))
    }
}
