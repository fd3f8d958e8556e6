import DICOMHeader

/// A study of the collection, as a plan: what is written follows from it and the seed.
struct SampleStudy {
    /// An invented person, in the study's character set.
    struct Patient {
        var name: String
        var birthDate: String
        var sex: String
    }

    /// An invented machine of an invented manufacturer.
    struct Machine {
        var manufacturer: String
        var model: String
        var institution: String
        var serialNumber: String
    }

    /// Images that belong together.
    struct Series {
        var folder: String
        var description: String
        var kind: ImageKind
        /// How many instances.
        var instances: Int
        /// How the files are written.
        var syntax: TransferSyntax
        /// Seconds from the study's start to the first instance, and from one instance to the next.
        var start: Int
        var step: Double
    }

    var folder: String
    var description: String
    var bodyPart: String
    var patient: Patient
    var characters: CharacterSet
    var machine: Machine
    /// The day of March 2026, 2 (Monday) to 8 (Sunday).
    var day: Int
    /// When the study begins, in local time: `hhmmss`.
    var time: String
    /// Requested Procedure Priority; nil leaves it out.
    var priority: String?
    /// Timezone Offset From UTC; nil leaves it out.
    var offset: String?
    var series: [Series]
}

/// What kind of images a series holds; each has its modules in a file of its own.
enum ImageKind {
    case computedRadiography(Phantom.Body)
    case digitalXRay(Phantom.Body)
    case mammography(view: MammographyView, laterality: String)
    case breastTomosynthesis(frames: Int)
    case computedTomography(Phantom.Body)
    case enhancedComputedTomography(frames: Int)
    case magneticResonance(Phantom.Body, echoTime: String, repetitionTime: String)
    case ultrasound
    case ultrasoundClip(frames: Int)
    case nuclearMedicine(frames: Int)
    case positronEmission
}

/// The two standard views of a breast.
enum MammographyView: String {
    case craniocaudal = "CC"
    case mediolateralOblique = "MLO"
}

extension Phantom {
    /// Which body a picture is of.
    enum Body {
        case head, trunk, chest, knee
    }

    /// A phantom of a body at a height from −1 to 1.
    static func of(_ body: Body, height: Double, scale: Double, noise: Double) -> Phantom {
        switch body {
        case .head: head(height: height, scale: scale, noise: noise)
        case .trunk: trunk(height: height, scale: scale, noise: noise)
        case .chest: chest(scale: scale, noise: noise)
        case .knee: knee(scale: scale, noise: noise)
        }
    }
}
