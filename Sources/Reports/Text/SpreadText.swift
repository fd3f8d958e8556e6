import Experiments
import Foundation
import Teleradiology

/// How turnaround is spread, for people who look at a terminal: a strip for each row on one logarithmic scale.
///
/// The numbers stand in the table of the turnaround above it.
struct SpreadText {
    let result: ExperimentResult
    /// The rows: a name and a group, nil for a rule.
    let groups: [(name: String, group: StudyGroup)?]
    let style: TextStyle

    /// The section; empty where bars are not wanted.
    var text: String {
        guard style.hasSparklines else { return "" }
        let rows = groups.compactMap(\.self).compactMap { name, group in
            quantiles(group).map { (name: style.shown(name), seconds: $0) }
        }
        guard let low = rows.compactMap(\.seconds.first).min(),
            let high = rows.compactMap(\.seconds.last).max(),
            low > 0, high > low
        else { return "" }
        let nameWidth = rows.map(\.name.displayWidth).max() ?? 0
        let width = min(60, max(10, (style.columns ?? 80) - nameWidth - 2))
        let lines = rows.map { row in
            let strip = Self.strip(row.seconds, from: low, to: high, width)
            return style.shown("\(row.name.padded(to: nameWidth))  \(strip)")
        }
        let scale = "\(Figure.measured(low, .seconds)) to \(Figure.measured(high, .seconds)), logarithmic"
        return style.heading("How turnaround is spread") + "\n" + lines.joined(separator: "\n") + "\n"
            + style.line("─ to the median ┃, ░ to p90, ▒ to p95, ▓ to p99; \(scale)") + "\n"
    }

    /// The least, p50, p90, p95 and p99, in seconds, each the mean over replications.
    private func quantiles(_ group: StudyGroup) -> [Double]? {
        let statistics: [Statistic] = [.min, .p50, .p90, .p95, .p99]
        let values = statistics.compactMap { result.interval(.turnaround, $0, group)?.value }
        return values.count == statistics.count ? values : nil
    }

    /// Blanks up to the smallest, then a line to the median and ever denser blocks behind it.
    static func strip(_ quantiles: [Double], from low: Double, to high: Double, _ width: Int) -> String {
        let places = quantiles.map { value in
            let share = (log(max(value, low)) - log(low)) / (log(high) - log(low))
            return min(width - 1, Int((share * Double(width - 1)).rounded()))
        }
        let strip = (0..<width).map { place -> Character in
            switch place {
            case places[1]: "┃"
            case ..<places[0]: " "
            case ..<places[1]: "─"
            case ...places[2]: "░"
            case ...places[3]: "▒"
            case ...places[4]: "▓"
            default: " "
            }
        }
        return String(String(strip).reversed().drop { $0 == " " }.reversed())
    }
}
