import SimulationKernel

/// A booked list: appointments at fixed times of the week, in the site's local time.
///
/// A patient comes at the time of the appointment or later, or not at all. Each appointment draws both, from streams of
/// their own, whether or not the other matters.
public struct AppointmentBook: Hashable, Sendable {
    /// Appointments on some days of the week; a time that is there twice is two appointments.
    public var slots: [AppointmentSlots]
    /// The share of patients who do not come.
    public var noShowShare: Double
    /// How late patients are, in seconds; who draws less than zero is early, and waits until the appointment. Nil for
    /// never.
    public var latenessSeconds: Distribution?

    /// A booked list.
    public init(slots: [AppointmentSlots], noShowShare: Double = 0, latenessSeconds: Distribution? = nil) {
        self.slots = slots
        self.noShowShare = noShowShare
        self.latenessSeconds = latenessSeconds
    }
}

/// Appointments at the same times on some days of the week.
public struct AppointmentSlots: Hashable, Sendable {
    /// The days; 0 is Monday.
    public var days: Set<Int>
    /// Minutes of the day, 0 to 1439.
    public var minutes: [Int]

    /// Appointments on some days of the week.
    public init(days: Set<Int>, minutes: [Int]) {
        self.days = days
        self.minutes = minutes
    }
}

/// A booked list, compiled; shared by all replications.
struct CompiledAppointments: Sendable {
    /// By day of the week, in order of time.
    private let minutes: [[Int]]
    private let clock: LocalClock
    private let noShowShare: Double
    private let lateness: Sampler?
    private let end: SimulationTime

    /// A place among the appointments.
    struct Place {
        var day = Int.min
        var index = 0
    }

    init(_ book: AppointmentBook, clock: LocalClock, end: SimulationTime) {
        minutes = (0..<7).map { day in
            book.slots.filter { $0.days.contains(day) }.flatMap(\.minutes).sorted()
        }
        self.clock = clock
        noShowShare = book.noShowShare
        lateness = book.latenessSeconds.map { Sampler($0) }
        self.end = end
    }

    /// The next appointment in the order of time; nil when none is left before the end of the run.
    func next(_ place: inout Place) -> SimulationTime? {
        if place.day == .min { place.day = clock.day(at: .zero) }
        let lastDay = clock.day(at: end) + 1
        while place.day <= lastDay {
            let today = minutes[LocalClock.weekday(ofDay: place.day)]
            while place.index < today.count {
                let time = clock.time(day: place.day, minute: today[place.index])
                place.index += 1
                if time >= .zero { return time }
            }
            place.day += 1
            place.index = 0
        }
        return nil
    }

    /// Whether chance decides who comes.
    var hasNoShows: Bool { noShowShare > 0 }
    /// Whether chance decides how late who comes is.
    var hasLateness: Bool { lateness.map { !$0.isConstant } ?? false }

    /// How long after the appointment the patient comes; nil when not at all.
    func delay(_ noShows: inout RandomStream, _ latenesses: inout RandomStream) -> Duration? {
        let comes = noShowShare == 0 || noShows.uniform() >= noShowShare
        let late = lateness.map { Duration(seconds: max(0, $0.draw(from: &latenesses))) } ?? .zero
        return comes ? late : nil
    }
}
