/// Reads days of the week and hours of the day.
enum WeeklyHours {
    /// Days such as `daily`, `Mon-Fri` or `[ Sat, Sun ]`; 0 is Monday.
    static func days(_ reader: NodeReader) -> Set<Int>? {
        guard
            let items = reader.items("days such as 'daily', 'Mon-Fri' or '[ Sat, Sun ]'", allowsSingle: true)
        else { return nil }
        var days: Set<Int> = []
        for item in items {
            guard let text = item.text("a day such as 'Mon'") else { continue }
            if let named = self.days(text[...]) {
                days.formUnion(named)
            } else {
                item.error(
                    "'\(text)' is no day; write 'daily', 'weekdays', 'weekends', 'Mon', 'Mon-Fri' or a list")
            }
        }
        return days.isEmpty ? nil : days
    }

    /// Hours such as `18:00-08:00`, as minutes of the day.
    static func hours(_ reader: NodeReader) -> (start: Int, end: Int)? {
        guard let text = reader.text("hours such as '18:00-08:00'") else { return nil }
        guard let hours = hours(text[...]) else {
            reader.error("'\(text)' are no hours such as '18:00-08:00'")
            return nil
        }
        return hours
    }

    /// The days that a word or a span of days names; nil when it names none.
    static func days(_ text: Substring) -> Set<Int>? {
        switch text {
        case "daily": return Set(0...6)
        case "weekdays": return Set(0...4)
        case "weekends": return Set(5...6)
        default:
            let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { day($0) }
            guard let first = ends[0], ends.count <= 2, let last = ends[ends.count - 1] else { return nil }
            var days: Set<Int> = [first]
            var next = first
            while next != last {
                next = (next + 1) % 7
                days.insert(next)
            }
            return days
        }
    }

    /// The hours of a text such as `18:00-08:00`; nil when it is none.
    static func hours(_ text: Substring) -> (start: Int, end: Int)? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { minute($0) }
        guard ends.count == 2, let start = ends[0], let end = ends[1], start < 1440 else { return nil }
        return (start, end)
    }

    /// A day of the week by its English name or the first three letters of it.
    private static func day(_ text: Substring) -> Int? {
        let name = text.lowercased().filter { $0 != " " }
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        return names.firstIndex { $0 == name || $0.prefix(3) == name }
    }

    /// The minute of the day of a text such as `08:20`; nil when it is none. 24:00 is 1440.
    static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let digits = parts.map { $0.filter { $0 != " " } }
        guard digits.count == 2, (1...2).contains(digits[0].utf8.count), digits[1].utf8.count == 2,
            digits.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(digits[0]), let minute = Int(digits[1]), (0...24).contains(hour),
            (0..<60).contains(minute),
            hour < 24 || minute == 0
        else { return nil }
        return hour * 60 + minute
    }
}
