/// What a workflow needs to know of one DICOM instance: what it belongs to, when it was made, how
/// big it is. Nothing in it tells whose it is: name, ID, birth date and address of the patient are
/// no fields, and no reader asks a file for them.
public struct InstanceHeader: Hashable, Sendable {
    /// How the data set is encoded.
    public var transferSyntax: TransferSyntax
    /// The kind of object, such as 1.2.840.10008.5.1.4.1.1.2 for a CT image.
    public var sopClassUID: String?
    /// This instance.
    public var sopInstanceUID: String?
    /// The study it belongs to.
    public var studyInstanceUID: String
    /// The series it belongs to.
    public var seriesInstanceUID: String?
    /// The imaging technique as the file writes it (VR CS), such as `CT` or `MR`.
    public var modality: String
    /// Body Part Examined as the file writes it (VR CS), such as `HEAD`.
    public var bodyPart: String?
    /// Start of the study.
    public var studyTime: DICOMDateTime?
    /// Start of the series.
    public var seriesTime: DICOMDateTime?
    /// Start of the acquisition: Acquisition DateTime (0008,002A), else Acquisition Date and Time.
    public var acquisitionTime: DICOMDateTime?
    /// When the pixels were made.
    public var contentTime: DICOMDateTime?
    /// Height of a frame in pixels.
    public var rows: Int?
    /// Width of a frame in pixels.
    public var columns: Int?
    /// Frames in the instance; 1 where the file does not say.
    public var frames: Int
    /// Bits that a sample takes before encoding.
    public var bitsAllocated: Int?
    /// Bits of a sample that say something.
    public var bitsStored: Int?
    /// Samples in a pixel: 1 for grey, 3 for colour.
    public var samplesPerPixel: Int?
    /// Who made the device.
    public var manufacturer: String?
    /// What was examined, in the words of the site.
    public var studyDescription: String?
    /// Requested Procedure Priority as the file writes it, such as `STAT` or `ROUTINE`.
    public var requestedProcedurePriority: String?
    /// Length of the file in bytes.
    public var fileSize: Int
    /// Where the value of the pixel data begins in the file; nil without pixel data and in deflated files.
    public var pixelDataOffset: Int?
    /// Length of the native pixel data in bytes; nil without pixel data and where the file does not
    /// declare it, which is so for encapsulated and deflated ones.
    public var pixelDataLength: Int?
    /// Attributes that are there but could not be understood, in the order of their tags. Their
    /// fields are nil.
    public var malformed: [DICOMTag]

    /// A header of those values; what is left out is unknown.
    public init(
        transferSyntax: TransferSyntax,
        sopClassUID: String? = nil,
        sopInstanceUID: String? = nil,
        studyInstanceUID: String,
        seriesInstanceUID: String? = nil,
        modality: String,
        bodyPart: String? = nil,
        studyTime: DICOMDateTime? = nil,
        seriesTime: DICOMDateTime? = nil,
        acquisitionTime: DICOMDateTime? = nil,
        contentTime: DICOMDateTime? = nil,
        rows: Int? = nil,
        columns: Int? = nil,
        frames: Int = 1,
        bitsAllocated: Int? = nil,
        bitsStored: Int? = nil,
        samplesPerPixel: Int? = nil,
        manufacturer: String? = nil,
        studyDescription: String? = nil,
        requestedProcedurePriority: String? = nil,
        fileSize: Int,
        pixelDataOffset: Int? = nil,
        pixelDataLength: Int? = nil,
        malformed: [DICOMTag] = []
    ) {
        self.transferSyntax = transferSyntax
        self.sopClassUID = sopClassUID
        self.sopInstanceUID = sopInstanceUID
        self.studyInstanceUID = studyInstanceUID
        self.seriesInstanceUID = seriesInstanceUID
        self.modality = modality
        self.bodyPart = bodyPart
        self.studyTime = studyTime
        self.seriesTime = seriesTime
        self.acquisitionTime = acquisitionTime
        self.contentTime = contentTime
        self.rows = rows
        self.columns = columns
        self.frames = frames
        self.bitsAllocated = bitsAllocated
        self.bitsStored = bitsStored
        self.samplesPerPixel = samplesPerPixel
        self.manufacturer = manufacturer
        self.studyDescription = studyDescription
        self.requestedProcedurePriority = requestedProcedurePriority
        self.fileSize = fileSize
        self.pixelDataOffset = pixelDataOffset
        self.pixelDataLength = pixelDataLength
        self.malformed = malformed
    }

    /// When the instance was acquired, as well as the file knows: the acquisition's time, else the
    /// content's, the series', the study's.
    public var acquired: DICOMDateTime? {
        acquisitionTime ?? contentTime ?? seriesTime ?? studyTime
    }
}

/// Attributes without which an instance can't be placed in a study.
public struct MissingAttributes: Error, Hashable, Sendable {
    /// What is missing, in the order of the tags; not empty.
    public let tags: [DICOMTag]
}

extension MissingAttributes: CustomStringConvertible {
    /// Such as `Modality (0008,0060) is missing`.
    public var description: String {
        let names = tags.map { tag in
            switch tag {
            case .modality: "Modality \(tag)"
            case .studyInstanceUID: "StudyInstanceUID \(tag)"
            default: "\(tag)"
            }
        }
        return names.joined(separator: " and ") + (names.count == 1 ? " is missing" : " are missing")
    }
}
