import Teleradiology

extension ReaderGroup {
    /// Hours on shift of one of them in a week, breaks left out; nil where weeks differ (rotas, first and last dates) or
    /// where they are called.
    var weeklyHours: Double? {
        guard onCall == nil,
            (shifts + breaks).allSatisfy({ $0.rota == nil && $0.from == nil && $0.until == nil })
        else { return nil }
        let week = 7 * 1440
        // Without shifts they are always there.
        var isOnShift = [Bool](repeating: shifts.isEmpty, count: week)
        func mark(_ shifts: [Shift], _ value: Bool) {
            for shift in shifts {
                // Not later than the start means on the next day.
                let minutes = (shift.endMinute - shift.startMinute + 1439) % 1440 + 1
                for day in shift.days {
                    let start = day * 1440 + shift.startMinute
                    for minute in start..<start + minutes { isOnShift[minute % week] = value }
                }
            }
        }
        mark(shifts, true)
        mark(breaks, false)
        return Double(isOnShift.count(where: \.self)) / 60
    }
}
