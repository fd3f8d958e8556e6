/// Why a text is no date, time or offset.
public struct DICOMDateTimeError: Error, Hashable, Sendable {
    /// What was wrong.
    public enum Reason: Hashable, Sendable {
        /// Nothing but padding.
        case empty
        /// Characters or lengths that the value representation does not know.
        case malformed
        /// A number out of its range, such as a 13th month.
        case outOfRange(Part)
    }

    /// A part of a date and time.
    public enum Part: String, Hashable, Sendable {
        /// The year.
        case year
        /// The month.
        case month
        /// The day of the month.
        case day
        /// The hour.
        case hour
        /// The minute.
        case minute
        /// The second.
        case second
        /// The offset from UTC.
        case utcOffset = "offset from UTC"
    }

    /// The value representation that was expected: `DA`, `TM`, `DT`, or `offset`.
    public let form: String
    /// The text in question. Dates and times of an examination only, never of a person.
    public let text: String
    /// What was wrong with it.
    public let reason: Reason
}

extension DICOMDateTimeError: CustomStringConvertible {
    /// One sentence for the person who wrote the file.
    public var description: String {
        let what =
            switch reason {
            case .empty: "is empty"
            case .malformed: "is malformed"
            case .outOfRange(let part): "has its \(part.rawValue) out of range"
            }
        return "\(form) value \"\(text)\" \(what)"
    }
}

extension DICOMDateTime {
    /// A date (VR DA) with an optional time of day (VR TM).
    ///
    /// An empty or missing `time` gives a date alone. Spaces and NUL at the end are padding.
    public init(date: String, time: String? = nil) throws(DICOMDateTimeError) {
        var parts = try withBytes(of: date) { bytes throws(DICOMDateTimeError) in try Parts(date: bytes) }
        if let time {
            let day = parts
            parts = try withBytes(of: time) { bytes throws(DICOMDateTimeError) in
                var whole = day
                if !bytes.withoutPadding.isEmpty { try whole.readTime(bytes) }
                return whole
            }
        }
        self.init(parts)
    }

    /// A date and time in one value (VR DT): `YYYYMMDDHHMMSS.FFFFFF&ZZXX`, of which everything
    /// behind the year may be left out.
    public init(dateTime: String) throws(DICOMDateTimeError) {
        self = try withBytes(of: dateTime) { bytes throws(DICOMDateTimeError) in
            try DICOMDateTime(dateTime: bytes)
        }
    }

    /// The same out of the bytes of a value.
    init(dateTime: UnsafeBufferPointer<UInt8>) throws(DICOMDateTimeError) {
        var parts = Parts()
        var text = DateTimeText(dateTime, form: "DT")
        try text.readDateTime(into: &parts)
        self.init(parts)
    }

    /// Minutes ahead of UTC out of `+HHMM` or `-HHMM`, as in Timezone Offset From UTC (0008,0201).
    public static func offsetMinutes(_ offset: String) throws(DICOMDateTimeError) -> Int {
        try withBytes(of: offset) { bytes throws(DICOMDateTimeError) in try offsetMinutes(bytes) }
    }

    /// The same out of the bytes of a value.
    static func offsetMinutes(_ offset: UnsafeBufferPointer<UInt8>) throws(DICOMDateTimeError) -> Int {
        var text = DateTimeText(offset, form: "offset")
        return try text.readOffset()
    }
}

extension DICOMDateTime.Parts {
    /// The parts of a date (VR DA).
    init(date: UnsafeBufferPointer<UInt8>) throws(DICOMDateTimeError) {
        self.init()
        var text = DateTimeText(date, form: "DA")
        try text.readDate(into: &self)
    }

    /// Adds the parts of a time of day (VR TM).
    mutating func readTime(_ time: UnsafeBufferPointer<UInt8>) throws(DICOMDateTimeError) {
        var text = DateTimeText(time, form: "TM")
        try text.readTime(into: &self)
    }
}

private func withBytes<Result>(
    of text: String, _ body: (UnsafeBufferPointer<UInt8>) throws(DICOMDateTimeError) -> Result
) throws(DICOMDateTimeError) -> Result {
    try Array(text.utf8).withUnsafeBufferPointer(body)
}

