import DICOMHeader

/// The studies of the collection: one week of three invented places.
enum SamplePlan {
    private static let uplands = "Uplands Imaging Works"
    private static let nordlicht = "Nordlicht Röntgen"
    private static let aster = "Aster Medical Devices"

    private static func machine(
        _ manufacturer: String, _ model: String, _ institution: String, _ number: String
    )
        -> SampleStudy.Machine
    {
        SampleStudy.Machine(
            manufacturer: manufacturer, model: model, institution: institution, serialNumber: number)
    }

    private static let hospital = "Krankenhaus am Wald"
    private static let centre = "Bildgebung am Markt"
    private static let clinic = "Clinique des Tilleuls"

    /// All studies, in the order in which they were made.
    static let studies: [SampleStudy] = [
        SampleStudy(
            folder: "01-ct-head-stat", description: "CT head without contrast", bodyPart: "HEAD",
            patient: .init(name: "Müller^Jürgen", birthDate: "19580412", sex: "M"), characters: .latin1,
            machine: machine(uplands, "Ridge 64", hospital, "U-1001"), day: 2, time: "021530",
            priority: "STAT",
            offset: "+0100",
            series: [
                .init(
                    folder: "axial", description: "Head 5 mm", kind: .computedTomography(.head),
                    instances: 32,
                    syntax: .explicitVRLittleEndian, start: 60, step: 0.5),
                .init(
                    folder: "bone", description: "Head bone 5 mm", kind: .computedTomography(.head),
                    instances: 16,
                    syntax: .jpegLSLossless, start: 95, step: 0.5),
            ]),
        SampleStudy(
            folder: "02-cr-chest", description: "Chest portable", bodyPart: "CHEST",
            patient: .init(name: "Грачёва^Ольга", birthDate: "19440921", sex: "F"), characters: .cyrillic,
            machine: machine(nordlicht, "Platte 2", hospital, "N-2203"), day: 2, time: "064500",
            priority: "ROUTINE",
            offset: nil,
            series: [
                .init(
                    folder: "ap", description: "AP supine", kind: .computedRadiography(.chest), instances: 1,
                    syntax: .implicitVRLittleEndian, start: 20, step: 1)
            ]),
        SampleStudy(
            folder: "03-dx-knee", description: "Knee two views", bodyPart: "KNEE",
            patient: .init(name: "Lefèvre^Chloé", birthDate: "19990105", sex: "F"), characters: .latin1,
            machine: machine(aster, "Plane D", clinic, "A-0417"), day: 2, time: "103200", priority: nil,
            offset: nil,
            series: [
                .init(
                    folder: "views", description: "Knee AP and lateral", kind: .digitalXRay(.knee),
                    instances: 2,
                    syntax: .jpegLosslessSV1, start: 30, step: 75)
            ]),
        SampleStudy(
            folder: "04-mr-brain", description: "MR brain", bodyPart: "BRAIN",
            patient: .init(name: "Παπαδοπούλου^Ελένη", birthDate: "19710630", sex: "F"), characters: .greek,
            machine: machine(uplands, "Coil 15", centre, "U-3302"), day: 3, time: "091000",
            priority: "ROUTINE",
            offset: "+0100",
            series: [
                .init(
                    folder: "t1", description: "T1 axial",
                    kind: .magneticResonance(.head, echoTime: "9", repetitionTime: "520"), instances: 20,
                    syntax: .implicitVRLittleEndian, start: 120, step: 9),
                .init(
                    folder: "t2", description: "T2 axial",
                    kind: .magneticResonance(.head, echoTime: "98", repetitionTime: "4200"), instances: 20,
                    syntax: .rleLossless, start: 420, step: 11),
            ]),
        SampleStudy(
            folder: "05-us-abdomen", description: "Ultrasound abdomen", bodyPart: "ABDOMEN",
            patient: .init(name: "山田^太郎", birthDate: "19630218", sex: "M"), characters: .utf8,
            machine: machine(aster, "Echo 3", hospital, "A-5510"), day: 3, time: "142000",
            priority: "ROUTINE",
            offset: nil,
            series: [
                .init(
                    folder: "stills", description: "Stills", kind: .ultrasound, instances: 6,
                    syntax: .explicitVRLittleEndian, start: 60, step: 41),
                .init(
                    folder: "clip", description: "Clip", kind: .ultrasoundClip(frames: 24), instances: 1,
                    syntax: .rleLossless, start: 360, step: 1),
            ]),
        SampleStudy(
            folder: "06-mg-screening", description: "Screening mammography", bodyPart: "BREAST",
            patient: .init(name: "Nováková^Žofie", birthDate: "19680824", sex: "F"), characters: .utf8,
            machine: machine(nordlicht, "Schirm M", centre, "N-7001"), day: 4, time: "101500",
            priority: "LOW",
            offset: "+0100",
            series: [
                .init(
                    folder: "rcc", description: "R CC",
                    kind: .mammography(view: .craniocaudal, laterality: "R"),
                    instances: 1, syntax: .jpegLSLossless, start: 30, step: 1),
                .init(
                    folder: "lcc", description: "L CC",
                    kind: .mammography(view: .craniocaudal, laterality: "L"),
                    instances: 1, syntax: .jpegLSLossless, start: 75, step: 1),
                .init(
                    folder: "rmlo", description: "R MLO",
                    kind: .mammography(view: .mediolateralOblique, laterality: "R"), instances: 1,
                    syntax: .jpegLosslessSV1, start: 130, step: 1),
                .init(
                    folder: "lmlo", description: "L MLO",
                    kind: .mammography(view: .mediolateralOblique, laterality: "L"), instances: 1,
                    syntax: .jpegLosslessSV1, start: 185, step: 1),
            ]),
        SampleStudy(
            folder: "07-mg-tomosynthesis", description: "Breast tomosynthesis", bodyPart: "BREAST",
            patient: .init(name: "Østergård^Åse", birthDate: "19750311", sex: "F"), characters: .latin1,
            machine: machine(nordlicht, "Schirm T", centre, "N-7002"), day: 4, time: "113000", priority: nil,
            offset: "+0100",
            series: [
                .init(
                    folder: "rmlo", description: "R MLO tomosynthesis",
                    kind: .breastTomosynthesis(frames: 24),
                    instances: 1, syntax: .jpegLSLossless, start: 60, step: 1)
            ]),
        SampleStudy(
            folder: "08-ct-abdomen", description: "CT abdomen", bodyPart: "ABDOMEN",
            patient: .init(name: "García^Íñigo", birthDate: "19521130", sex: "M"), characters: .latin1,
            machine: machine(uplands, "Ridge 64", hospital, "U-1001"), day: 5, time: "174005",
            priority: "HIGH",
            offset: "+0100",
            series: [
                .init(
                    folder: "portal", description: "Portal venous 3 mm", kind: .computedTomography(.trunk),
                    instances: 40, syntax: .deflatedExplicitVRLittleEndian, start: 90, step: 0.3)
            ]),
        SampleStudy(
            folder: "09-ct-enhanced", description: "CT chest, enhanced object", bodyPart: "CHEST",
            patient: .init(name: "Dąbrowska^Łucja", birthDate: "19801217", sex: "F"), characters: .utf8,
            machine: machine(aster, "Volume 1", clinic, "A-8800"), day: 5, time: "201500", priority: "STAT",
            offset: "+0100",
            series: [
                .init(
                    folder: "volume", description: "Chest volume",
                    kind: .enhancedComputedTomography(frames: 32),
                    instances: 1, syntax: .explicitVRLittleEndian, start: 45, step: 1)
            ]),
        SampleStudy(
            folder: "10-nm-bone", description: "Bone scan", bodyPart: "WHOLEBODY",
            patient: .init(name: "Schröder^Käthe", birthDate: "19470702", sex: "F"), characters: .latin1,
            machine: machine(nordlicht, "Gamma 2", hospital, "N-4420"), day: 6, time: "094000",
            priority: "ROUTINE",
            offset: nil,
            series: [
                .init(
                    folder: "planar", description: "Static anterior and posterior",
                    kind: .nuclearMedicine(frames: 2),
                    instances: 1, syntax: .explicitVRLittleEndian, start: 600, step: 1)
            ]),
        SampleStudy(
            folder: "11-pt-trunk", description: "PET trunk", bodyPart: "CHEST",
            patient: .init(name: "Иванов^Пётр", birthDate: "19550515", sex: "M"), characters: .utf8,
            machine: machine(uplands, "Ring 4", centre, "U-6100"), day: 6, time: "131000",
            priority: "ROUTINE",
            offset: "+0100",
            series: [
                .init(
                    folder: "emission", description: "Emission", kind: .positronEmission, instances: 30,
                    syntax: .explicitVRLittleEndian, start: 300, step: 12)
            ]),
        SampleStudy(
            folder: "12-dx-chest-night", description: "Chest PA", bodyPart: "CHEST",
            patient: .init(name: "Doe^Alex", birthDate: "19900101", sex: "O"), characters: .latin1,
            machine: machine(aster, "Plane D", clinic, "A-0417"), day: 7, time: "233500", priority: "STAT",
            offset: nil,
            series: [
                .init(
                    folder: "pa", description: "PA", kind: .digitalXRay(.chest), instances: 1,
                    syntax: .explicitVRBigEndian, start: 25, step: 1)
            ]),
        SampleStudy(
            folder: "13-mr-knee", description: "MR knee", bodyPart: "KNEE",
            patient: .init(name: "Ångström^Björn", birthDate: "19870909", sex: "M"), characters: .latin1,
            machine: machine(uplands, "Coil 15", centre, "U-3302"), day: 8, time: "082000", priority: nil,
            offset: nil,
            series: [
                .init(
                    folder: "pd", description: "PD sagittal",
                    kind: .magneticResonance(.knee, echoTime: "32", repetitionTime: "2600"), instances: 18,
                    syntax: .explicitVRBigEndian, start: 150, step: 10)
            ]),
    ]
}
