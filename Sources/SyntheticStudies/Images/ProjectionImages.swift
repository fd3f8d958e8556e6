import DICOMHeader

// CR (PS3.3, A.2), DX (A.26) and digital mammography (A.27).
extension SampleImage {
    func computedRadiography(_ body: Phantom.Body) -> (Attributes, Pixels) {
        var random = noise
        let pixels = Phantom.of(body, height: 0, scale: 3000, noise: 20).pixels(
            rows: 320, columns: 256, maximum: 4095, &random)
        var module = greyscale(rows: 320, columns: 256, bits: 12)
        module.set([
            .sopClassUID: "1.2.840.10008.5.1.4.1.1.1", .modality: "CR", .viewPosition: "AP",
            .patientOrientation: "L\\F",
            .imageType: "ORIGINAL\\PRIMARY", .imagerPixelSpacing: "1.4\\1.4", .kvp: "90",
            .windowCenter: "1800",
            .windowWidth: "3600",
        ])
        return (module, .words(pixels))
    }

    func digitalXRay(_ body: Phantom.Body) -> (Attributes, Pixels) {
        var random = noise
        let pixels = Phantom.of(body, height: height, scale: 3200, noise: 16).pixels(
            rows: 384, columns: 320, maximum: 4095, &random)
        var module = greyscale(rows: 384, columns: 320, bits: 12)
        module.add(digitalDetector)
        module.set([
            .sopClassUID: "1.2.840.10008.5.1.4.1.1.1.1", .modality: "DX",
            .presentationIntentType: "FOR PRESENTATION",
            .patientOrientation: "L\\F", .imageLaterality: body == .knee ? "R" : "U",
            .viewPosition: body == .knee ? "AP" : "PA",
            .kvp: "70", .positionerType: "NONE", .imagerPixelSpacing: "0.9\\0.9",
        ])
        module.set(
            .anatomicRegionSequence,
            item: body == .knee ? .code("72696002", "SCT", "Knee") : .code("51185008", "SCT", "Chest"))
        return (module, .words(pixels))
    }

    func mammography(_ view: MammographyView, _ laterality: String) -> (Attributes, Pixels) {
        var random = noise
        let pixels = Phantom.breast(fromLeft: laterality == "L", depth: 0, scale: 3000, noise: 14)
            .pixels(rows: 400, columns: 320, maximum: 4095, &random)
        var module = greyscale(rows: 400, columns: 320, bits: 12)
        module.add(digitalDetector)
        module.set([
            .sopClassUID: "1.2.840.10008.5.1.4.1.1.1.2", .modality: "MG",
            .presentationIntentType: "FOR PRESENTATION",
            .patientOrientation: laterality == "L" ? "A\\R" : "P\\L", .imageLaterality: laterality,
            .positionerType: "MAMMOGRAPHIC", .organExposed: "BREAST", .breastImplantPresent: "NO",
            .partialView: "NO",
            .viewPosition: view.rawValue, .kvp: "28", .bodyPartThickness: "52",
            .imagerPixelSpacing: "0.6\\0.6",
        ])
        module.set(.anatomicRegionSequence, item: .code("76752008", "SCT", "Breast"))
        var code = Self.code(of: view)
        code.set(.viewModifierCodeSequence, items: [])
        module.set(.viewCodeSequence, item: code)
        return (module, .words(pixels))
    }

    static func code(of view: MammographyView) -> Attributes {
        switch view {
        case .craniocaudal: .code("399162004", "SCT", "cranio-caudal")
        case .mediolateralOblique: .code("399368009", "SCT", "medio-lateral oblique")
        }
    }

    /// DX Image, DX Detector and Acquisition Context (C.8.11.3, C.8.11.4, C.7.6.14), as CR images don't have them.
    private var digitalDetector: Attributes {
        var attributes = Attributes([
            .imageType: "ORIGINAL\\PRIMARY", .pixelIntensityRelationship: "LOG",
            .pixelIntensityRelationshipSign: "-1",
            .rescaleIntercept: "0", .rescaleSlope: "1", .rescaleType: "US", .presentationLUTShape: "IDENTITY",
            .lossyImageCompression: "00", .burnedInAnnotation: "NO", .detectorType: "DIRECT",
            .windowCenter: "1800",
            .windowWidth: "3600",
        ])
        attributes.set(.acquisitionContextSequence, items: [])
        return attributes
    }
}
