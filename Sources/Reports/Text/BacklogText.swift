import Experiments
import Foundation
import SimulationKernel
import Teleradiology

/// The backlog over the run as lines of bars, with the highest step of each and when that was.
struct BacklogText {
    let result: ExperimentResult
    let style: TextStyle
    private var scenario: Scenario { result.scenario }

    /// The most bars of a line; longer runs show the means of several steps in one.
    private static let mostBars = 72
    /// The width of the names of the lines, with their indentation.
    private static let names = 18

    var text: String {
        guard let backlog = result.replications.first?.backlog, backlog.points.count > 1 else { return "" }
        let stages: [(String, KeyPath<Backlog.Point, Double>)] = [
            ("in transfer", \.transfer), ("on the worklist", \.worklist), ("with readers", \.readers),
        ]
        let steps = steps(for: backlog.points.count)
        let lines = stages.map { name, stage in line(name, result.backlog(stage), steps, backlog.step) }
        let span = backlog.step * Double(steps)
        let bars = style.hasSparklines ? ", each bar the mean of \(span) from the start on" : ""
        return style.heading("Backlog: studies on their way\(bars)") + "\n" + lines.joined(separator: "\n")
            + "\n"
    }

    /// How many steps go into one bar: a divisor or a multiple of a day's hours, so that days look alike.
    private func steps(for count: Int) -> Int {
        let bars = min(Self.mostBars, max(10, (style.columns ?? .max) - Self.names))
        let wanted = (count + bars - 1) / bars
        return [1, 2, 3, 4, 6, 8, 12].first { $0 >= wanted } ?? (wanted + 23) / 24 * 24
    }

    private func line(_ name: String, _ curve: [Estimate], _ steps: Int, _ step: Duration) -> String {
        let padded = "  " + name.padded(to: Self.names - 2)
        var highest = "none"
        if let peak = curve.indices.max(by: { curve[$0].value < curve[$1].value }), curve[peak].value > 0 {
            highest = "at most \(Figure.estimate(curve[peak])) from \(moment(peak, step))"
        }
        guard style.hasSparklines else { return style.line(padded + highest) }
        let means = stride(from: 0, to: curve.count, by: steps).map { first in
            let part = curve[first..<min(first + steps, curve.count)]
            return part.reduce(0) { $0 + $1.value } / Double(part.count)
        }
        let bars = style.shown(padded + Sparkline.fromZero(means))
        highest = style.shown(highest)
        if let columns = style.columns, bars.displayWidth + 2 + highest.displayWidth > columns {
            return "\(bars)\n" + style.line("\(String(repeating: " ", count: Self.names))\(highest)")
        }
        return "\(bars)  \(highest)"
    }

    /// The local day and hour at which a step begins.
    private func moment(_ index: Int, _ step: Duration) -> String {
        let zone = TimeZone(identifier: scenario.timeZone) ?? .gmt
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let start = Double(scenario.start.secondsSince1970(in: zone))
        let date = Date(timeIntervalSince1970: start + Double(index) * step.seconds)
        let parts = calendar.dateComponents([.weekday, .month, .day, .hour, .minute], from: date)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        func two(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
        return "\(days[((parts.weekday ?? 1) - 1) % 7]) \(two(parts.month))-\(two(parts.day)) "
            + "\(two(parts.hour)):\(two(parts.minute))"
    }
}
