import DICOMHeader

// Ultrasound (PS3.3, A.6) and its multi-frame form (A.7).
extension SampleImage {
    func ultrasound() -> (Attributes, Pixels) {
        (picture(classUID: "1.2.840.10008.5.1.4.1.1.6.1"), .bytes(frame(phase: Double(instance) / 6)))
    }

    func ultrasoundClip(frames: Int) -> (Attributes, Pixels) {
        var module = picture(classUID: "1.2.840.10008.5.1.4.1.1.3.1")
        module.set([.numberOfFrames: String(frames), .frameIncrementPointer: "(0018,1063)", .frameTime: "40"])
        let pixels = (0..<frames).flatMap { frame(phase: Double($0) / Double(frames)) }
        return (module, .bytes(pixels))
    }

    private func picture(classUID: String) -> Attributes {
        var module = greyscale(rows: 192, columns: 256, bits: 8)
        module.set([
            .sopClassUID: classUID, .modality: "US", .imageType: "ORIGINAL\\PRIMARY\\\\0001",
            .ultrasoundColorDataPresent: "0", .lossyImageCompression: "00", .patientOrientation: "",
            .burnedInAnnotation: "NO",
        ])
        return module
    }

    private func frame(phase: Double) -> [UInt8] {
        // Speckle stands still over most of a clip: only a few steps of grey change.
        var random = noise
        return Phantom.ultrasound(phase: phase, scale: 240, noise: 10)
            .pixels(rows: 192, columns: 256, maximum: 255, &random).map {
                UInt8(truncatingIfNeeded: $0 & 0xF8)
            }
    }
}
