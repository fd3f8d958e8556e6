import SimulationKernel

/// How the patients of some streams are examined, where a scanner alone does not say it: step by step, each with rooms and
/// people of the site.
///
/// A step takes its needs one after the other, and keeps what it has while it waits for the rest: a room stands idle until
/// its team is there. When it is over it gives everything back. The last step is the exam: imaging is complete when it
/// ends.
///
/// Two procedures that take the same things in a different order can wait for each other, until hours bring more of them;
/// see ``TeleradiologyModel/warnings``.
public struct Procedure: Hashable, Sendable {
    /// A name unique within the site.
    public var name: String
    /// Its steps, at least one.
    public var steps: [ProcedureStep]

    /// A procedure of at least one step.
    public init(name: String, steps: [ProcedureStep]) {
        self.name = name
        self.steps = steps
    }
}

/// One step of a procedure.
public struct ProcedureStep: Hashable, Sendable {
    /// What it takes, in this order; nothing for a step that only takes time.
    public var needs: [ProcedureNeed]
    /// How long it lasts once it has everything, in seconds; draws below zero count as zero.
    public var seconds: Distribution

    /// A step with its needs and how long it lasts.
    public init(needs: [ProcedureNeed], seconds: Distribution) {
        self.needs = needs
        self.seconds = seconds
    }
}

/// Some of a pool, or of the one of several pools with the shortest queue.
public struct ProcedureNeed: Hashable, Sendable {
    /// The names of the pools that will do, the preferred one first.
    public var pools: [String]
    /// How many of it.
    public var amount: Int

    /// Some of one of several pools.
    public init(_ pools: [String], amount: Int = 1) {
        self.pools = pools
        self.amount = amount
    }
}

/// Identical rooms or people of a site, whom procedures take.
///
/// Who asks first is served first, within a priority class; a class of more urgent patients goes first. Who needs several
/// waits until so many are free, and those behind wait with them.
public struct ResourcePool: Hashable, Sendable {
    /// Another number of them at some hours.
    public struct Hours: Hashable, Sendable {
        /// When, in the site's local time.
        public var shift: Shift
        /// How many there are then.
        public var count: Int

        /// Another number of them at some hours.
        public init(shift: Shift, count: Int) {
            self.shift = shift
            self.count = count
        }
    }
    /// A name unique within the site.
    public var name: String
    /// How many there are at all other hours.
    public var count: Int
    /// Hours with another number; the last that holds counts. Who is at work when the number falls finishes first.
    public var hours: [Hours]

    /// `count` of a kind, and other numbers at some hours.
    public init(name: String, count: Int, hours: [Hours] = []) {
        self.name = name
        self.count = count
        self.hours = hours
    }

    /// The most of them that there ever are.
    public var most: Int { max(count, hours.map(\.count).max() ?? 0) }
}
