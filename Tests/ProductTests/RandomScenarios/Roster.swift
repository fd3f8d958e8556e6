import Foundation
import SimulationKernel
import Teleradiology

/// Who is on shift when, and who may read what: worked out from the scenario by Foundation's time zones, apart from the
/// program's own calendars.
struct Roster {
    /// Spans of time in µs since the start, in order, without overlaps.
    typealias Spans = [Range<Int64>]

    /// By reader group: on shift and not in a break; on call: when they can be called.
    let onShift: [Spans]
    /// By reader group: how many there are from which time on.
    let counts: [[(from: Int64, count: Int)]]
    private let scenario: Scenario
    /// The start, in seconds since 1970.
    private let origin: Int64
    private let zones: [TimeZone]

    init(_ scenario: Scenario, until end: SimulationTime) throws {
        self.scenario = scenario
        let home = try Self.zone(scenario.timeZone)
        let first = Self.day(of: scenario.start)
        let startMinute = scenario.start.hour * 60 + scenario.start.minute
        let origin = Self.instant(first, startMinute, home)
        self.origin = origin
        zones = try scenario.readers.map { try Self.zone($0.timeZone) }
        let days = first - 3...first + 3 + Int(end.microseconds / 86_400_000_000)
        func spans(_ shifts: [Shift], _ zone: TimeZone) -> Spans {
            Self.union(
                days.flatMap { day in
                    shifts.filter { Self.starts($0, day) }.map { shift in
                        let isOvernight = shift.endMinute <= shift.startMinute
                        let (start, end) = (
                            Self.instant(day, shift.startMinute, zone),
                            Self.instant(isOvernight ? day + 1 : day, shift.endMinute, zone)
                        )
                        return (start - origin) * 1_000_000..<(max(start, end) - origin) * 1_000_000
                    }
                })
        }
        let always: Spans = [Int64.min / 4..<Int64.max / 4]
        onShift = try scenario.readers.map { group in
            let zone = try Self.zone(group.timeZone)
            var work = group.shifts.isEmpty ? always : spans(group.shifts, zone)
            if let provider = scenario.providers.first(where: { $0.groups.contains(group.name) }),
                !provider.hours.isEmpty
            {
                work = Self.common(work, spans(provider.hours, try Self.zone(provider.timeZone)))
            }
            return Self.difference(work, spans(group.breaks, zone))
        }
        counts = scenario.readers.map { group in
            var counts: [(from: Int64, count: Int)] = [(.min, group.count)]
            for change in scenario.changes {
                guard case .readers(group.name, let count) = change.subject else { continue }
                let minute = change.time.hour * 60 + change.time.minute
                let time = Self.instant(Self.day(of: change.time), minute, home) - origin
                counts.append((time * 1_000_000, count))
            }
            return counts.enumerated().sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }
                .map(\.element)
        }
    }

    /// The readers of a group who are on shift at an instant.
    func readers(of group: Int, at time: Int64) -> Int {
        onShift[group].contains { $0.contains(time) } ? present(group, at: time) : 0
    }

    /// The readers that a group has at an instant, on shift or not.
    func present(_ group: Int, at time: Int64) -> Int { counts[group].last { $0.from <= time }?.count ?? 0 }

    // MARK: Rights

    /// Whether a group may read studies of a site, technique and application at an instant.
    func mayRead(_ group: Int, _ site: Int, _ modality: Modality, _ application: Application, at time: Int64)
        -> Bool
    {
        let reader = scenario.readers[group]
        guard reader.modalities.contains(modality), reader.applications.contains(application) else {
            return false
        }
        let today = day(of: group, at: time)
        func holds(_ from: LocalDateTime?, _ until: LocalDateTime?) -> Bool {
            (from.map { Self.day(of: $0) } ?? .min) <= today
                && today <= (until.map { Self.day(of: $0) } ?? .max)
        }
        func isLicensed(_ place: String?) -> Bool {
            guard let place, let licences = reader.rights.licences else { return true }
            return licences.contains {
                (place == $0.jurisdiction || place.hasPrefix($0.jurisdiction + "-"))
                    && holds($0.from, $0.until)
            }
        }
        let site = scenario.sites[site]
        if let credentials = reader.rights.credentials,
            !credentials.contains(where: { $0.site == site.name && holds($0.from, $0.until) })
        {
            return false
        }
        let there = isLicensed(site.region ?? site.country)
        switch site.licenceRule {
        case .site: return there
        case .siteAndReader: return there && isLicensed(reader.rights.place)
        case .readerOnly: return isLicensed(reader.rights.place)
        case .reachSite(let limit):
            return there && (reader.rights.travel[site.name].map { $0 <= limit } ?? false)
        }
    }

    /// The local day of a group's readers, in days since 1970-01-01.
    func day(of group: Int, at time: Int64) -> Int {
        let second = origin + Int64((Double(time) / 1e6).rounded(.down))
        let offset = zones[group].secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
        return Int((Double(second + Int64(offset)) / 86_400).rounded(.down))
    }

    /// The instants from which on another day counts for a group, between two instants.
    func midnights(of group: Int, from start: Int64, until end: Int64) -> [Int64] {
        (day(of: group, at: start)...day(of: group, at: end) + 1).map {
            (Self.instant($0, 0, zones[group]) - origin) * 1_000_000
        }
    }

    // MARK: The wall clock

    private struct NoSuchZone: Error {}

    private static func zone(_ name: String) throws -> TimeZone {
        guard let zone = TimeZone(identifier: name) else { throw NoSuchZone() }
        return zone
    }

    /// A date in days since 1970-01-01.
    private static func day(of date: LocalDateTime) -> Int {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = DateComponents(year: date.year, month: date.month, day: date.day)
        return Int((calendar.date(from: parts)?.timeIntervalSince1970 ?? 0) / 86_400)
    }

    /// The first instant, in seconds since 1970, at which clocks show a minute of a day or a later one.
    private static func instant(_ day: Int, _ minute: Int, _ zone: TimeZone) -> Int64 {
        let wall = Int64(day) * 86_400 + Int64(minute) * 60
        func date(_ second: Int64) -> Date { Date(timeIntervalSince1970: Double(second)) }
        // Half a day before it could be at the earliest, and so before any change of clocks beside it.
        let earlier = date(wall - 129_600)
        let before = Int64(zone.secondsFromGMT(for: earlier))
        // What comes twice is the first, and before the change.
        guard let change = zone.nextDaylightSavingTimeTransition(after: earlier),
            change <= date(wall - before)
        else { return wall - before }
        let after = Int64(zone.secondsFromGMT(for: change))
        return max(wall - after, Int64(change.timeIntervalSince1970))
    }

    /// Whether a shift starts on a day.
    private static func starts(_ shift: Shift, _ day: Int) -> Bool {
        // 1970-01-01 was a Thursday.
        func week(_ day: Int) -> Int { Int((Double(day + 3) / 7).rounded(.down)) }
        guard shift.days.contains(((day + 3) % 7 + 7) % 7) else { return false }
        if let from = shift.from, day < Self.day(of: from) { return false }
        if let until = shift.until, day > Self.day(of: until) { return false }
        guard let rota = shift.rota else { return true }
        return (week(day) - week(Self.day(of: rota.week))).isMultiple(of: rota.every)
    }

    // MARK: Spans

    private static func union(_ spans: Spans) -> Spans {
        var joined: Spans = []
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) where !span.isEmpty {
            if let last = joined.last, span.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                joined.append(span)
            }
        }
        return joined
    }

    private static func common(_ one: Spans, _ other: Spans) -> Spans {
        one.flatMap { span in other.map { span.clamped(to: $0) } }.filter { !$0.isEmpty }
    }

    private static func difference(_ spans: Spans, _ pauses: Spans) -> Spans {
        var edge = Int64.min / 4
        var rest: Spans = []
        for pause in pauses {
            rest.append(edge..<pause.lowerBound)
            edge = pause.upperBound
        }
        return common(spans, rest + [edge..<Int64.max / 4])
    }
}
