import SimulationKernel

/// When the scanners of a scenario are open, and which of them break down, compiled; shared by all replications.
struct ScannerPlan: Sendable {
    /// The opening hours of the scanners of a site and modality.
    struct Hours: Sendable {
        /// The place among all: site × modality.
        let room: Int
        let calendar: ShiftCalendar
    }
    /// A scanner that can break down.
    struct Scanner: Sendable {
        /// The place of its room among all: site × modality.
        let room: Int
        /// Its number among those of the room.
        let number: Int
        let modality: Modality
        /// What random streams are keyed by.
        let name: String
    }

    private(set) var hours: [Hours] = []
    /// In the order of sites and modalities.
    private(set) var scanners: [Scanner] = []
    /// By room: the index of its first scanner among all that can break down.
    private var firsts: [Int]

    init(_ sites: [Site], clock: (String) throws(ModelError) -> LocalClock) throws(ModelError) {
        firsts = [Int](repeating: 0, count: sites.count * Modality.allCases.count)
        for (index, site) in sites.enumerated() {
            for modality in Modality.allCases {
                guard let pool = site.scanners[modality] else { continue }
                let room = index * Modality.allCases.count + Int(modality.rawValue)
                if !pool.hours.isEmpty {
                    let calendar = ShiftCalendar(shifts: pool.hours, clock: try clock(site.timeZone))
                    hours.append(Hours(room: room, calendar: calendar))
                }
                guard !pool.breakdowns.isNone else { continue }
                firsts[room] = scanners.count
                for number in 0..<pool.count {
                    let name = "site/\(site.name)/scanner/\(modality.name)/\(number + 1)"
                    scanners.append(Scanner(room: room, number: number, modality: modality, name: name))
                }
            }
        }
    }

    /// The index of a room's first scanner among all that can break down.
    func firstScanner(of room: Int) -> Int { firsts[room] }
}