/// A cursor over the bytes of one value without its padding. It lives no longer than the bytes.
private struct DateTimeText {
    private let form: StaticString
    private let bytes: UnsafeBufferPointer<UInt8>
    private var next = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, form: StaticString) {
        self.form = form
        self.bytes = bytes.withoutPadding
    }

    private var isAtEnd: Bool { next == bytes.count }

    mutating func readDate(into parts: inout DICOMDateTime.Parts) throws(DICOMDateTimeError) {
        guard !isAtEnd else { throw failure(.empty) }
        parts.year = try readYear()
        // ACR-NEMA 300 separates by points.
        let isSeparated = skip(".")
        parts.month = try read(.month, digits: 2, in: 1...12)
        if isSeparated, !skip(".") { throw failure(.malformed) }
        parts.day = try readDay(parts)
        guard isAtEnd else { throw failure(.malformed) }
    }

    mutating func readTime(into parts: inout DICOMDateTime.Parts) throws(DICOMDateTimeError) {
        parts.hour = try read(.hour, digits: 2, in: 0...23)
        guard !isAtEnd else { return }
        let isSeparated = skip(":")
        parts.minute = try read(.minute, digits: 2, in: 0...59)
        guard !isAtEnd else { return }
        if isSeparated, !skip(":") { throw failure(.malformed) }
        parts.second = try read(.second, digits: 2, in: 0...60)
        if skip(".") { parts.microsecond = try readFraction() }
        guard isAtEnd else { throw failure(.malformed) }
    }

    mutating func readDateTime(into parts: inout DICOMDateTime.Parts) throws(DICOMDateTimeError) {
        guard !isAtEnd else { throw failure(.empty) }
        parts.year = try readYear()
        if hasDigit { parts.month = try read(.month, digits: 2, in: 1...12) }
        if hasDigit { parts.day = try readDay(parts) }
        if hasDigit { parts.hour = try read(.hour, digits: 2, in: 0...23) }
        if hasDigit { parts.minute = try read(.minute, digits: 2, in: 0...59) }
        if hasDigit { parts.second = try read(.second, digits: 2, in: 0...60) }
        if parts.second != nil, skip(".") { parts.microsecond = try readFraction() }
        if !isAtEnd { parts.utcOffsetMinutes = try readOffset() }
    }

    mutating func readOffset() throws(DICOMDateTimeError) -> Int {
        guard !isAtEnd else { throw failure(.empty) }
        let isBehind = skip("-")
        guard isBehind || skip("+") else { throw failure(.malformed) }
        let hours = try read(.utcOffset, digits: 2, in: 0...14)
        let minutes = try read(.utcOffset, digits: 2, in: 0...59)
        guard isAtEnd else { throw failure(.malformed) }
        let offset = (hours * 60 + minutes) * (isBehind ? -1 : 1)
        // PS3.5, table 6.2-1: -1200 to +1400.
        guard (-720...840).contains(offset) else { throw failure(.outOfRange(.utcOffset)) }
        return offset
    }

    private var hasDigit: Bool {
        next < bytes.count && bytes[next] &- 0x30 < 10
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard next < bytes.count, bytes[next] == UInt8(ascii: character) else { return false }
        next += 1
        return true
    }

    private mutating func readDigit() throws(DICOMDateTimeError) -> Int {
        guard hasDigit else { throw failure(.malformed) }
        next += 1
        return Int(bytes[next - 1] &- 0x30)
    }

    private mutating func read(
        _ part: DICOMDateTimeError.Part, digits: Int, in range: ClosedRange<Int>
    ) throws(DICOMDateTimeError) -> Int {
        var number = 0
        for _ in 0..<digits { number = try number * 10 + readDigit() }
        guard range.contains(number) else { throw failure(.outOfRange(part)) }
        return number
    }

    private mutating func readYear() throws(DICOMDateTimeError) -> Int {
        try read(.year, digits: 4, in: 1...9999)
    }

    private mutating func readDay(_ parts: DICOMDateTime.Parts) throws(DICOMDateTimeError) -> Int {
        let isLeapYear = parts.year % 4 == 0 && (parts.year % 100 != 0 || parts.year % 400 == 0)
        let length =
            switch parts.month {
            case 2: isLeapYear ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        return try read(.day, digits: 2, in: 1...length)
    }

    /// One to six digits; more are cut off, because files have them.
    private mutating func readFraction() throws(DICOMDateTimeError) -> Int {
        var number = try readDigit()
        var digits = 1
        while hasDigit {
            let digit = try readDigit()
            if digits < 6 {
                number = number * 10 + digit
                digits += 1
            }
        }
        while digits < 6 {
            number *= 10
            digits += 1
        }
        return number
    }

    private func failure(_ reason: DICOMDateTimeError.Reason) -> DICOMDateTimeError {
        DICOMDateTimeError(form: "\(form)", text: String(decoding: bytes, as: UTF8.self), reason: reason)
    }
}
