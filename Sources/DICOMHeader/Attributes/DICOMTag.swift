/// The number of a DICOM attribute: a group and an element, as in (0008,0060).
///
/// Any tag can be made from its numbers; the constants are those this package reads or writes.
public struct DICOMTag: RawRepresentable, Hashable, Sendable {
    /// The group in the upper 16 bits, the element in the lower 16.
    public let rawValue: UInt32

    /// The tag of that number.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The tag `(group,element)`.
    public init(_ group: UInt16, _ element: UInt16) {
        self.init(rawValue: UInt32(group) << 16 | UInt32(element))
    }

    /// The group: even for standard attributes, odd for private ones.
    public var group: UInt16 { UInt16(truncatingIfNeeded: rawValue >> 16) }

    /// The number within the group.
    public var element: UInt16 { UInt16(truncatingIfNeeded: rawValue) }
}

extension DICOMTag: Comparable {
    /// The order of elements in a file.
    public static func < (left: DICOMTag, right: DICOMTag) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension DICOMTag: CustomStringConvertible {
    /// The tag as the standard writes it, such as `(0008,0060)`.
    public var description: String {
        func digits(_ number: UInt16) -> String {
            let text = String(number, radix: 16, uppercase: true)
            return String(repeating: "0", count: 4 - text.count) + text
        }
        return "(\(digits(group)),\(digits(element)))"
    }
}

// The names are the keywords of PS3.6.
extension DICOMTag {
    // MARK: File meta information

    /// Media Storage SOP Class UID.
    public static let mediaStorageSOPClassUID = DICOMTag(0x0002, 0x0002)
    /// Media Storage SOP Instance UID.
    public static let mediaStorageSOPInstanceUID = DICOMTag(0x0002, 0x0003)
    /// Transfer Syntax UID.
    public static let transferSyntaxUID = DICOMTag(0x0002, 0x0010)

    // MARK: Identification of the instance, its dates and its source

    /// Specific Character Set.
    public static let specificCharacterSet = DICOMTag(0x0008, 0x0005)
    /// Image Type.
    public static let imageType = DICOMTag(0x0008, 0x0008)
    /// Instance Creation Date.
    public static let instanceCreationDate = DICOMTag(0x0008, 0x0012)
    /// Instance Creation Time.
    public static let instanceCreationTime = DICOMTag(0x0008, 0x0013)
    /// SOP Class UID.
    public static let sopClassUID = DICOMTag(0x0008, 0x0016)
    /// SOP Instance UID.
    public static let sopInstanceUID = DICOMTag(0x0008, 0x0018)
    /// Study Date.
    public static let studyDate = DICOMTag(0x0008, 0x0020)
    /// Series Date.
    public static let seriesDate = DICOMTag(0x0008, 0x0021)
    /// Acquisition Date.
    public static let acquisitionDate = DICOMTag(0x0008, 0x0022)
    /// Content Date.
    public static let contentDate = DICOMTag(0x0008, 0x0023)
    /// Acquisition Date Time.
    public static let acquisitionDateTime = DICOMTag(0x0008, 0x002A)
    /// Study Time.
    public static let studyTime = DICOMTag(0x0008, 0x0030)
    /// Series Time.
    public static let seriesTime = DICOMTag(0x0008, 0x0031)
    /// Acquisition Time.
    public static let acquisitionTime = DICOMTag(0x0008, 0x0032)
    /// Content Time.
    public static let contentTime = DICOMTag(0x0008, 0x0033)
    /// Accession Number.
    public static let accessionNumber = DICOMTag(0x0008, 0x0050)
    /// Modality.
    public static let modality = DICOMTag(0x0008, 0x0060)
    /// Conversion Type.
    public static let conversionType = DICOMTag(0x0008, 0x0064)
    /// Presentation Intent Type.
    public static let presentationIntentType = DICOMTag(0x0008, 0x0068)
    /// Manufacturer.
    public static let manufacturer = DICOMTag(0x0008, 0x0070)
    /// Institution Name.
    public static let institutionName = DICOMTag(0x0008, 0x0080)
    /// Referring Physician Name.
    public static let referringPhysicianName = DICOMTag(0x0008, 0x0090)
    /// Code Value.
    public static let codeValue = DICOMTag(0x0008, 0x0100)
    /// Coding Scheme Designator.
    public static let codingSchemeDesignator = DICOMTag(0x0008, 0x0102)
    /// Code Meaning.
    public static let codeMeaning = DICOMTag(0x0008, 0x0104)
    /// Timezone Offset From UTC.
    public static let timezoneOffsetFromUTC = DICOMTag(0x0008, 0x0201)
    /// Station Name.
    public static let stationName = DICOMTag(0x0008, 0x1010)
    /// Study Description.
    public static let studyDescription = DICOMTag(0x0008, 0x1030)
    /// Procedure Code Sequence.
    public static let procedureCodeSequence = DICOMTag(0x0008, 0x1032)
    /// Series Description.
    public static let seriesDescription = DICOMTag(0x0008, 0x103E)
    /// Manufacturer Model Name.
    public static let manufacturerModelName = DICOMTag(0x0008, 0x1090)
    /// Referenced SOP Class UID.
    public static let referencedSOPClassUID = DICOMTag(0x0008, 0x1150)
    /// Referenced SOP Instance UID.
    public static let referencedSOPInstanceUID = DICOMTag(0x0008, 0x1155)
    /// Anatomic Region Sequence.
    public static let anatomicRegionSequence = DICOMTag(0x0008, 0x2218)
    /// Source Image Sequence.
    public static let sourceImageSequence = DICOMTag(0x0008, 0x2112)

