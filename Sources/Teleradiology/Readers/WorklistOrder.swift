/// The order in which the worklist offers studies to a reader.
public enum WorklistOrder: String, CaseIterable, Sendable, Hashable {
    /// First available, first read, whatever the priority.
    case fifo
    /// Higher priority classes first, FIFO within a class.
    case priority
    /// Earliest deadline first: imaging complete plus the target of the class; classes without a target come last.
    case deadline
    /// The largest age first, counted from available and weighted by class: as a share of the class's target, unless
    /// weights are given.
    case age
    /// Higher priority classes first; within a class the shortest reading that is to be expected of the technique and
    /// application.
    case shortest

    /// Whether a study of a higher class always comes before one of a lower.
    var isByClass: Bool { self == .priority || self == .shortest }

    /// The orders that need nothing but classes and a queue: those of gateways.
    public static let simple: [WorklistOrder] = [.fifo, .priority]
}
