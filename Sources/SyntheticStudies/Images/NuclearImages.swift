import DICOMHeader

// Nuclear medicine (PS3.3, A.5): a static study, one frame a detector.
extension SampleImage {
    func nuclearMedicine(frames: Int) -> (Attributes, Pixels) {
        var random = noise
        var pixels: [UInt16] = []
        for frame in 0..<frames {
            pixels += Phantom.emission(height: frame == 0 ? 0.2 : -0.3, scale: 400, noise: 12)
                .pixels(rows: 128, columns: 128, maximum: 4095, &random)
        }
        var module = greyscale(rows: 128, columns: 128, bits: 16)
        module.add(
            radiopharmaceutical(.code("72454003", "SCT", "^99m^Technetium"), "Technetium Tc^99m^ medronate"))
        let vector = (1...frames).map(String.init).joined(separator: "\\")
        module.set([
            .sopClassUID: "1.2.840.10008.5.1.4.1.1.20", .modality: "NM",
            .imageType: "ORIGINAL\\PRIMARY\\STATIC\\EMISSION",
            .numberOfFrames: String(frames), .frameIncrementPointer: "(0054,0010)\\(0054,0020)",
            .energyWindowVector: (1...frames).map { _ in "1" }.joined(separator: "\\"),
            .numberOfEnergyWindows: "1",
            .detectorVector: vector, .numberOfDetectors: String(frames), .pixelSpacing: "4.8\\4.8",
            .countsAccumulated: "500000", .actualFrameDuration: "300000", .lossyImageCompression: "00",
        ])
        var window = Attributes()
        window.set(
            DICOMTag(0x0054, 0x0013),
            item: Attributes([DICOMTag(0x0054, 0x0014): "126", DICOMTag(0x0054, 0x0015): "154"]))
        module.set(.energyWindowInformationSequence, item: window)
        let detectors = (0..<frames).map { detector in
            Attributes([
                .collimatorType: "PARA",
                .imageOrientationPatient: detector == 0 ? "1\\0\\0\\0\\0\\-1" : "-1\\0\\0\\0\\0\\-1",
                .imagePositionPatient: "-300\\-200\\300",
            ])
        }
        module.set(.detectorInformationSequence, items: detectors)
        return (module, .words(pixels))
    }
}
