/// Which studies interrupt a reading, and where the interrupted study waits; its work is kept (pre-emptive resume).
public struct Preemption: Hashable, Sendable {
    /// Where an interrupted study joins the worklist again.
    public enum Return: String, CaseIterable, Hashable, Sendable {
        /// Before all others of its class.
        case head
        /// Behind all others of its class, which makes long studies wait longer still.
        case tail
    }

    /// The priority classes whose studies interrupt readings of lower ones, by index; empty for none.
    public var classes: Set<Int>
    /// Where an interrupted study joins the worklist again.
    public var returning: Return

    /// No class interrupts.
    public static let none = Preemption(classes: [])

    /// Some classes interrupt readings of lower ones.
    public init(classes: Set<Int>, returning: Return = .head) {
        self.classes = classes
        self.returning = returning
    }
}

extension Scenario {
    /// Whether a reading may end before the study is read: by a more urgent study, or with the shift.
    var isInterruptible: Bool { isPreemptive || assignment.shiftEnd == .handOver }

    /// Whether anything asks how long readings of a kind take on average.
    var asksForReadings: Bool {
        worklist == .shortest || assignment.isPush || assignment.cherryPicking > 1
    }

    /// Whether anything interrupts a reading: a class, or a verdict of triage.
    var isPreemptive: Bool {
        worklist == .priority
            && (!preemption.classes.isEmpty
                || triage.contains { if case .preempt = $0.effect { true } else { false } })
    }
}
