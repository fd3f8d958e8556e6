/// The items of the STRESS-DES checklist: what a report of a discrete-event simulation tells, so that others can repeat it.
///
/// Twenty items in six sections; item 2.5, the components, has five parts, each of which is told under its own number.
///
/// T. Monks, C. S. M. Currie, B. S. Onggo, S. Robinson, M. Kunc, S. J. E. Taylor, "Strengthening the reporting of empirical
/// simulation studies: Introducing the STRESS guidelines", Journal of Simulation 13 (2019), 55–67.
public enum STRESSItem: String, CaseIterable, Sendable {
    case purpose = "1.1"
    case outputs = "1.2"
    case aims = "1.3"
    case diagram = "2.1"
    case baseLogic = "2.2"
    case scenarioLogic = "2.3"
    case algorithms = "2.4"
    case entities = "2.5.1"
    case activities = "2.5.2"
    case resources = "2.5.3"
    case queues = "2.5.4"
    case entryAndExit = "2.5.5"
    case dataSources = "3.1"
    case preparation = "3.2"
    case inputs = "3.3"
    case assumptions = "3.4"
    case initialisation = "4.1"
    case runLength = "4.2"
    case estimation = "4.3"
    case software = "5.1"
    case sampling = "5.2"
    case execution = "5.3"
    case system = "5.4"
    case sharing = "6.1"

    /// The number in the checklist.
    public var number: String { rawValue }

    /// The name in the checklist.
    public var name: String {
        switch self {
        case .purpose: "Purpose of the model"
        case .outputs: "Model outputs"
        case .aims: "Experimentation aims"
        case .diagram: "Base model overview diagram"
        case .baseLogic: "Base model logic"
        case .scenarioLogic: "Scenario logic"
        case .algorithms: "Algorithms"
        case .entities: "Entities"
        case .activities: "Activities"
        case .resources: "Resources"
        case .queues: "Queues"
        case .entryAndExit: "Entry and exit points"
        case .dataSources: "Data sources"
        case .preparation: "Pre-processing"
        case .inputs: "Input parameters"
        case .assumptions: "Assumptions"
        case .initialisation: "Initialisation"
        case .runLength: "Run length"
        case .estimation: "Estimation approach"
        case .software: "Software or programming language"
        case .sampling: "Random sampling"
        case .execution: "Model execution"
        case .system: "System specification"
        case .sharing: "Computer model sharing statement"
        }
    }

    /// A section of the checklist: its number and name.
    static let sections = [
        (1, "Objectives"), (2, "Logic"), (3, "Data"), (4, "Experimentation"), (5, "Implementation"),
        (6, "Code access"),
    ]

    /// The number of its section.
    var section: Int { Int(rawValue.prefix(1)) ?? 0 }
}
