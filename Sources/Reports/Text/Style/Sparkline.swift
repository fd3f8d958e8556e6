/// Values as a line of small bars.
enum Sparkline {
    private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// One character a value, from nothing to the largest; a blank for nothing.
    static func fromZero(_ values: [Double]) -> String {
        let largest = values.max() ?? 0
        return String(
            values.map { value in
                guard largest > 0, value > 0 else { return " " }
                return blocks[min(blocks.count - 1, Int(value / largest * Double(blocks.count)))]
            })
    }

    /// One character a value, from the lowest to the highest of a scale; a blank for none.
    static func bars(_ values: [Double?], from low: Double, to high: Double) -> String {
        String(
            values.map { value in
                guard let value else { return " " }
                guard high > low else { return blocks[0] }
                let share = (value - low) / (high - low)
                return blocks[max(0, min(blocks.count - 1, Int(share * Double(blocks.count))))]
            })
    }

    /// The curve in so many parts of equal length, each by its mean.
    static func cells(_ curve: [Double], _ columns: Int) -> [Double] {
        let count = min(columns, curve.count)
        return (0..<count).map { column in
            let part = curve[column * curve.count / count..<(column + 1) * curve.count / count]
            return part.reduce(0, +) / Double(part.count)
        }
    }
}
