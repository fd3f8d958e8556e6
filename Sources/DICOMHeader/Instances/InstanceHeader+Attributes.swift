/// A parser's view of one data set, from which a header is made: whichever parser it was.
package protocol AttributeSource: ~Copyable {
    /// The text of an attribute without padding, decoded; nil when it is absent or empty.
    mutating func text(_ attribute: WantedAttribute) -> String?

    /// Calls `body` with the bytes of a text without padding; returns nil when it is absent or empty.
    func withBytes<Result>(
        _ attribute: WantedAttribute, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result?

    /// A whole number, binary or decimal.
    func number(_ attribute: WantedAttribute) -> AttributeNumber
}

/// What a number turned out to be.
package enum AttributeNumber {
    case absent, malformed
    case value(Int)

    /// Decimal digits with an optional sign; not negative.
    package init(decimal bytes: UnsafeBufferPointer<UInt8>) {
        var digits = bytes[...]
        let sign = digits.first
        if sign == 0x2B || sign == 0x2D { digits = digits.dropFirst() }
        var number = 0
        for byte in digits {
            let digit = Int(byte) - 0x30
            guard (0...9).contains(digit), number <= (Int.max - digit) / 10 else {
                self = .malformed
                return
            }
            number = number * 10 + digit
        }
        self = digits.isEmpty || (sign == 0x2D && number > 0) ? .malformed : .value(number)
    }
}

extension InstanceHeader {
    /// Makes a header out of the attributes of a data set.
    ///
    /// Throws when study or modality are missing; what else is odd goes to `malformed`.
    package init(
        transferSyntax: TransferSyntax, fileSize: Int, pixelDataOffset: Int?, pixelDataLength: Int?,
        attributes: inout some AttributeSource & ~Copyable
    ) throws(MissingAttributes) {
        let study = attributes.text(.studyInstanceUID)
        let modality = attributes.text(.modality)
        guard let study, let modality else {
            throw MissingAttributes(
                tags: (modality == nil ? [.modality] : []) + (study == nil ? [.studyInstanceUID] : []))
        }
        var malformed: [DICOMTag] = []
        let offset = attributes.offset(&malformed)
        let acquisitionMoment = attributes.moment(.acquisitionDateTime, offset, &malformed)
        let acquisitionTime = attributes.moment(.acquisitionDate, .acquisitionTime, offset, &malformed)
        self.init(
            transferSyntax: transferSyntax,
            sopClassUID: attributes.text(.sopClassUID),
            sopInstanceUID: attributes.text(.sopInstanceUID),
            studyInstanceUID: study,
            seriesInstanceUID: attributes.text(.seriesInstanceUID),
            modality: modality,
            bodyPart: attributes.text(.bodyPartExamined),
            studyTime: attributes.moment(.studyDate, .studyTime, offset, &malformed),
            seriesTime: attributes.moment(.seriesDate, .seriesTime, offset, &malformed),
            acquisitionTime: acquisitionMoment ?? acquisitionTime,
            contentTime: attributes.moment(.contentDate, .contentTime, offset, &malformed),
            rows: attributes.count(.rows, &malformed),
            columns: attributes.count(.columns, &malformed),
            frames: attributes.count(.numberOfFrames, &malformed) ?? 1,
            bitsAllocated: attributes.count(.bitsAllocated, &malformed),
            bitsStored: attributes.count(.bitsStored, &malformed),
            samplesPerPixel: attributes.count(.samplesPerPixel, &malformed),
            manufacturer: attributes.text(.manufacturer),
            studyDescription: attributes.text(.studyDescription),
            requestedProcedurePriority: attributes.text(.requestedProcedurePriority),
            fileSize: fileSize,
            pixelDataOffset: pixelDataOffset,
            pixelDataLength: pixelDataLength)
        if !malformed.isEmpty { self.malformed = malformed.sorted() }
    }
}

/// Values out of attributes; what can't be understood is noted and left out.
extension AttributeSource where Self: ~Copyable {
    fileprivate func count(_ attribute: WantedAttribute, _ malformed: inout [DICOMTag]) -> Int? {
        switch number(attribute) {
        case .absent: return nil
        case .value(let number): return number
        case .malformed:
            malformed.append(attribute.tag)
            return nil
        }
    }

    fileprivate func offset(_ malformed: inout [DICOMTag]) -> Int? {
        parse(.timezoneOffsetFromUTC, &malformed) { bytes throws(DICOMDateTimeError) in
            try DICOMDateTime.offsetMinutes(bytes)
        }
    }

    fileprivate func moment(
        _ dateTime: WantedAttribute, _ offset: Int?, _ malformed: inout [DICOMTag]
    ) -> DICOMDateTime? {
        let usual = withBytes(dateTime) { bytes -> DICOMDateTime? in
            guard bytes.count >= 14 else { return nil }
            return DICOMDateTime(
                usualDate: UnsafeBufferPointer(rebasing: bytes[..<8]),
                usualTime: UnsafeBufferPointer(rebasing: bytes[8...]), utcOffsetMinutes: offset)
        }
        if let usual, let moment = usual { return moment }
        return parse(dateTime, &malformed) { bytes throws(DICOMDateTimeError) in
            try DICOMDateTime(dateTime: bytes).withDefaultOffset(minutes: offset)
        }
    }

    /// A time of day that can't be understood leaves the date; a time without a date is no moment.
    fileprivate func moment(
        _ date: WantedAttribute, _ time: WantedAttribute, _ offset: Int?, _ malformed: inout [DICOMTag]
    ) -> DICOMDateTime? {
        let usual = withBytes(date) { date in
            withBytes(time) { time in
                DICOMDateTime(usualDate: date, usualTime: time, utcOffsetMinutes: offset)
            }
        }
        if let usual = usual ?? nil, let moment = usual { return moment }
        let day = parse(date, &malformed) { bytes throws(DICOMDateTimeError) in
            try DICOMDateTime.Parts(date: bytes)
        }
        guard var parts = day else { return nil }
        let whole = parse(time, &malformed) { bytes throws(DICOMDateTimeError) in
            var whole = parts
            try whole.readTime(bytes)
            return whole
        }
        parts = whole ?? parts
        parts.utcOffsetMinutes = offset
        return DICOMDateTime(parts)
    }

    private func parse<Value>(
        _ attribute: WantedAttribute, _ malformed: inout [DICOMTag],
        _ body: (UnsafeBufferPointer<UInt8>) throws(DICOMDateTimeError) -> Value
    ) -> Value? {
        // Nil: absent; a failure: there, but no date or time.
        let outcome = withBytes(attribute) { bytes -> Value? in try? body(bytes) }
        guard let outcome else { return nil }
        if outcome == nil { malformed.append(attribute.tag) }
        return outcome
    }
}
