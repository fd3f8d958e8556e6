import SimulationKernel

/// Readers who are not there, but called when something urgent waits too long or nobody else is on shift.
///
/// The shifts of their group are the hours in which they can be called. They are called when a study of the class or
/// above has waited for `after`, or at once when nobody is on shift who may read it; they come `response` later, read
/// studies of these classes alone, and leave as soon as none waits, each finishing the study at hand. They cost what
/// the group costs while they are there.
public struct OnCall: Hashable, Sendable {
    /// The lowest priority class that they are called for, by index.
    public var priority: Int
    /// How long a study waits before they are called.
    public var after: Duration
    /// How long they take to come.
    public var response: Duration

    /// Called for studies of a class and above.
    public init(priority: Int, after: Duration, response: Duration) {
        self.priority = priority
        self.after = after
        self.response = response
    }
}

/// Where the readers on call of one group are.
struct OnCallState {
    /// Whether they can be called now.
    var isReachable = false
    /// Whether they were called and are on their way.
    var isCalled = false
    /// Whether a time is set at which is looked whether something has waited too long.
    var isWatching = false
}
