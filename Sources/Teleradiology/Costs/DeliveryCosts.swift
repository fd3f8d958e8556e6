import SimulationKernel

/// What delivering studies costs: prices by use, as a cloud has them, and costs by time, as a hub of one's own has
/// them. Each technology can have both.
public struct DeliveryCosts: Hashable, Sendable {
    /// Price of a gigabyte (10^9 bytes of images, compressed where they are) that comes in.
    public var ingressPerGB: Money?
    /// Price of a gigabyte that goes out to readers.
    public var egressPerGB: Money?
    /// Prices of keeping a gigabyte for a month (30.4375 days), by age of the study; the first tier begins at age zero.
    public var storage: [StorageTier]
    /// How long a study is kept. What it will cost until then is counted when it is stored.
    public var retention: Duration
    /// Price of an hour of a worker of the ingest.
    public var workerHour: Money?
    /// Price of a study, whatever its size.
    public var perStudy: Money?
    /// What was paid for the hub; it is written off evenly over `depreciation`.
    public var capital: Money?
    /// The time over which `capital` is written off.
    public var depreciation: Duration
    /// Costs by time, by name: staff, line, power.
    public var running: [RunningCost]

    /// Costs of delivery.
    public init(
        ingressPerGB: Money? = nil, egressPerGB: Money? = nil, storage: [StorageTier] = [],
        retention: Duration = .days(30.4375), workerHour: Money? = nil, perStudy: Money? = nil,
        capital: Money? = nil, depreciation: Duration = .days(5 * 365.25), running: [RunningCost] = []
    ) {
        self.ingressPerGB = ingressPerGB
        self.egressPerGB = egressPerGB
        self.storage = storage
        self.retention = retention
        self.workerHour = workerHour
        self.perStudy = perStudy
        self.capital = capital
        self.depreciation = depreciation
        self.running = running
    }

    /// Nothing costs anything.
    public static let none = DeliveryCosts()

    /// The price of keeping a gigabyte until the end of its retention, by currency of its tiers; nil without tiers.
    var storagePerGB: Money? {
        guard let first = storage.first else { return nil }
        var sum = 0.0
        for (index, tier) in storage.enumerated() {
            let end = index + 1 < storage.count ? min(storage[index + 1].from, retention) : retention
            let span = max(0, (end - tier.from).seconds)
            sum += tier.perGBMonth.amount * span / DeliveryCosts.month.seconds
        }
        return Money(sum, first.perGBMonth.currency)
    }

    /// A twelfth of a year of 365.25 days.
    public static let month = Duration.days(30.4375)
}

/// The price of storage from an age on.
public struct StorageTier: Hashable, Sendable {
    /// The age of a study from which the price holds.
    public var from: Duration
    /// Price of a gigabyte for a month.
    public var perGBMonth: Money

    /// A tier of storage.
    public init(from: Duration, perGBMonth: Money) {
        self.from = from
        self.perGBMonth = perGBMonth
    }
}

/// A cost that runs with time.
public struct RunningCost: Hashable, Sendable {
    /// What it is for, such as `staff`.
    public var name: String
    /// What a month (30.4375 days) of it costs.
    public var perMonth: Money

    /// A cost that runs with time.
    public init(name: String, perMonth: Money) {
        self.name = name
        self.perMonth = perMonth
    }
}

/// What readers cost.
public struct ReadingCosts: Hashable, Sendable {
    /// For an hour on shift of one reader.
    public var perHour: Money?
    /// For a report, by technique.
    public var perRead: [Modality: Money]
    /// For a relative value unit; see ``Scenario/relativeValues``.
    public var perRelativeValue: Money?

    /// Costs of readers.
    public init(
        perHour: Money? = nil, perRead: [Modality: Money] = [:], perRelativeValue: Money? = nil
    ) {
        self.perHour = perHour
        self.perRead = perRead
        self.perRelativeValue = perRelativeValue
    }

    /// They cost nothing.
    public static let none = ReadingCosts()
}

/// What one element of a service cost over the observed time of a run.
public struct CostItem: Hashable, Sendable {
    /// What it is: `egress`, `staff`, `readers Night team`.
    public var element: String
    /// What it cost.
    public var money: Money

    /// A cost of an element.
    public init(_ element: String, _ money: Money) {
        self.element = element
        self.money = money
    }
}