    // MARK: Attributes of the patient: written into phantom studies, never read

    /// Patient Name.
    public static let patientName = DICOMTag(0x0010, 0x0010)
    /// Patient ID.
    public static let patientID = DICOMTag(0x0010, 0x0020)
    /// Patient Birth Date.
    public static let patientBirthDate = DICOMTag(0x0010, 0x0030)
    /// Patient Sex.
    public static let patientSex = DICOMTag(0x0010, 0x0040)
    /// Patient Age.
    public static let patientAge = DICOMTag(0x0010, 0x1010)
    /// Patient Size.
    public static let patientSize = DICOMTag(0x0010, 0x1020)
    /// Patient Weight.
    public static let patientWeight = DICOMTag(0x0010, 0x1030)

    // MARK: Acquisition

    /// Contrast Bolus Agent.
    public static let contrastBolusAgent = DICOMTag(0x0018, 0x0010)
    /// Body Part Examined.
    public static let bodyPartExamined = DICOMTag(0x0018, 0x0015)
    /// Scanning Sequence.
    public static let scanningSequence = DICOMTag(0x0018, 0x0020)
    /// Sequence Variant.
    public static let sequenceVariant = DICOMTag(0x0018, 0x0021)
    /// Scan Options.
    public static let scanOptions = DICOMTag(0x0018, 0x0022)
    /// MR Acquisition Type.
    public static let mrAcquisitionType = DICOMTag(0x0018, 0x0023)
    /// Slice Thickness.
    public static let sliceThickness = DICOMTag(0x0018, 0x0050)
    /// KVP.
    public static let kvp = DICOMTag(0x0018, 0x0060)
    /// Repetition Time.
    public static let repetitionTime = DICOMTag(0x0018, 0x0080)
    /// Echo Time.
    public static let echoTime = DICOMTag(0x0018, 0x0081)
    /// Magnetic Field Strength.
    public static let magneticFieldStrength = DICOMTag(0x0018, 0x0087)
    /// Spacing Between Slices.
    public static let spacingBetweenSlices = DICOMTag(0x0018, 0x0088)
    /// Echo Train Length.
    public static let echoTrainLength = DICOMTag(0x0018, 0x0091)
    /// Device Serial Number.
    public static let deviceSerialNumber = DICOMTag(0x0018, 0x1000)
    /// Software Versions.
    public static let softwareVersions = DICOMTag(0x0018, 0x1020)
    /// Protocol Name.
    public static let protocolName = DICOMTag(0x0018, 0x1030)
    /// Frame Time.
    public static let frameTime = DICOMTag(0x0018, 0x1063)
    /// Exposure Time.
    public static let exposureTime = DICOMTag(0x0018, 0x1150)
    /// X Ray Tube Current.
    public static let xRayTubeCurrent = DICOMTag(0x0018, 0x1151)
    /// Exposure.
    public static let exposure = DICOMTag(0x0018, 0x1152)
    /// Imager Pixel Spacing.
    public static let imagerPixelSpacing = DICOMTag(0x0018, 0x1164)
    /// Convolution Kernel.
    public static let convolutionKernel = DICOMTag(0x0018, 0x1210)
    /// Collimator Type.
    public static let collimatorType = DICOMTag(0x0018, 0x1181)
    /// Patient Position.
    public static let patientPosition = DICOMTag(0x0018, 0x5100)
    /// View Position.
    public static let viewPosition = DICOMTag(0x0018, 0x5101)
    /// Sequence Of Ultrasound Regions.
    public static let sequenceOfUltrasoundRegions = DICOMTag(0x0018, 0x6011)

    // MARK: Relationship to study, series and space

