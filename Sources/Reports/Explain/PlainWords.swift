import SimulationKernel
import Teleradiology

/// How things are called in running text.
enum PlainWords {
    /// `a, b and c`.
    static func list(_ items: [String], separator: String = ", ") -> String {
        guard items.count > 1, let last = items.last else { return items.first ?? "" }
        return items.dropLast().joined(separator: separator)
            + (separator == ", " ? " and " : "\(separator)and ") + last
    }

    /// `1 reader`, `4 readers`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }

    static func number(_ value: Double) -> String {
        let text = "\((value * 100).rounded() / 100)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    static func share(_ share: Double) -> String {
        let percent = share * 100
        return percent >= 0.1 ? "\(number(percent)) %" : "\(Float(percent)) %"
    }

    /// With a full stop, where it has none.
    static func sentence(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return ".!?".contains(line.last ?? ".") ? line : line + "."
    }

    static func date(_ time: LocalDateTime) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let clock = time.hour == 0 && time.minute == 0 ? "" : " at \(two(time.hour)):\(two(time.minute))"
        return "\(time.year)-\(two(time.month))-\(two(time.day))\(clock)"
    }

    static func modality(_ modality: Modality) -> String {
        switch modality {
        case .xray: "X-ray"
        case .ct: "CT"
        case .mr: "MR"
        case .ultrasound: "ultrasound"
        case .nuclear: "nuclear medicine"
        case .mammography: "mammography"
        }
    }

    static func kind(_ kind: SiteKind) -> String { kind.rawValue.replacing("-", with: " ") }

    static func technology(_ technology: DeliveryTechnology) -> String {
        switch technology {
        case .cloud: "the cloud"
        case .onPremise: "the hub on premise"
        case .hybrid: "a hybrid"
        }
    }

    static func bandwidth(_ bandwidth: Bandwidth) -> String {
        "\(number(bandwidth.bitsPerSecond / 1e6)) Mbit/s"
    }

    /// The round trips to the hubs in use.
    static func trips(_ trips: [DeliveryTechnology: Duration], _ scenario: Scenario) -> String {
        let known = scenario.delivery.hubs.compactMap { hub in trips[hub].map { (hub, $0) } }
        if known.count == 1 { return "\(known[0].1) there and back" }
        return list(known.map { "\($0.1) there and back to \(technology($0.0))" })
    }

    /// `Mon-Fri 08:00-18:00`.
    static func shift(_ shift: Shift) -> String {
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let days =
            switch shift.days {
            case Set(0...6): "daily"
            case Set(0...4): "Mon-Fri"
            case Set(5...6): "Sat and Sun"
            default: list(shift.days.sorted().map { names[$0] })
            }
        let every = shift.rota.map { $0.every > 1 ? " every \($0.every) weeks" : "" } ?? ""
        return "\(days) \(clock(shift.startMinute))-\(clock(shift.endMinute))\(every)"
    }

    private static func clock(_ minute: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minute / 60)):\(two(minute % 60))"
    }
}
