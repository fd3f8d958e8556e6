import DICOMHeader
import Testing

@Suite("Tags")
struct TagTests {
    @Test(
        "a tag is read in each of the ways that people write it",
        arguments: ["0008,0060", "(0008,0060)", "00080060", "Modality"])
    func parsing(text: String) {
        #expect(DICOMTag(parsing: text) == .modality)
    }

    @Test(
        "digits of a tag may be of both cases",
        arguments: ["7FE0,0010", "7fe0,0010", "(7Fe0,0010)", "7fE00010"])
    func cases(text: String) {
        #expect(DICOMTag(parsing: text) == .pixelData)
    }

    @Test("a number is a tag also when the dictionary does not have it")
    func anyNumber() {
        #expect(DICOMTag(parsing: "0009,1001") == DICOMTag(0x0009, 0x1001))
        #expect(DICOMTag(parsing: "FFFFFFFF") == DICOMTag(0xFFFF, 0xFFFF))
    }

    @Test(
        "other text is no tag",
        arguments: [
            "", "0008", "8,60", "0008,006", "0008,00600", "0008 0060", "(0008,0060", "0008,0060)",
            "(00080060)", "((0008,0060))", "()", "(,)", ",", "0008;0060", "000800,60", "0008006G",
            "+0080060", "-0080060", "+008,0060", "0x080060", " 0008,0060", "0008,0060\n", "60xx,3000",
            "٠٠٠٨٠٠٦٠", "modality", "(Modality)", "Modality ", "Nonsense", "\u{0}",
        ])
    func notATag(text: String) {
        #expect(DICOMTag(parsing: text) == nil)
    }

    @Test("every tag of the dictionary is read as it is written")
    func roundTrip() {
        #expect(DICOMDictionary.entries.allSatisfy { DICOMTag(parsing: $0.tag.description) == $0.tag })
    }

    @Test("a constant is the tag of its keyword", arguments: constants)
    func constant(tag: DICOMTag, keyword: String) {
        #expect(tag.keyword == keyword)
        #expect(DICOMTag(keyword: keyword) == tag)
    }

