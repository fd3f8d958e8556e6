import SimulationKernel

/// How studies find a reader.
///
/// Readers take studies from the worklist themselves (pull), or each study is given to one of them when it becomes
/// available (push) and waits on that reader's own list.
public struct Assignment: Hashable, Sendable {
    /// Who is given a study, by priority class; empty where readers take studies themselves.
    public var push: [PushPolicy] = []
    /// How many studies may wait on a reader's own list, where studies are given; nil for no limit.
    ///
    /// What finds all lists full waits on the worklist for the first one that is not.
    public var limit: Int?
    /// Of how many studies, the first ones, a free reader takes the one of the most value a minute; 1 takes the first.
    ///
    /// Value is ``Scenario/relativeValues``, minutes are those that readings of its kind take on average. This is the
    /// cherry-picking that has been observed of radiologists who choose freely: R. Ibanez and others, "Discretionary
    /// task ordering", Management Science 64 (2018), 4389–4407.
    public var cherryPicking = 1
    /// Whether studies of one patient go to the reader who has one of them already.
    public var keepsPatients = false
    /// The hours of the local day in which readers are given studies before others, who work at night; nil for no
    /// such rule.
    public var daytime: Daytime?
    /// What happens to the open study when a reader's shift ends.
    public var shiftEnd = ShiftEnd.finish
    /// Readers who may take some studies only after a wait: spill-over and overflow.
    public var delayed: [DelayedAccess] = []

    /// Readers take studies themselves, the first one first.
    public static let pull = Assignment()

    /// Whether studies are given to readers, instead of being taken by them.
    public var isPush: Bool { !push.isEmpty }
}

/// Who is given a study; of equals the one who was given none for the longest.
public enum PushPolicy: String, CaseIterable, Hashable, Sendable {
    /// The reader who has the least to read: the sum of what readings of the kinds that are waiting for, or open with, the
    /// reader take on average.
    case leastWork = "least-work"
    /// The reader who was given the least relative value since the shift began, then the one with the least work.
    case leastValue = "least-rvu"
    /// The reader who was given none for the longest.
    case roundRobin = "round-robin"
}

/// Hours of the local day; an end at or before the start is on the next day.
public struct Daytime: Hashable, Sendable {
    /// Minutes since midnight, 0 to 1439.
    public var startMinute: Int
    /// Minutes since midnight, 0 to 1440.
    public var endMinute: Int

    /// The hours from one minute of the day to another.
    public init(startMinute: Int, endMinute: Int) {
        self.startMinute = startMinute
        self.endMinute = endMinute
    }
}

/// What happens to the open study when a reader's shift ends.
public enum ShiftEnd: String, CaseIterable, Hashable, Sendable {
    /// Who has it reads it to its end, in overtime.
    case finish
    /// Another reader goes on where it was left; it waits at its old place meanwhile. What is not opened goes back, too.
    case handOver = "hand-over"
}
