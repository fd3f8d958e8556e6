import SimulationKernel

/// Who readers work for, and the contract under which they read.
///
/// A study is read by a reader of a group, and a group belongs to one provider at most. Which provider's readers may
/// take a study is a matter of their groups' eligibility.
public struct Provider: Hashable, Sendable {
    /// What kind of provider it is.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The department's own readers.
        case inHouse = "in-house"
        /// A service that is paid for.
        case outside
    }

    /// A name unique within the scenario.
    public var name: String
    /// What kind of provider it is.
    public var kind: Kind
    /// The names of its reader groups.
    public var groups: Set<String>
    /// The hours in which it may be used; empty means always. Its readers work where these and their shifts meet.
    public var hours: [Shift]
    /// The IANA time zone of the hours.
    public var timeZone: String
    /// What a report costs, by technique, whichever of its readers makes it.
    public var perRead: [Modality: Money]
    /// What it costs a month (30.4375 days), whether it is used or not.
    public var retainer: Money?
    /// What it promised for each priority class, by index.
    public var promises: [Int: Promise]
    /// From when on a promise counts.
    public var clock: PromiseClock

    /// A provider with its contract.
    public init(
        name: String, kind: Kind = .inHouse, groups: Set<String>, hours: [Shift] = [],
        timeZone: String = "UTC", perRead: [Modality: Money] = [:], retainer: Money? = nil,
        promises: [Int: Promise] = [:], clock: PromiseClock = .available
    ) {
        self.name = name
        self.kind = kind
        self.groups = groups
        self.hours = hours
        self.timeZone = timeZone
        self.perRead = perRead
        self.retainer = retainer
        self.promises = promises
        self.clock = clock
    }
}

/// What a provider promised for studies of a class.
public struct Promise: Hashable, Sendable {
    /// The time within which a report is published.
    public var target: Duration
    /// What the provider pays for each later report; nil for nothing.
    public var penalty: Money?

    /// A target, and what a later report costs the provider.
    public init(target: Duration, penalty: Money? = nil) {
        self.target = target
        self.penalty = penalty
    }
}

/// From when on a promise counts.
public enum PromiseClock: String, CaseIterable, Hashable, Sendable {
    /// From the study's being available at the hub: what readers can answer for.
    case available
    /// From the completion of imaging, the transfer included.
    case imaging
}

/// What the readers of one provider did over the observed time.
public struct ProviderUse: Hashable, Sendable {
    /// The name of the provider.
    public var provider: String
    /// Reports published.
    public var reads: Int
    /// Reports of studies for whose class it promised a time.
    public var promised: Int
    /// Those of them that were published in time.
    public var inTime: Int
    /// What it pays for late reports, by currency.
    public var penalties: [Money]
}
