import DICOMHeader

// CT (PS3.3, A.3), MR (A.4) and PET (A.21): one slice an instance.
extension SampleImage {
    func computedTomography(_ body: Phantom.Body) -> (Attributes, Pixels) {
        var random = noise
        let pixels = Phantom.of(body, height: height, scale: 1800, noise: 12).pixels(
            rows: 160, columns: 160, maximum: 4095, &random)
        var module = greyscale(rows: 160, columns: 160, bits: 12)
        module.add(plane(spacing: "1.4", thickness: body == .head ? 5 : 3))
        module.set([
            .sopClassUID: "1.2.840.10008.5.1.4.1.1.2", .modality: "CT",
            .imageType: "ORIGINAL\\PRIMARY\\AXIAL",
            .rescaleIntercept: "-1024", .rescaleSlope: "1", .rescaleType: "HU", .kvp: "120",
            .acquisitionNumber: "1",
            .patientPosition: "HFS", .convolutionKernel: "STANDARD", .windowCenter: "40", .windowWidth: "400",
        ])
        return (module, .words(pixels))
    }

    func magneticResonance(_ body: Phantom.Body, _ echoTime: String, _ repetitionTime: String) -> (
        Attributes, Pixels
    ) {
        var random = noise
        let pixels = Phantom.of(body, height: height, scale: 900, noise: 15).pixels(
            rows: 128, columns: 128, maximum: 4095, &random)
        var module = greyscale(rows: 128, columns: 128, bits: 12)
        module.add(plane(spacing: "1.8", thickness: 5))
        module.set([
            .sopClassUID: "1.2.840.10008.5.1.4.1.1.4", .modality: "MR",
            .imageType: "ORIGINAL\\PRIMARY\\OTHER",
            .scanningSequence: "SE", .sequenceVariant: "NONE", .scanOptions: "", .mrAcquisitionType: "2D",
            .repetitionTime: repetitionTime, .echoTime: echoTime, .echoTrainLength: "1",
            .magneticFieldStrength: "1.5",
            .patientPosition: "HFS", .windowCenter: "500", .windowWidth: "1000",
        ])
        // A paired body part has a side.
        if body == .knee { module.set([.laterality: "R"]) }
        return (module, .words(pixels))
    }

    func positronEmission() -> (Attributes, Pixels) {
        var random = noise
        let pixels = Phantom.emission(height: height, scale: 12_000, noise: 120).pixels(
            rows: 128, columns: 128, maximum: 32_767, &random)
        var module = greyscale(rows: 128, columns: 128, bits: 16)
        module.add(plane(spacing: "4", thickness: 4))
        module.add(radiopharmaceutical(.code("77004003", "SCT", "^18^Fluorine"), "Fluorodeoxyglucose F^18^"))
        module.set([
            .sopClassUID: "1.2.840.10008.5.1.4.1.1.128", .modality: "PT", .imageType: "ORIGINAL\\PRIMARY",
            .rescaleIntercept: "0", .rescaleSlope: "0.5", .units: "BQML", .countsSource: "EMISSION",
            .seriesType: "WHOLE BODY\\IMAGE", .numberOfSlices: String(series.instances),
            .correctedImage: "DECY\\ATTN\\SCAT",
            .decayCorrection: "START", .collimatorType: "NONE", .seriesDate: date, .seriesTime: study.time,
            .frameReferenceTime: String(instance * 12_000), .actualFrameDuration: "12000",
            .imageIndex: String(instance + 1), .decayFactor: "1.01",
        ])
        return (module, .words(pixels))
    }

    /// NM/PET Patient Orientation and the radiopharmaceutical (C.8.4.6, C.8.9.2).
    func radiopharmaceutical(_ radionuclide: Attributes, _ name: String) -> Attributes {
        var item = Attributes()
        item.set(.radionuclideCodeSequence, item: radionuclide)
        item.set([DICOMTag(0x0018, 0x0031): name])
        var attributes = Attributes()
        attributes.set(.radiopharmaceuticalInformationSequence, item: item)
        var orientation = Attributes.code("102538003", "SCT", "recumbent")
        orientation.set(DICOMTag(0x0054, 0x0412), item: .code("40199007", "SCT", "supine"))
        attributes.set(.patientOrientationCodeSequence, item: orientation)
        attributes.set(.patientGantryRelationshipCodeSequence, item: .code("102540008", "SCT", "headfirst"))
        return attributes
    }
}
