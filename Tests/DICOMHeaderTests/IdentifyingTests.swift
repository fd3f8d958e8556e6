import DICOMHeader
import Testing

@Suite("Attributes that identify")
struct IdentifyingTests {
    static let identifying = [
        // Group 0010: the patient.
        "PatientName", "PatientID", "IssuerOfPatientID", "OtherPatientIDsSequence", "PatientBirthDate",
        "PatientBirthTime", "PatientAddress", "PatientTelephoneNumbers", "PatientTelecomInformation",
        "PatientMotherBirthName", "MedicalRecordLocator", "MilitaryRank", "EthnicGroup", "Occupation",
        "PatientReligiousPreference", "InsurancePlanIdentification", "ResponsiblePerson",
        "ResponsibleOrganization", "AdditionalPatientHistory", "PatientComments", "LastMenstrualDate",
        // Persons at work.
        "ReferringPhysicianName", "ReferringPhysicianAddress", "ReferringPhysicianTelephoneNumbers",
        "ReferringPhysicianIdentificationSequence", "PerformingPhysicianName",
        "NameOfPhysiciansReadingStudy", "OperatorsName", "OperatorIdentificationSequence",
        "RequestingPhysician", "RequestingPhysicianIdentificationSequence", "OrderEnteredBy",
        "OrderCallbackPhoneNumber", "PersonName", "PersonAddress", "PersonTelephoneNumbers",
        "PersonIdentificationCodeSequence", "HumanPerformerName", "VerifyingObserverName",
        "ContentCreatorName", "ContentCreatorIdentificationCodeSequence", "ReviewerName", "ROIInterpreter",
        "EvaluatorName", "SelectorPNValue", "CertificateOfSigner", "CameraOwnerName", "DistributionName",
        // Numbers of studies, orders, stays and specimens.
        "AccessionNumber", "IssuerOfAccessionNumberSequence", "StudyID", "AdmissionID", "ServiceEpisodeID",
        "RequestedProcedureID", "ScheduledProcedureStepID", "PlacerOrderNumberImagingServiceRequest",
        "FillerOrderNumberImagingServiceRequest", "SpecimenIdentifier", "ClinicalTrialSubjectID",
        // Institutions and places.
        "InstitutionName", "InstitutionAddress", "InstitutionCodeSequence", "InstitutionalDepartmentName",
        "CurrentPatientLocation", "PatientInstitutionResidence", "ClinicalTrialSiteName", "GPSLatitude",
        // Text about persons.
        "IdentifyingComments", "ImageComments", "StudyComments", "VisitComments",
        "RequestedProcedureComments", "CommentsOnThePerformedProcedureStep", "TextValue", "TextString",
        "EncapsulatedDocument", "InterpretationText", "OverlayComments", "AudioComments",
        // Private meaning.
        "PrivateInformation", "MakerNote",
    ]

    @Test("what names persons, numbers, addresses or comments identifies", arguments: identifying)
    func identifies(keyword: String) throws {
        let tag = try #require(DICOMTag(keyword: keyword))
        #expect(tag.isIdentifying)
    }

    static let harmless = [
        // Group 0010: the body.
        "PatientSex", "PatientAge", "PatientSize", "PatientWeight", "PatientBodyMassIndex", "SmokingStatus",
        "PregnancyStatus", "PatientSpeciesDescription", "TypeOfPatientID", "ResponsiblePersonRole",
        // UIDs.
        "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "SOPClassUID", "FrameOfReferenceUID",
        "TransferSyntaxUID",
        // Dates and times.
        "StudyDate", "StudyTime", "SeriesDate", "AcquisitionDate", "AcquisitionDateTime", "ContentTime",
        "TimezoneOffsetFromUTC",
        // Descriptions.
        "StudyDescription", "SeriesDescription", "ProtocolName", "RequestedProcedureDescription",
        "AdmittingDiagnosesDescription", "CodeMeaning", "BodyPartExamined", "OverlayDescription",
        // Devices.
        "Manufacturer", "ManufacturerModelName", "DeviceSerialNumber", "StationName", "SoftwareVersions",
        "StationAETitle", "DetectorID",
        // What a planner needs.
        "Modality", "ImageType", "Rows", "Columns", "NumberOfFrames", "BitsAllocated", "SeriesNumber",
        "InstanceNumber", "RequestedProcedurePriority", "SpecificCharacterSet", "PatientPosition",
        "PatientOrientation", "PixelData", "OverlayData", "CurveData",
        "InstitutionalDepartmentTypeCodeSequence",
    ]

    @Test("UIDs, dates, descriptions, devices and the body do not identify", arguments: harmless)
    func doesNotIdentify(keyword: String) throws {
        let tag = try #require(DICOMTag(keyword: keyword))
        #expect(!tag.isIdentifying)
    }

    @Test("every person's name identifies")
    func names() {
        let names = DICOMDictionary.entries.filter { $0.vr == .pn }
        #expect(names.count == 32)
        #expect(names.allSatisfy { $0.tag.isIdentifying })
    }

    @Test("all of group 0010 identifies but for 21 attributes")
    func patient() {
        let harmless = DICOMDictionary.entries.filter { $0.tag.group == 0x0010 && !$0.tag.isIdentifying }
        #expect(harmless.count == 21)
    }

    @Test("no UID identifies")
    func uids() {
        #expect(DICOMDictionary.entries.allSatisfy { $0.vr != .ui || !$0.tag.isIdentifying })
    }

    @Test("outside group 0010 no date and no time identifies")
    func dates() {
        let moments: Set<ValueRepresentation> = [.da, .tm, .dt]
        let dates = DICOMDictionary.entries.filter { moments.contains($0.vr) && $0.tag.group != 0x0010 }
        #expect(dates.allSatisfy { !$0.tag.isIdentifying })
    }

    @Test(
        "comments identify in every group of overlays",
        arguments: [DICOMTag(0x6000, 0x4000), DICOMTag(0x6002, 0x4000), DICOMTag(0x601E, 0x4000)])
    func overlays(tag: DICOMTag) {
        #expect(tag.isIdentifying)
    }

    @Test(
        "what nobody knows identifies",
        arguments: [
            DICOMTag(0x0009, 0x1001), DICOMTag(0x0011, 0x0001), DICOMTag(0x6001, 0x3000),
            DICOMTag(0x0001, 0x0010), DICOMTag(0xFFFF, 0xFFFF), DICOMTag(0x0008, 0x0002),
            DICOMTag(0x0010, 0x9999),
        ])
    func unknown(tag: DICOMTag) {
        #expect(tag.isIdentifying)
    }

    @Test(
        "private creators, group lengths and the marks of items do not identify",
        arguments: [
            DICOMTag(0x0009, 0x0010), DICOMTag(0x0009, 0x0000), DICOMTag(0x0010, 0x0000),
            DICOMTag(0xFFFE, 0xE000), DICOMTag(0xFFFE, 0xE00D), DICOMTag(0xFFFE, 0xE0DD),
        ])
    func structure(tag: DICOMTag) {
        #expect(!tag.isIdentifying)
    }
}
