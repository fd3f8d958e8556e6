extension InstanceHeader {
    /// The attributes of the data set that a header is made from, in the order of their tags.
    package static let attributes: [DICOMTag] = [
        .sopClassUID, .sopInstanceUID, .studyDate, .seriesDate, .acquisitionDate, .contentDate,
        .acquisitionDateTime, .studyTime, .seriesTime, .acquisitionTime, .contentTime, .modality,
        .manufacturer, .timezoneOffsetFromUTC, .studyDescription, .bodyPartExamined,
        .studyInstanceUID, .seriesInstanceUID, .samplesPerPixel, .numberOfFrames, .rows, .columns,
        .bitsAllocated, .requestedProcedurePriority,
    ]

    /// Makes a header out of the text of attributes, whichever parser got them.
    ///
    /// `value` is asked for the `attributes` above and no others; it returns nil for those that the
    /// file does not have, decimal text for binary numbers, and may leave padding in place.
    /// Throws when study or modality are missing; what else is odd goes to `malformed`.
    package init(
        transferSyntax: TransferSyntax, fileSize: Int, pixelDataLength: Int?,
        value: @escaping (DICOMTag) -> String?
    ) throws(MissingAttributes) {
        var reader = AttributeReader(value: value)
        let study = reader.text(.studyInstanceUID)
        let modality = reader.text(.modality)
        guard let study, let modality else {
            let missing: [DICOMTag] =
                (modality == nil ? [.modality] : []) + (study == nil ? [.studyInstanceUID] : [])
            throw MissingAttributes(tags: missing)
        }
        let offset = reader.offset()
        let studyTime = reader.moment(.studyDate, .studyTime, offset)
        let seriesTime = reader.moment(.seriesDate, .seriesTime, offset)
        let acquisitionMoment = reader.moment(.acquisitionDateTime, offset)
        let acquisitionTime = reader.moment(.acquisitionDate, .acquisitionTime, offset)
        let contentTime = reader.moment(.contentDate, .contentTime, offset)
        let frames = reader.number(.numberOfFrames)
        self.init(
            transferSyntax: transferSyntax,
            sopClassUID: reader.text(.sopClassUID),
            sopInstanceUID: reader.text(.sopInstanceUID),
            studyInstanceUID: study,
            seriesInstanceUID: reader.text(.seriesInstanceUID),
            modality: modality,
            bodyPart: reader.text(.bodyPartExamined),
            studyTime: studyTime,
            seriesTime: seriesTime,
            acquisitionTime: acquisitionMoment ?? acquisitionTime,
            contentTime: contentTime,
            rows: reader.number(.rows),
            columns: reader.number(.columns),
            frames: frames ?? 1,
            bitsAllocated: reader.number(.bitsAllocated),
            samplesPerPixel: reader.number(.samplesPerPixel),
            manufacturer: reader.text(.manufacturer),
            studyDescription: reader.text(.studyDescription),
            requestedProcedurePriority: reader.text(.requestedProcedurePriority),
            fileSize: fileSize,
            pixelDataLength: pixelDataLength)
        malformed = reader.malformed.sorted()
    }
}

/// Turns the text of attributes into values and notes what it could not turn.
private struct AttributeReader {
    let value: (DICOMTag) -> String?
    private(set) var malformed: [DICOMTag] = []

    init(value: @escaping (DICOMTag) -> String?) {
        self.value = value
    }

    /// The text without padding; nil when there is none.
    func text(_ tag: DICOMTag) -> String? {
        guard let raw = value(tag) else { return nil }
        func isPadding(_ character: Unicode.Scalar) -> Bool { character == " " || character.value == 0 }
        var scalars = Substring(raw).unicodeScalars
        while let last = scalars.last, isPadding(last) { scalars.removeLast() }
        while let first = scalars.first, isPadding(first) { scalars.removeFirst() }
        return scalars.isEmpty ? nil : String(scalars)
    }

    /// A number of things: not negative.
    mutating func number(_ tag: DICOMTag) -> Int? {
        guard let text = text(tag) else { return nil }
        guard let number = Int(text), number >= 0 else {
            malformed.append(tag)
            return nil
        }
        return number
    }

    mutating func offset() -> Int? {
        guard let text = text(.timezoneOffsetFromUTC) else { return nil }
        do {
            return try DICOMDateTime.offsetMinutes(text)
        } catch {
            malformed.append(.timezoneOffsetFromUTC)
            return nil
        }
    }

    mutating func moment(_ dateTime: DICOMTag, _ offset: Int?) -> DICOMDateTime? {
        guard let text = text(dateTime) else { return nil }
        do {
            return try DICOMDateTime(dateTime: text).withDefaultOffset(minutes: offset)
        } catch {
            malformed.append(dateTime)
            return nil
        }
    }

    /// A time of day that can't be understood leaves the date; a time without a date is no moment.
    mutating func moment(_ date: DICOMTag, _ time: DICOMTag, _ offset: Int?) -> DICOMDateTime? {
        guard let dateText = text(date) else { return nil }
        do {
            let day = try DICOMDateTime(date: dateText)
            do {
                return try DICOMDateTime(date: dateText, time: text(time)).withDefaultOffset(minutes: offset)
            } catch {
                malformed.append(time)
                return day.withDefaultOffset(minutes: offset)
            }
        } catch {
            malformed.append(date)
            return nil
        }
    }
}
