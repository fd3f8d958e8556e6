extension DICOMTag {
    /// Whether the attribute's value can identify a person: what must not get into reports or logs.
    ///
    /// True for
    /// - every attribute of VR PN, a person's name (PS3.5, section 6.2),
    /// - group 0010, the patient (PS3.3, sections C.2.2 to C.2.4 and C.7.1), but for sex, age, size and weight,
    ///   the species and a few that describe the body or another attribute,
    /// - those of PS3.15, table E.1-1 (Basic Application Level Confidentiality Profile), that hold names,
    ///   numbers, addresses or telephone numbers of the patient, of physicians, operators and others at work,
    ///   and of institutions; the numbers of studies, orders, stays and specimens; comments and the text of
    ///   reports. With them go their like that the table leaves out, such as Order Placer Identifier Sequence
    ///   (0040,0026),
    /// - private attributes but for the names of their creators, file meta information of private meaning,
    ///   and standard attributes that the dictionary does not know: nobody can say what is in them.
    ///
    /// All that is in an identifying sequence identifies, whatever its own tags say: a code value is
    /// harmless, but not the one that names the operator.
    ///
    /// This is less than the profile demands of a file that is given away, for what is left here is what a
    /// planner needs or what names things. Not in are UIDs, dates and times of studies and series,
    /// descriptions and diagnoses, the names and serial numbers of devices, and what may be seen in pixels.
    /// An age over 89 years is rare enough to be a hint, as is a size or weight; such a value identifies
    /// nobody by itself.
    ///
    /// O(log n), allocates nothing.
    public var isIdentifying: Bool {
        switch DICOMDictionary.meaning(of: self) {
        case .groupLength, .privateCreator: false
        // Items and their ends have no value.
        case nil: group != 0xFFFE
        case .registered(let row):
            if row.vr == .pn {
                true
            } else if group == 0x0010 {
                !describesBody
            } else {
                namesPersonOrPlace
            }
        }
    }

    /// What identifies nobody in group 0010.
    private var describesBody: Bool {
        switch rawValue {
        case 0x0010_0022,  // TypeOfPatientID
            0x0010_0028,  // SubjectRelativePositionInImage
            0x0010_0035,  // PatientAlternativeCalendar
            0x0010_0040,  // PatientSex
            0x0010_0200,  // QualityControlSubject
            0x0010_0201,  // QualityControlSubjectTypeCodeSequence
            0x0010_1010,  // PatientAge
            0x0010_1020,  // PatientSize
            0x0010_1021,  // PatientSizeCodeSequence
            0x0010_1022,  // PatientBodyMassIndex
            0x0010_1023,  // MeasuredAPDimension
            0x0010_1024,  // MeasuredLateralDimension
            0x0010_1030,  // PatientWeight
            0x0010_21A0,  // SmokingStatus
            0x0010_21C0,  // PregnancyStatus
            0x0010_2201,  // PatientSpeciesDescription
            0x0010_2202,  // PatientSpeciesCodeSequence
            0x0010_2203,  // PatientSexNeutered
            0x0010_2210,  // AnatomicalOrientationType
            0x0010_2298,  // ResponsiblePersonRole
            0x0010_9431:  // ExaminedBodyThickness
            true
        default:
            false
        }
    }

    /// What identifies outside group 0010 and is no VR PN.
    private var namesPersonOrPlace: Bool {
        switch rawValue {
        // The patient, outside group 0010: where they are, as whom they are known, what they own.
        case 0x0008_1120,  // ReferencedPatientSequence
            0x0012_0040,  // ClinicalTrialSubjectID
            0x0012_0041,  // IssuerOfClinicalTrialSubjectID
            0x0012_0042,  // ClinicalTrialSubjectReadingID
            0x0012_0043,  // IssuerOfClinicalTrialSubjectReadingID
            0x0016_004D,  // CameraOwnerName
            0x0038_0004,  // ReferencedPatientAliasSequence
            0x0038_001E,  // ScheduledPatientInstitutionResidence
            0x0038_0300,  // CurrentPatientLocation
            0x0038_0400,  // PatientInstitutionResidence
            0x4010_101A,  // BoardingPassID
            0x4010_1047,  // OOIOwnerSequence
            0x4010_1051:  // ItineraryID
            true
        // Numbers under which the site keeps the patient, the stay, the order, the study or a specimen.
        case 0x0008_0050,  // AccessionNumber
            0x0008_0051,  // IssuerOfAccessionNumberSequence
            0x0020_0010,  // StudyID
            0x0032_0012,  // StudyIDIssuer
            0x0038_0010,  // AdmissionID
            0x0038_0011,  // IssuerOfAdmissionID
            0x0038_0014,  // IssuerOfAdmissionIDSequence
            0x0038_0060,  // ServiceEpisodeID
            0x0038_0061,  // IssuerOfServiceEpisodeID
            0x0038_0064,  // IssuerOfServiceEpisodeIDSequence
            0x0040_0009,  // ScheduledProcedureStepID
            0x0040_0026,  // OrderPlacerIdentifierSequence
            0x0040_0027,  // OrderFillerIdentifierSequence
            0x0040_0253,  // PerformedProcedureStepID
            0x0040_050A,  // SpecimenAccessionNumber
            0x0040_0512,  // ContainerIdentifier
            0x0040_0513,  // IssuerOfTheContainerIdentifierSequence
            0x0040_0551,  // SpecimenIdentifier
            0x0040_0562,  // IssuerOfTheSpecimenIdentifierSequence
            0x0040_06FA,  // SlideIdentifier
            0x0040_1001,  // RequestedProcedureID
            0x0040_1006,  // PlacerOrderNumberProcedure
            0x0040_1007,  // FillerOrderNumberProcedure
            0x0040_2006,  // PlacerOrderNumberImagingServiceRequestRetired
            0x0040_2007,  // FillerOrderNumberImagingServiceRequestRetired
            0x0040_2016,  // PlacerOrderNumberImagingServiceRequest
            0x0040_2017,  // FillerOrderNumberImagingServiceRequest
            0x4008_0040,  // ResultsID
            0x4008_0042,  // ResultsIDIssuer
            0x4008_0200,  // InterpretationID
            0x4008_0202:  // InterpretationIDIssuer
            true
        // Physicians, operators, authors and others at work: who they are and how they are reached.
        case 0x0008_0092,  // ReferringPhysicianAddress
            0x0008_0094,  // ReferringPhysicianTelephoneNumbers
            0x0008_0096,  // ReferringPhysicianIdentificationSequence
            0x0008_009D,  // ConsultingPhysicianIdentificationSequence
            0x0008_1049,  // PhysiciansOfRecordIdentificationSequence
            0x0008_1052,  // PerformingPhysicianIdentificationSequence
            0x0008_1062,  // PhysiciansReadingStudyIdentificationSequence
            0x0008_1072,  // OperatorIdentificationSequence
            0x0014_0100,  // ComponentWelderIDs
            0x0032_1031,  // RequestingPhysicianIdentificationSequence
            0x0040_000B,  // ScheduledPerformingPhysicianIdentificationSequence
            0x0040_1011,  // IntendedRecipientsOfResultsIdentificationSequence
            0x0040_1101,  // PersonIdentificationCodeSequence
            0x0040_1102,  // PersonAddress
            0x0040_1103,  // PersonTelephoneNumbers
            0x0040_1104,  // PersonTelecomInformation
            0x0040_2009,  // OrderEntererLocation
            0x0040_2010,  // OrderCallbackPhoneNumber
            0x0040_2011,  // OrderCallbackTelecomInformation
            0x0040_4009,  // HumanPerformerCodeSequence
            0x0040_4034,  // ScheduledHumanPerformersSequence
            0x0040_4035,  // ActualHumanPerformersSequence
            0x0040_A068,  // DocumentAuthorIdentifierCodeSequenceTrial
            0x0040_A073,  // VerifyingObserverSequence
            0x0040_A076,  // DocumentingObserverIdentifierCodeSequenceTrial
            0x0040_A078,  // AuthorObserverSequence
            0x0040_A07A,  // ParticipantSequence
            0x0040_A088,  // VerifyingObserverIdentificationCodeSequence
            0x0040_A353,  // AddressTrial
            0x0040_A354,  // TelephoneNumberTrial
            0x0040_A358,  // VerbalSourceIdentifierCodeSequenceTrial
            0x0044_0103,  // AsserterIdentificationSequence
            0x0070_0086,  // ContentCreatorIdentificationCodeSequence
            0x0072_000E,  // HangingProtocolUserIdentificationCodeSequence
            0x0074_100C,  // ContactDisplayName
            0x0088_0910,  // TopicAuthor
            0x0400_0115,  // CertificateOfSigner
            0x2100_0160,  // OwnerID
            0x3006_004D,  // ROICreatorSequence
            0x3006_004E,  // ROIInterpreterSequence
            0x3010_0019,  // AuthorIdentificationSequence
            0x4008_0111,  // InterpretationApproverSequence
            0x4008_0118,  // ResultsDistributionListSequence
            0x4008_011A:  // DistributionAddress
            true
        // Institutions, departments and places.
        case 0x0008_0080,  // InstitutionName
            0x0008_0081,  // InstitutionAddress
            0x0008_0082,  // InstitutionCodeSequence
            0x0008_1040,  // InstitutionalDepartmentName
            0x0012_0030,  // ClinicalTrialSiteID
            0x0012_0031,  // ClinicalTrialSiteName
            0x0012_0032,  // IssuerOfClinicalTrialSiteID
            0x0012_0060,  // ClinicalTrialCoordinatingCenterName
            0x0016_0072,  // GPSLatitude
            0x0016_0074,  // GPSLongitude
            0x0016_0084,  // GPSDestLatitude
            0x0016_0086,  // GPSDestLongitude
            0x0016_008C,  // GPSAreaInformation
            0x0032_1033,  // RequestingService
            0x0040_4036,  // HumanPerformerOrganization
            0x0040_A027,  // VerifyingOrganization
            0x0040_A028,  // DocumentingOrganizationIdentifierCodeSequenceTrial
            0x0040_A07C:  // CustodialOrganizationSequence
            true
        // Comments, reports and labels: free text that is often about a person.
        case 0x0008_4000,  // IdentifyingComments
            0x0018_4000,  // AcquisitionComments
            0x0020_4000,  // ImageComments
            0x0020_9158,  // FrameComments
            0x0028_4000,  // ImagePresentationComments
            0x0032_4000,  // StudyComments
            0x0038_4000,  // VisitComments
            0x0040_0280,  // CommentsOnThePerformedProcedureStep
            0x0040_0310,  // CommentsOnRadiationDose
            0x0040_0400,  // CommentsOnTheScheduledProcedureStep
            0x0040_1400,  // RequestedProcedureComments
            0x0040_2400,  // ImagingServiceRequestComments
            0x0040_3001,  // ConfidentialityConstraintOnPatientDataDescription
            0x0040_A160,  // TextValue
            0x0042_0011,  // EncapsulatedDocument
            0x0070_0006,  // UnformattedTextValue
            0x2030_0020,  // TextString
            0x2200_0002,  // LabelText
            0x2200_0005,  // BarcodeValue
            0x4000_0010,  // Arbitrary
            0x4000_4000,  // TextComments
            0x4008_010B,  // InterpretationText
            0x4008_0300,  // Impressions
            0x4008_4000:  // ResultsComments
            true
        // Bytes of private meaning.
        case 0x0002_0102,  // PrivateInformation
            0x0016_002B,  // MakerNote
            0x0400_0552:  // NonconformingDataElementValue
            true
        // OverlayComments and AudioComments, in each of the groups that overlays and curves may have.
        case _ where group & 0xFF00 == 0x6000 && element == 0x4000,
            _ where group & 0xFF00 == 0x5000 && element == 0x200E:
            true
        default:
            false
        }
    }
}
