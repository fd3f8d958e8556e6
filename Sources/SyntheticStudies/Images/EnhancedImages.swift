import DICOMHeader

// Enhanced CT (PS3.3, A.38.1) and breast tomosynthesis (A.55): multi-frame with functional groups.
extension SampleImage {
    func enhancedComputedTomography(frames: Int) -> (Attributes, Pixels) {
        var random = noise
        var pixels: [UInt16] = []
        for frame in 0..<frames {
            pixels += Phantom.trunk(height: 2 * Double(frame) / Double(frames) - 1, scale: 1800, noise: 12)
                .pixels(rows: 128, columns: 128, maximum: 4095, &random)
        }
        var module = greyscale(rows: 128, columns: 128, bits: 12)
        module.add(multiFrame(frames: frames))
        module.set([
            .sopClassUID: "1.2.840.10008.5.1.4.1.1.2.1", .modality: "CT",
            .imageType: "DERIVED\\PRIMARY\\VOLUME\\NONE",
            .pixelPresentation: "MONOCHROME", .volumetricProperties: "VOLUME",
            .volumeBasedCalculationTechnique: "NONE",
            .contentQualification: "PRODUCT", .patientPosition: "HFS", .acquisitionDateTime: dateTime,
        ])
        var shared = sharedGroups(
            spacing: "1.6\\1.6", thickness: "3", laterality: "U", region: .code("51185008", "SCT", "Chest"))
        shared.set(
            .pixelValueTransformationSequence,
            item: Attributes([.rescaleIntercept: "-1024", .rescaleSlope: "1", .rescaleType: "HU"]))
        shared.set(
            .ctImageFrameTypeSequence,
            item: Attributes([
                .frameType: "DERIVED\\PRIMARY\\VOLUME\\NONE", .pixelPresentation: "MONOCHROME",
                .volumetricProperties: "VOLUME", .volumeBasedCalculationTechnique: "NONE",
            ]))
        module.set(.sharedFunctionalGroupsSequence, item: shared)
        module.set(.perFrameFunctionalGroupsSequence, items: (0..<frames).map { perFrame($0, thickness: 3) })
        return (module, .words(pixels))
    }

    func breastTomosynthesis(frames: Int) -> (Attributes, Pixels) {
        var random = noise
        var pixels: [UInt16] = []
        for frame in 0..<frames {
            pixels += Phantom.breast(
                fromLeft: false, depth: 2 * Double(frame) / Double(frames) - 1, scale: 3000, noise: 6
            )
            .pixels(rows: 200, columns: 128, maximum: 4095, &random)
        }
        var module = greyscale(rows: 200, columns: 128, bits: 12)
        module.add(multiFrame(frames: frames))
        module.set([
            .sopClassUID: "1.2.840.10008.5.1.4.1.1.13.1.3", .modality: "MG",
            .imageType: "DERIVED\\PRIMARY\\TOMOSYNTHESIS\\NONE",
            .pixelPresentation: "MONOCHROME", .volumetricProperties: "VOLUME",
            .volumeBasedCalculationTechnique: "NONE",
            .contentQualification: "PRODUCT", .presentationIntentType: "FOR PRESENTATION",
            .acquisitionDateTime: dateTime,
            .breastImplantPresent: "NO", .partialView: "NO",
        ])
        var view = Self.code(of: .mediolateralOblique)
        view.set(.viewModifierCodeSequence, items: [])
        module.set(.viewCodeSequence, item: view)
        var shared = sharedGroups(
            spacing: "1\\1", thickness: "1", laterality: "R", region: .code("76752008", "SCT", "Breast"))
        shared.set(
            .pixelValueTransformationSequence,
            item: Attributes([.rescaleIntercept: "0", .rescaleSlope: "1", .rescaleType: "US"]))
        shared.set(.frameVOILUTSequence, item: Attributes([.windowCenter: "1500", .windowWidth: "3000"]))
        module.set(.sharedFunctionalGroupsSequence, item: shared)
        let frameType = Attributes([
            .frameType: "DERIVED\\PRIMARY\\TOMOSYNTHESIS\\NONE", .pixelPresentation: "MONOCHROME",
            .volumetricProperties: "VOLUME", .volumeBasedCalculationTechnique: "NONE",
        ])
        let frameGroups = (0..<frames).map { frame in
            var groups = perFrame(frame, thickness: 1)
            groups.set(.xRay3DFrameTypeSequence, item: frameType)
            return groups
        }
        module.set(.perFrameFunctionalGroupsSequence, items: frameGroups)
        return (module, .words(pixels))
    }

    /// Multi-frame Functional Groups, Multi-frame Dimension and Acquisition Context (C.7.6.16, C.7.6.17, C.7.6.14).
    private func multiFrame(frames: Int) -> Attributes {
        let organization = uid("dimensions")
        var attributes = Attributes([
            .numberOfFrames: String(frames), .frameOfReferenceUID: uid("frame-of-reference"),
            .positionReferenceIndicator: "", .presentationLUTShape: "IDENTITY", .lossyImageCompression: "00",
            .burnedInAnnotation: "NO",
        ])
        attributes.set(
            .dimensionOrganizationSequence, item: Attributes([.dimensionOrganizationUID: organization]))
        attributes.set(
            .dimensionIndexSequence,
            item: Attributes([
                .dimensionOrganizationUID: organization, .dimensionIndexPointer: "(0020,0032)",
                .functionalGroupPointer: "(0020,9113)",
            ]))
        attributes.set(.acquisitionContextSequence, items: [])
        return attributes
    }

    private func sharedGroups(spacing: String, thickness: String, laterality: String, region: Attributes)
        -> Attributes
    {
        var groups = Attributes()
        groups.set(
            .pixelMeasuresSequence, item: Attributes([.pixelSpacing: spacing, .sliceThickness: thickness]))
        groups.set(
            .planeOrientationSequence, item: Attributes([.imageOrientationPatient: "1\\0\\0\\0\\1\\0"]))
        var anatomy = Attributes([.frameLaterality: laterality])
        anatomy.set(.anatomicRegionSequence, item: region)
        groups.set(.frameAnatomySequence, item: anatomy)
        groups.set(
            .irradiationEventIdentificationSequence,
            item: Attributes([.irradiationEventUID: uid("irradiation")]))
        return groups
    }

    private func perFrame(_ frame: Int, thickness: Double) -> Attributes {
        var groups = Attributes()
        groups.set(
            .frameContentSequence,
            item: Attributes([
                .dimensionIndexValues: String(frame + 1), .frameAcquisitionDateTime: dateTime,
                .frameReferenceDateTime: dateTime, .frameAcquisitionDuration: "500",
            ]))
        groups.set(
            .planePositionSequence,
            item: Attributes([.imagePositionPatient: "-100\\-100\\\(decimal(Double(frame) * thickness))"]))
        return groups
    }
}
