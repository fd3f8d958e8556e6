import SimulationKernel

/// When something is out of service: planned windows, and failures at random.
public struct OutagePlan: Hashable, Sendable {
    /// Planned windows that come back every week, in the scenario's local time.
    public var weekly: [Shift]
    /// Planned windows that come once.
    public var once: [OutageWindow]
    /// Failures at random; nil when there are none.
    public var failures: RandomFailures?

    /// Windows and failures.
    public init(weekly: [Shift] = [], once: [OutageWindow] = [], failures: RandomFailures? = nil) {
        self.weekly = weekly
        self.once = once
        self.failures = failures
    }

    /// Never out of service.
    public static let none = OutagePlan()

    /// Whether it is never out of service.
    public var isNone: Bool { self == .none }
}

/// A window out of service that comes once.
public struct OutageWindow: Hashable, Sendable {
    /// When it begins, in the scenario's local time.
    public var start: LocalDateTime
    /// How long it lasts.
    public var length: Duration

    /// A window that comes once.
    public init(start: LocalDateTime, length: Duration) {
        self.start = start
        self.length = length
    }
}

/// Failures at random: up for a while, then down until repaired.
///
/// Up times are exponential, so that a failure is as likely at any moment. The share of time up is
/// MTBF / (MTBF + mean time to repair), where the mean time between failures is counted without the repair.
public struct RandomFailures: Hashable, Sendable {
    /// The mean time from the end of a repair to the next failure.
    public var meanTimeBetweenFailures: Duration
    /// The time to repair, in seconds.
    public var repairSeconds: Distribution

    /// Failures at random.
    public init(meanTimeBetweenFailures: Duration, repairSeconds: Distribution) {
        self.meanTimeBetweenFailures = meanTimeBetweenFailures
        self.repairSeconds = repairSeconds
    }
}

/// When a transfer that was broken, or could not begin, is tried again.
///
/// The n-th pause is `first` × `factor`^(n−1), at most `most`, times a factor drawn between 1 − jitter and 1 + jitter.
/// A factor of 1 tries again after fixed pauses.
public struct RetryPolicy: Hashable, Sendable {
    /// The first pause.
    public var first: Duration
    /// What each further pause is longer by.
    public var factor: Double
    /// The longest pause.
    public var most: Duration
    /// How far a pause may be shorter or longer, as a share of it; 0 to 1.
    public var jitter: Double
    /// After so many failures in a row a transfer goes to the dead letters; nil for never.
    public var attempts: Int?
    /// How long a dead letter lies until somebody sends it again. Nothing is ever given up.
    public var deadLetter: Duration

    /// A policy.
    public init(
        first: Duration, factor: Double, most: Duration, jitter: Double, attempts: Int? = nil,
        deadLetter: Duration = .hours(8)
    ) {
        self.first = first
        self.factor = factor
        self.most = most
        self.jitter = jitter
        self.attempts = attempts
        self.deadLetter = deadLetter
    }

    /// Exponential back-off from 30 s to 15 min, jitter 10 %: an assumption between the 30 s of Conquest and the 900 s
    /// of mercure ([M]; both values as their documentation has them).
    public static let standard = RetryPolicy(first: .seconds(30), factor: 2, most: .minutes(15), jitter: 0.1)

    /// The pause before the next attempt after `failures` failed ones (at least 1), before jitter.
    public func pause(afterFailures failures: Int) -> Duration {
        var failures = failures
        if let attempts {
            if failures % attempts == 0 { return deadLetter }
            failures %= attempts
        }
        let growth = exponential(factor, failures - 1)
        let seconds = first.seconds * growth
        return seconds < most.seconds ? .seconds(seconds) : most
    }

    private func exponential(_ base: Double, _ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<max(0, min(exponent, 1024)) where result < 1e12 { result *= base }
        return result
    }
}
