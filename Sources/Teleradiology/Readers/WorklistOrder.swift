/// The order in which the worklist offers studies to a reader.
public enum WorklistOrder: String, CaseIterable, Sendable, Hashable {
    /// First available, first read, whatever the priority.
    case fifo
    /// Higher priority classes first, FIFO within a class; an open study is never interrupted.
    case priority
}
