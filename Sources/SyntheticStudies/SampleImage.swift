import DICOMHeader
import DICOMNetwork

/// One instance of a planned series: its attributes and its pixels.
struct SampleImage {
    let study: SampleStudy
    let series: SampleStudy.Series
    let seriesNumber: Int
    /// Its place in the series, from 0.
    let instance: Int
    let seed: UInt64

    /// How far through the series it is: −1 for the first, 1 for the last.
    var height: Double {
        series.instances > 1 ? 2 * Double(instance) / Double(series.instances - 1) - 1 : 0
    }

    func write(to path: String) throws(DICOMNetworkError) {
        let (module, pixels) = content()
        var attributes = common
        attributes.add(module)
        var dataset = try DICOMDataset.make(attributes, in: study.characters)
        switch pixels {
        case .words(let words): try dataset.setPixelData(words: words)
        case .bytes(let bytes): try dataset.setPixelData(bytes: bytes)
        }
        try dataset.write(to: path, transferSyntax: series.syntax)
    }

    /// The stored pixel values.
    enum Pixels {
        case words([UInt16])
        case bytes([UInt8])
    }

    /// The attributes of the image's own modules, and its pixels.
    private func content() -> (Attributes, Pixels) {
        switch series.kind {
        case .computedRadiography(let body): computedRadiography(body)
        case .digitalXRay(let body): digitalXRay(body)
        case .mammography(let view, let laterality): mammography(view, laterality)
        case .breastTomosynthesis(let frames): breastTomosynthesis(frames: frames)
        case .computedTomography(let body): computedTomography(body)
        case .enhancedComputedTomography(let frames): enhancedComputedTomography(frames: frames)
        case .magneticResonance(let body, let echo, let repetition): magneticResonance(body, echo, repetition)
        case .ultrasound: ultrasound()
        case .ultrasoundClip(let frames): ultrasoundClip(frames: frames)
        case .nuclearMedicine(let frames): nuclearMedicine(frames: frames)
        case .positronEmission: positronEmission()
        }
    }

    // MARK: Modules that all images share

    /// Patient, General Study, General Series, General Equipment, General Image and SOP Common.
    private var common: Attributes {
        var attributes = Attributes([
            .specificCharacterSet: study.characters.rawValue,
            .sopInstanceUID: uid("instance/\(seriesNumber)/\(instance)"),
            .studyDate: date, .studyTime: study.time, .contentDate: date, .contentTime: time,
            .acquisitionDate: date, .acquisitionTime: time, .accessionNumber: accession,
            .manufacturer: study.machine.manufacturer, .institutionName: study.machine.institution,
            .referringPhysicianName: "Weber^Anna", .studyDescription: study.description,
            .seriesDescription: series.description, .manufacturerModelName: study.machine.model,
            .patientName: study.patient.name, .patientID: "SYN-\(study.folder.prefix(2))",
            .patientBirthDate: study.patient.birthDate, .patientSex: study.patient.sex,
            .bodyPartExamined: study.bodyPart, .deviceSerialNumber: study.machine.serialNumber,
            .softwareVersions: "1.0", .protocolName: series.description, .studyInstanceUID: studyUID,
            .seriesInstanceUID: uid("series/\(seriesNumber)"), .studyID: String(study.folder.prefix(2)),
            .seriesNumber: String(seriesNumber), .instanceNumber: String(instance + 1),
        ])
        if let offset = study.offset { attributes.set([.timezoneOffsetFromUTC: offset]) }
        if let priority = study.priority { attributes.set([.requestedProcedurePriority: priority]) }
        return attributes
    }

    /// The Image Pixel module of grey pictures (PS3.3, C.7.6.3).
    func greyscale(rows: Int, columns: Int, bits: Int, photometric: String = "MONOCHROME2") -> Attributes {
        Attributes([
            .samplesPerPixel: "1", .photometricInterpretation: photometric, .rows: String(rows),
            .columns: String(columns), .bitsAllocated: bits > 8 ? "16" : "8", .bitsStored: String(bits),
            .highBit: String(bits - 1), .pixelRepresentation: "0",
        ])
    }

    /// Frame of Reference and Image Plane of an axial slice (PS3.3, C.7.4.1 and C.7.6.2).
    func plane(spacing: String, thickness: Double) -> Attributes {
        Attributes([
            .frameOfReferenceUID: uid("frame-of-reference"), .positionReferenceIndicator: "",
            .pixelSpacing: "\(spacing)\\\(spacing)", .imageOrientationPatient: "1\\0\\0\\0\\1\\0",
            .imagePositionPatient: "-100\\-100\\\(decimal(Double(instance) * thickness))",
            .sliceThickness: decimal(thickness), .sliceLocation: decimal(Double(instance) * thickness),
        ])
    }

    // MARK: Identifiers and times

    private var studyUID: String { uid("study") }

    /// A UID of the form 2.25.n, n a UUID hashed from the seed, the study and what it is for (PS3.5, B.2).
    func uid(_ purpose: String) -> String {
        var random = SplitMix(seed: seed, purpose: "\(study.folder)/\(purpose)")
        // Version 8, made in a way of one's own, and the variant of RFC 9562.
        let high = random.next() & ~0xF000 | 0x8000
        let low = random.next() & ~(3 << 62) | 2 << 62
        return "2.25.\(UInt128(high) << 64 | UInt128(low))"
    }

    private var accession: String {
        var random = SplitMix(seed: seed, purpose: "\(study.folder)/accession")
        return "ACC\(100_000 + random.next() % 900_000)"
    }

    /// The generator of the instance's noise.
    var noise: SplitMix { SplitMix(seed: seed, purpose: "\(study.folder)/\(seriesNumber)/\(instance)") }

    var date: String { "202603\(padded(study.day, 2))" }

    /// The time of the instance, with hundredths of a second; no study of the plan passes midnight.
    var time: String { timeOfDay(after: Double(series.start) + Double(instance) * series.step) }

    private func timeOfDay(after seconds: Double) -> String {
        let digits = study.time.compactMap(\.wholeNumberValue)
        let start =
            (digits[0] * 10 + digits[1]) * 3600 + (digits[2] * 10 + digits[3]) * 60 + digits[4] * 10
            + digits[5]
        let hundredths = start * 100 + Int(seconds * 100)
        let second = hundredths / 100
        return
            "\(padded(second / 3600, 2))\(padded(second / 60 % 60, 2))\(padded(second % 60, 2)).\(padded(hundredths % 100, 2))"
    }

    /// Date and time of the instance with its offset, for attributes that hold both.
    var dateTime: String { date + time + (study.offset ?? "") }

    /// A decimal string without needless digits.
    func decimal(_ value: Double) -> String {
        let text = String((value * 1000).rounded() / 1000)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
