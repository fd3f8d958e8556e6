import Foundation
import Synchronization

/// Progress on standard error: how much is done of how much, the rate, and the time left. A line that is drawn anew at most
/// ten times a second on a terminal; where it is asked for and there is none, a line for each tenth.
final class Progress: Sendable {
    // A class, because replications on several threads count in the same one.
    private let title: String
    private let unit: String
    private let total: Int
    private let kept: Int
    private let form: Form
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    /// Where progress goes.
    enum Form { case none, terminal, lines }

    private struct State {
        var lastDrawn: ContinuousClock.Instant?
        /// Tenths that a line was printed for.
        var tenths = 0
        /// What was done since the start, kept ones left out.
        var made = 0
        /// How many studies went through the model since the start.
        var studies = 0
    }

    /// Progress of `total` replications, of which so many are kept from before and cost no time now.
    convenience init(_ title: String, total: Int, kept: Int = 0, _ output: OutputOptions) {
        self.init(title, unit: "replications", total: total, kept: kept, Self.form(output))
    }

    init(_ title: String, unit: String, total: Int, kept: Int = 0, _ form: Form) {
        self.title = title
        self.unit = unit
        self.total = total
        self.kept = kept
        self.form = form
    }

    /// A terminal shows progress unless told not to; everything else only when told.
    static func form(isQuiet: Bool, isAsked: Bool = false) -> Form {
        if isQuiet { return .none }
        return Console.terminal.isTerminal ? .terminal : isAsked ? .lines : .none
    }

    static func form(_ output: OutputOptions) -> Form {
        form(isQuiet: output.quiet, isAsked: output.progress)
    }

    /// Shows that `done` replications were run, those that are kept from before left out.
    func update(_ done: Int) { update(kept + done, of: total) }

    /// Shows that one replication more was made, and that `done` of what is to be there by now are there.
    func update(_ done: Int, of total: Int) {
        show(done, of: total) {
            $0.made += 1
            return $0.made
        }
    }

    /// Shows that so many of all are done, all of them since the start; `size` is how much that is.
    func update(_ done: Int, ofAll total: Int?, size: String? = nil) {
        show(done, of: total, size: size) { _ in done }
    }

    /// Counts the studies of a replication that has ended; they are shown with the next update.
    func add(studies: Int) {
        if form != .none { state.withLock { $0.studies += studies } }
    }

    private func show(_ done: Int, of total: Int?, size: String? = nil, _ count: (inout State) -> Int) {
        guard form != .none else { return }
        let now = ContinuousClock.now
        let made = state.withLock { state -> (done: Int, studies: Int)? in
            let made = count(&state)
            switch form {
            case .none: return nil
            case .terminal:
                guard now - (state.lastDrawn ?? start) >= .milliseconds(100) else { return nil }
                state.lastDrawn = now
            case .lines:
                guard let total, total > 0 else { return nil }
                let tenths = 10 * min(done, total) / total
                guard tenths > state.tenths else { return nil }
                state.tenths = tenths
            }
            return (made, state.studies)
        }
        guard let made else { return }
        let pace = Pace(
            made: made.done, done: done, total: total, seconds: (now - start) / .seconds(1), unit: unit,
            size: size, studies: made.studies)
        switch form {
        case .none: break
        case .terminal: Console.draw(["\(title): \(pace.text)", pace.text, pace.short])
        case .lines: Console.say("\(title): \(pace.text)")
        }
    }

    /// Takes the line away.
    func finish() { if form == .terminal { Console.clear() } }

    /// Takes the line away; where there are lines, says once how much was done if the last line did not.
    func finish(_ done: Int, size: String? = nil) {
        finish()
        let isSaid = state.withLock { $0.tenths == 10 }
        if form == .lines, !isSaid { update(done, ofAll: done, size: size) }
    }
}

/// How fast something goes, and how long it still takes at that rate.
struct Pace {
    /// What was made in the time.
    let made: Int
    /// What is done, including what was there before.
    let done: Int
    /// How much there is to do; nil when nobody knows.
    let total: Int?
    let seconds: Double
    let unit: String
    /// How much is done, in another unit; nil when nobody says.
    var size: String?
    /// How many studies went through the model in the time; 0 where that is not counted.
    var studies = 0

    /// The same without what else there is to tell.
    var short: String {
        var pace = self
        pace.size = nil
        pace.studies = 0
        return pace.text
    }

    /// `30 of 40 replications, 12.3 replications/s, 64000 studies/s, 8 s left`.
    var text: String {
        let inAll = size.map { " (\($0))" } ?? ""
        let count = (total.map { "\(min(done, $0)) of \($0) \(unit)" } ?? "\(done) \(unit)") + inAll
        guard made > 0, seconds > 0 else { return count }
        let rate = Double(made) / seconds
        let shown =
            (rate >= 1 ? "\(number(rate)) \(unit)/s" : "\(number(60 * rate)) \(unit)/min")
            + (studies > 0 ? ", \(Self.roughly(Double(studies) / seconds)) studies/s" : "")
        guard let total else { return "\(count), \(shown)" }
        return "\(count), \(shown), \(Self.duration(Double(max(0, total - done)) / rate)) left"
    }

    /// Three digits are more than a guess is worth.
    private func number(_ value: Double) -> String {
        value >= 10 ? "\(Int(value.rounded()))" : "\((value * 10).rounded() / 10)"
    }

    /// Two digits that tell, for large numbers.
    private static func roughly(_ value: Double) -> String {
        var unit = 1.0
        while value / unit >= 100 { unit *= 10 }
        return "\(Int((value / unit).rounded() * unit))"
    }

    /// `42 s`, `12 min`, `3 h 20 min`, `2 d 4 h`.
    static func duration(_ seconds: Double) -> String {
        guard seconds < 1e9 else { return "very long" }
        let whole = Int(seconds.rounded(.up))
        switch whole {
        case ..<120: return "\(whole) s"
        case ..<7200: return "\((whole + 59) / 60) min"
        case ..<172_800:
            let minutes = (whole + 59) / 60
            return "\(minutes / 60) h \(minutes % 60) min"
        default:
            let hours = (whole + 3599) / 3600
            return "\(hours / 24) d \(hours % 24) h"
        }
    }
}
