/// A date and time of day out of a DICOM header: numbers, not text, to the precision that was given.
///
/// DICOM writes local time. `utcOffsetMinutes` is there only when the file says it, in the value
/// itself (VR DT) or in Timezone Offset From UTC (0008,0201). Parts that the file does not give are
/// nil, and every part behind a missing one is missing too.
///
/// ```swift
/// let start = try DICOMDateTime(date: "20240229", time: "133005.25")
/// start.secondsSince1970   // 1709213405.25
/// ```
///
/// Source: PS3.5, section 6.2 (DA, TM, DT), with the forms of ACR-NEMA 300 (`1997.08.01`,
/// `13:30:05`), which PS3.5 asks readers to go on accepting.
public struct DICOMDateTime: Hashable, Sendable {
    // Twelve bytes instead of a hundred and twenty; −1 and Int16.min stand for what the file does not give.
    private let yearNumber: Int16
    private let monthNumber: Int8
    private let dayNumber: Int8
    private let hourNumber: Int8
    private let minuteNumber: Int8
    private let secondNumber: Int8
    private let microsecondNumber: Int32
    private let offsetNumber: Int16

    /// The year, 1 to 9999.
    public var year: Int { Int(yearNumber) }
    /// The month, 1 to 12.
    public var month: Int? { monthNumber < 0 ? nil : Int(monthNumber) }
    /// The day of the month, from 1.
    public var day: Int? { dayNumber < 0 ? nil : Int(dayNumber) }
    /// The hour, 0 to 23.
    public var hour: Int? { hourNumber < 0 ? nil : Int(hourNumber) }
    /// The minute, 0 to 59.
    public var minute: Int? { minuteNumber < 0 ? nil : Int(minuteNumber) }
    /// The second, 0 to 60; 60 is a leap second.
    public var second: Int? { secondNumber < 0 ? nil : Int(secondNumber) }
    /// Millionths of a second, 0 to 999 999.
    public var microsecond: Int? { microsecondNumber < 0 ? nil : Int(microsecondNumber) }
    /// Minutes ahead of UTC, -720 to 840; nil when the file does not say.
    public var utcOffsetMinutes: Int? { offsetNumber == .min ? nil : Int(offsetNumber) }

    /// Seconds since 1970-01-01 00:00, UTC where the offset is known, local time where it is not.
    ///
    /// Missing parts count as the first moment of what is known: a mere year is its first of
    /// January, 00:00.
    public var secondsSince1970: Double {
        let seconds = (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0)
        let local = daysSince1970 * 86_400 + seconds - (utcOffsetMinutes ?? 0) * 60
        return Double(local) + Double(microsecond ?? 0) / 1_000_000
    }

    /// This moment with another offset, for values whose offset stands in another attribute.
    /// A value that has an offset of its own keeps it.
    public func withDefaultOffset(minutes: Int?) -> DICOMDateTime {
        var parts = Parts(self)
        parts.utcOffsetMinutes = parts.utcOffsetMinutes ?? minutes
        return DICOMDateTime(parts)
    }

    /// Days of the proleptic Gregorian calendar, from Howard Hinnant's `days_from_civil`.
    private var daysSince1970: Int {
        let month = month ?? 1
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + (day ?? 1) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension DICOMDateTime: Comparable {
    /// Earlier first; values without an offset compare by local time.
    public static func < (left: DICOMDateTime, right: DICOMDateTime) -> Bool {
        (left.secondsSince1970, left.sortKey) < (right.secondsSince1970, right.sortKey)
    }

    /// Tells equal moments of different precision or offset apart, so that `<` agrees with `==`.
    private var sortKey: Int {
        let parts = [month, day, hour, minute, second, microsecond].count { $0 != nil }
        return parts * 10_000 + (utcOffsetMinutes ?? 5000)
    }
}

extension DICOMDateTime: CustomStringConvertible {
    /// ISO 8601 as far as the parts go, such as `2024-02-29T13:30:05.25+01:00`.
    public var description: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        var text = padded(year, 4)
        for (part, separator) in [(month, "-"), (day, "-"), (hour, "T"), (minute, ":"), (second, ":")] {
            guard let part else { break }
            text += separator + padded(part, 2)
        }
        if let microsecond {
            var fraction = padded(microsecond, 6)
            while fraction.count > 1, fraction.last == "0" { fraction.removeLast() }
            text += "." + fraction
        }
        if let utcOffsetMinutes {
            let minutes = abs(utcOffsetMinutes)
            text +=
                (utcOffsetMinutes < 0 ? "-" : "+") + padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2)
        }
        return text
    }
}

extension DICOMDateTime {
    /// The parts while they are being put together.
    struct Parts {
        var year = 0
        var month: Int?
        var day: Int?
        var hour: Int?
        var minute: Int?
        var second: Int?
        var microsecond: Int?
        var utcOffsetMinutes: Int?

        init() {}

        init(_ value: DICOMDateTime) {
            year = value.year
            month = value.month
            day = value.day
            hour = value.hour
            minute = value.minute
            second = value.second
            microsecond = value.microsecond
            utcOffsetMinutes = value.utcOffsetMinutes
        }
    }

    /// The date and time of the usual form: eight digits, and six with up to six more behind a point. Nil for any other
    /// form, right or wrong.
    init?(
        usualDate date: UnsafeBufferPointer<UInt8>, usualTime time: UnsafeBufferPointer<UInt8>,
        utcOffsetMinutes: Int?
    ) {
        guard date.count == 8, let century = twoDigits(date, 0), let years = twoDigits(date, 2),
            let month = twoDigits(date, 4), let day = twoDigits(date, 6), century > 0 || years > 0,
            (1...12).contains(month), (1...28).contains(day)
        else { return nil }
        guard time.count >= 6, let hour = twoDigits(time, 0), let minute = twoDigits(time, 2),
            let second = twoDigits(time, 4), hour < 24, minute < 60, second <= 60
        else { return nil }
        var microsecond: Int32 = -1
        if time.count > 6 {
            guard time[6] == 0x2E, (8...13).contains(time.count) else { return nil }
            microsecond = 0
            for place in 7..<13 {
                var digit: UInt8 = 0
                if place < time.count {
                    digit = time[place] &- 0x30
                    guard digit < 10 else { return nil }
                }
                microsecond = microsecond * 10 + Int32(digit)
            }
        }
        yearNumber = Int16(century) * 100 + Int16(years)
        monthNumber = month
        dayNumber = day
        hourNumber = hour
        minuteNumber = minute
        secondNumber = second
        microsecondNumber = microsecond
        offsetNumber = Int16(utcOffsetMinutes ?? Int(Int16.min))
    }

    /// A date and time of parts within their ranges.
    init(_ parts: Parts) {
        yearNumber = Int16(parts.year)
        monthNumber = Int8(parts.month ?? -1)
        dayNumber = Int8(parts.day ?? -1)
        hourNumber = Int8(parts.hour ?? -1)
        minuteNumber = Int8(parts.minute ?? -1)
        secondNumber = Int8(parts.second ?? -1)
        microsecondNumber = Int32(parts.microsecond ?? -1)
        offsetNumber = Int16(parts.utcOffsetMinutes ?? Int(Int16.min))
    }
}

/// Two digits as a number; nil when they are none.
@inline(__always)
private func twoDigits(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int8? {
    let tens = bytes[place] &- 0x30
    let ones = bytes[place + 1] &- 0x30
    return tens < 10 && ones < 10 ? Int8(truncatingIfNeeded: tens &* 10 &+ ones) : nil
}