    /// Study Instance UID.
    public static let studyInstanceUID = DICOMTag(0x0020, 0x000D)
    /// Series Instance UID.
    public static let seriesInstanceUID = DICOMTag(0x0020, 0x000E)
    /// Study ID.
    public static let studyID = DICOMTag(0x0020, 0x0010)
    /// Series Number.
    public static let seriesNumber = DICOMTag(0x0020, 0x0011)
    /// Acquisition Number.
    public static let acquisitionNumber = DICOMTag(0x0020, 0x0012)
    /// Instance Number.
    public static let instanceNumber = DICOMTag(0x0020, 0x0013)
    /// Patient Orientation.
    public static let patientOrientation = DICOMTag(0x0020, 0x0020)
    /// Image Position Patient.
    public static let imagePositionPatient = DICOMTag(0x0020, 0x0032)
    /// Image Orientation Patient.
    public static let imageOrientationPatient = DICOMTag(0x0020, 0x0037)
    /// Frame Of Reference UID.
    public static let frameOfReferenceUID = DICOMTag(0x0020, 0x0052)
    /// Laterality.
    public static let laterality = DICOMTag(0x0020, 0x0060)
    /// Image Laterality.
    public static let imageLaterality = DICOMTag(0x0020, 0x0062)
    /// Position Reference Indicator.
    public static let positionReferenceIndicator = DICOMTag(0x0020, 0x1040)
    /// Slice Location.
    public static let sliceLocation = DICOMTag(0x0020, 0x1041)

    // MARK: Shape and meaning of the pixels

    /// Samples Per Pixel.
    public static let samplesPerPixel = DICOMTag(0x0028, 0x0002)
    /// Photometric Interpretation.
    public static let photometricInterpretation = DICOMTag(0x0028, 0x0004)
    /// Planar Configuration.
    public static let planarConfiguration = DICOMTag(0x0028, 0x0006)
    /// Number Of Frames.
    public static let numberOfFrames = DICOMTag(0x0028, 0x0008)
    /// Frame Increment Pointer.
    public static let frameIncrementPointer = DICOMTag(0x0028, 0x0009)
    /// Rows.
    public static let rows = DICOMTag(0x0028, 0x0010)
    /// Columns.
    public static let columns = DICOMTag(0x0028, 0x0011)
    /// Pixel Spacing.
    public static let pixelSpacing = DICOMTag(0x0028, 0x0030)
    /// Corrected Image.
    public static let correctedImage = DICOMTag(0x0028, 0x0051)
    /// Bits Allocated.
    public static let bitsAllocated = DICOMTag(0x0028, 0x0100)
    /// Bits Stored.
    public static let bitsStored = DICOMTag(0x0028, 0x0101)
    /// High Bit.
    public static let highBit = DICOMTag(0x0028, 0x0102)
    /// Pixel Representation.
    public static let pixelRepresentation = DICOMTag(0x0028, 0x0103)
    /// Burned In Annotation.
    public static let burnedInAnnotation = DICOMTag(0x0028, 0x0301)
    /// Pixel Intensity Relationship.
    public static let pixelIntensityRelationship = DICOMTag(0x0028, 0x1040)
    /// Pixel Intensity Relationship Sign.
    public static let pixelIntensityRelationshipSign = DICOMTag(0x0028, 0x1041)
    /// Window Center.
    public static let windowCenter = DICOMTag(0x0028, 0x1050)
    /// Window Width.
    public static let windowWidth = DICOMTag(0x0028, 0x1051)
    /// Rescale Intercept.
    public static let rescaleIntercept = DICOMTag(0x0028, 0x1052)
    /// Rescale Slope.
    public static let rescaleSlope = DICOMTag(0x0028, 0x1053)
    /// Rescale Type.
    public static let rescaleType = DICOMTag(0x0028, 0x1054)
    /// Lossy Image Compression.
    public static let lossyImageCompression = DICOMTag(0x0028, 0x2110)

    // MARK: Request

    /// Requested Procedure Description.
    public static let requestedProcedureDescription = DICOMTag(0x0032, 0x1060)
    /// Requested Procedure Priority.
    public static let requestedProcedurePriority = DICOMTag(0x0040, 0x1003)
    /// Request Attributes Sequence.
    public static let requestAttributesSequence = DICOMTag(0x0040, 0x0275)

    // MARK: Nuclear medicine and positron emission tomography

    /// Energy Window Information Sequence.
    public static let energyWindowInformationSequence = DICOMTag(0x0054, 0x0012)
    /// Radiopharmaceutical Information Sequence.
    public static let radiopharmaceuticalInformationSequence = DICOMTag(0x0054, 0x0016)
    /// Units.
    public static let units = DICOMTag(0x0054, 0x1001)
    /// Decay Correction.
    public static let decayCorrection = DICOMTag(0x0054, 0x1102)
    /// Series Type.
    public static let seriesType = DICOMTag(0x0054, 0x1000)

    // MARK: Pixels

    /// Pixel Data.
    public static let pixelData = DICOMTag(0x7FE0, 0x0010)
}
