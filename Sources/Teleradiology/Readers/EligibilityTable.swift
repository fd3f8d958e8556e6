/// Who may read what at a time, compiled: each study belongs to the class of studies that the same groups may read.
///
/// Eligibility is a hard filter: the group reads the modality and the application, and has the rights that the site
/// asks for. There are as many classes as there are different sets of groups, a handful at most in practice, so the
/// worklist looks at a handful of queue heads whatever its length. All tables of a run have the same classes.
struct EligibilityTable: Sendable {
    /// For each class, the groups that may read it.
    let groups: [[Int]]
    /// For each group, the classes it may read.
    let classes: [[Int]]
    /// Of them those of first reports, and those that a reader may be given ahead. They are the same unless reports are
    /// more than one reading: classes of later tasks follow those of reports.
    let reportClasses: [[Int]]
    let classesAhead: [[Int]]
    /// How many classes are of first reports; they come first.
    let reportCount: Int
    /// The class of stream × modality × application × priority; −1 where nobody ever may read.
    private let classOf: [Int32]
    /// The priorities that classes differ by; 1 where none does.
    private let priorities: Int

    static let modalities = Modality.allCases.count
    static let applications = Application.allCases.count

    /// A table of classes with the groups that may read each.
    ///
    /// - Parameters:
    ///   - reports: how many of them are of first reports; nil for all.
    ///   - ahead: how many of them may be given ahead; nil for all.
    init(
        groups: [[Int]], groupCount: Int, classOf: [Int32], priorities: Int, reports: Int? = nil,
        ahead: Int? = nil
    ) {
        self.groups = groups
        self.classOf = classOf
        self.priorities = priorities
        var classes = [[Int]](repeating: [], count: groupCount)
        for (number, members) in groups.enumerated() {
            for group in members { classes[group].append(number) }
        }
        self.classes = classes
        reportClasses = reports.map { most in classes.map { $0.filter { $0 < most } } } ?? classes
        classesAhead = ahead.map { most in classes.map { $0.filter { $0 < most } } } ?? classes
        reportCount = reports ?? groups.count
    }

    /// The class of a study of a stream.
    func classOf(stream: Int, modality: Modality, application: UInt8, priority: UInt8) -> Int32 {
        let kind = (stream * Self.modalities + Int(modality.rawValue)) * Self.applications + Int(application)
        return classOf[priorities == 1 ? kind : kind * priorities + Int(priority)]
    }

    /// Whether a stream can produce a study of a modality and application.
    static func produces(_ stream: CompiledStream, _ modality: Modality, _ application: Application) -> Bool {
        let index = Int(application.rawValue)
        let share = stream.applications[index] - (index > 0 ? stream.applications[index - 1] : 0)
        let isListed = stream.lists { listed, known, _ in
            listed == modality && (known.map { $0 == application } ?? (share > 1e-12))
        }
        return isListed ?? (modality == stream.modality && share > 1e-12)
    }
}
