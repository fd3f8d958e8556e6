import Experiments
import Foundation
import SimulationKernel
import Teleradiology

/// The backlog over the run as lines of bars, with the highest step of each and when that was.
struct BacklogText {
    let result: ExperimentResult
    private var scenario: Scenario { result.scenario }

    /// The most bars of a line; longer runs show the means of several steps in one.
    private static let columns = 72

    var text: String {
        guard let backlog = result.replications.first?.backlog, backlog.points.count > 1 else { return "" }
        let stages: [(String, KeyPath<Backlog.Point, Double>)] = [
            ("in transfer", \.transfer), ("on the worklist", \.worklist), ("with readers", \.readers),
        ]
        let steps = Self.steps(for: backlog.points.count)
        let lines = stages.map { name, stage in line(name, result.backlog(stage), steps, backlog.step) }
        let span = backlog.step * Double(steps)
        return "Backlog: studies on their way, each bar the mean of \(span) from the start on\n"
            + lines.joined(separator: "\n") + "\n"
    }

    /// How many steps go into one bar: a divisor or a multiple of a day's hours, so that days look alike.
    private static func steps(for count: Int) -> Int {
        let wanted = (count + columns - 1) / columns
        return [1, 2, 3, 4, 6, 8, 12].first { $0 >= wanted } ?? (wanted + 23) / 24 * 24
    }

    private func line(_ name: String, _ curve: [Estimate], _ steps: Int, _ step: Duration) -> String {
        let means = stride(from: 0, to: curve.count, by: steps).map { first in
            let part = curve[first..<min(first + steps, curve.count)]
            return part.reduce(0) { $0 + $1.value } / Double(part.count)
        }
        let padded = name.padding(toLength: 16, withPad: " ", startingAt: 0)
        guard let peak = curve.indices.max(by: { curve[$0].value < curve[$1].value }), curve[peak].value > 0
        else { return "  \(padded)\(Self.bars(means))  none" }
        return
            "  \(padded)\(Self.bars(means))  at most \(Figure.estimate(curve[peak])) from \(moment(peak, step))"
    }

    /// One character a value, from nothing to the largest.
    static func bars(_ values: [Double]) -> String {
        let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        let largest = values.max() ?? 0
        return String(
            values.map { value in
                guard largest > 0, value > 0 else { return " " }
                return blocks[min(blocks.count - 1, Int(value / largest * Double(blocks.count)))]
            })
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