    /// All constants, each with its name in the way of PS3.6.
    static let constants: [(DICOMTag, String)] = [
        (.mediaStorageSOPClassUID, "MediaStorageSOPClassUID"),
        (.mediaStorageSOPInstanceUID, "MediaStorageSOPInstanceUID"),
        (.transferSyntaxUID, "TransferSyntaxUID"), (.specificCharacterSet, "SpecificCharacterSet"),
        (.imageType, "ImageType"), (.instanceCreationDate, "InstanceCreationDate"),
        (.instanceCreationTime, "InstanceCreationTime"), (.sopClassUID, "SOPClassUID"),
        (.sopInstanceUID, "SOPInstanceUID"), (.studyDate, "StudyDate"), (.seriesDate, "SeriesDate"),
        (.acquisitionDate, "AcquisitionDate"), (.contentDate, "ContentDate"),
        (.acquisitionDateTime, "AcquisitionDateTime"), (.studyTime, "StudyTime"),
        (.seriesTime, "SeriesTime"), (.acquisitionTime, "AcquisitionTime"), (.contentTime, "ContentTime"),
        (.accessionNumber, "AccessionNumber"), (.modality, "Modality"),
        (.conversionType, "ConversionType"), (.presentationIntentType, "PresentationIntentType"),
        (.manufacturer, "Manufacturer"), (.institutionName, "InstitutionName"),
        (.referringPhysicianName, "ReferringPhysicianName"), (.codeValue, "CodeValue"),
        (.codingSchemeDesignator, "CodingSchemeDesignator"), (.codeMeaning, "CodeMeaning"),
        (.timezoneOffsetFromUTC, "TimezoneOffsetFromUTC"), (.stationName, "StationName"),
        (.studyDescription, "StudyDescription"), (.procedureCodeSequence, "ProcedureCodeSequence"),
        (.seriesDescription, "SeriesDescription"), (.manufacturerModelName, "ManufacturerModelName"),
        (.referencedSOPClassUID, "ReferencedSOPClassUID"),
        (.referencedSOPInstanceUID, "ReferencedSOPInstanceUID"),
        (.anatomicRegionSequence, "AnatomicRegionSequence"), (.sourceImageSequence, "SourceImageSequence"),
        (.patientName, "PatientName"), (.patientID, "PatientID"), (.patientBirthDate, "PatientBirthDate"),
        (.patientSex, "PatientSex"), (.patientAge, "PatientAge"), (.patientSize, "PatientSize"),
        (.patientWeight, "PatientWeight"), (.contrastBolusAgent, "ContrastBolusAgent"),
        (.bodyPartExamined, "BodyPartExamined"), (.scanningSequence, "ScanningSequence"),
        (.sequenceVariant, "SequenceVariant"), (.scanOptions, "ScanOptions"),
        (.mrAcquisitionType, "MRAcquisitionType"), (.sliceThickness, "SliceThickness"), (.kvp, "KVP"),
        (.repetitionTime, "RepetitionTime"), (.echoTime, "EchoTime"),
        (.magneticFieldStrength, "MagneticFieldStrength"), (.spacingBetweenSlices, "SpacingBetweenSlices"),
        (.echoTrainLength, "EchoTrainLength"), (.deviceSerialNumber, "DeviceSerialNumber"),
        (.softwareVersions, "SoftwareVersions"), (.protocolName, "ProtocolName"),
        (.frameTime, "FrameTime"), (.exposureTime, "ExposureTime"), (.xRayTubeCurrent, "XRayTubeCurrent"),
        (.exposure, "Exposure"), (.imagerPixelSpacing, "ImagerPixelSpacing"),
        (.convolutionKernel, "ConvolutionKernel"), (.collimatorType, "CollimatorType"),
        (.patientPosition, "PatientPosition"), (.viewPosition, "ViewPosition"),
        (.sequenceOfUltrasoundRegions, "SequenceOfUltrasoundRegions"),
        (.studyInstanceUID, "StudyInstanceUID"), (.seriesInstanceUID, "SeriesInstanceUID"),
        (.studyID, "StudyID"), (.seriesNumber, "SeriesNumber"), (.acquisitionNumber, "AcquisitionNumber"),
        (.instanceNumber, "InstanceNumber"), (.patientOrientation, "PatientOrientation"),
        (.imagePositionPatient, "ImagePositionPatient"),
        (.imageOrientationPatient, "ImageOrientationPatient"),
        (.frameOfReferenceUID, "FrameOfReferenceUID"), (.laterality, "Laterality"),
        (.imageLaterality, "ImageLaterality"), (.positionReferenceIndicator, "PositionReferenceIndicator"),
        (.sliceLocation, "SliceLocation"), (.samplesPerPixel, "SamplesPerPixel"),
        (.photometricInterpretation, "PhotometricInterpretation"),
        (.planarConfiguration, "PlanarConfiguration"), (.numberOfFrames, "NumberOfFrames"),
        (.frameIncrementPointer, "FrameIncrementPointer"), (.rows, "Rows"), (.columns, "Columns"),
        (.pixelSpacing, "PixelSpacing"), (.correctedImage, "CorrectedImage"),
        (.bitsAllocated, "BitsAllocated"), (.bitsStored, "BitsStored"), (.highBit, "HighBit"),
        (.pixelRepresentation, "PixelRepresentation"), (.burnedInAnnotation, "BurnedInAnnotation"),
        (.pixelIntensityRelationship, "PixelIntensityRelationship"),
        (.pixelIntensityRelationshipSign, "PixelIntensityRelationshipSign"),
        (.windowCenter, "WindowCenter"), (.windowWidth, "WindowWidth"),
        (.rescaleIntercept, "RescaleIntercept"), (.rescaleSlope, "RescaleSlope"),
        (.rescaleType, "RescaleType"), (.lossyImageCompression, "LossyImageCompression"),
        (.requestedProcedureDescription, "RequestedProcedureDescription"),
        (.requestedProcedurePriority, "RequestedProcedurePriority"),
        (.requestAttributesSequence, "RequestAttributesSequence"),
        (.energyWindowInformationSequence, "EnergyWindowInformationSequence"),
        (.radiopharmaceuticalInformationSequence, "RadiopharmaceuticalInformationSequence"),
        (.units, "Units"), (.decayCorrection, "DecayCorrection"), (.seriesType, "SeriesType"),
        (.pixelData, "PixelData"),
    ]
}
