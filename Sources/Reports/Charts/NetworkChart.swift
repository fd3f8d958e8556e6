/// A network as a scheme: sites on the left, hubs in the middle, readers on the right, lines as thick as they are fast.
///
/// Up to 25 sites or reader groups stand there by name; of more, those of one kind and about one bandwidth are drawn as
/// one. The table always has every one.
package struct NetworkChart: Chart {
    /// A line from a site to the hub, or from the hub to readers.
    package struct Line: Sendable, Hashable {
        /// The site or the reader group.
        package let name: String
        /// What kind of place it is: `hospital`, `readers`.
        package let kind: String
        /// How many readers have such a line each; 1 for a site.
        package let count: Int
        /// Nil where the scenario has no line, and images are there at once.
        package let megabitsPerSecond: Double?
        package let roundTripMilliseconds: Double?
        package let lossShare: Double?

        package init(
            _ name: String, kind: String, count: Int = 1, megabitsPerSecond: Double?,
            roundTripMilliseconds: Double?, lossShare: Double?
        ) {
            self.name = name
            self.kind = kind
            self.count = count
            self.megabitsPerSecond = megabitsPerSecond
            self.roundTripMilliseconds = roundTripMilliseconds
            self.lossShare = lossShare
        }
    }

    /// A hub, the first of them the one that studies are sent to.
    package struct Hub: Sendable, Hashable {
        package let name: String
        /// Lines of text below its name.
        package let details: [String]
        package let megabitsPerSecond: Double?

        package init(_ name: String, details: [String], megabitsPerSecond: Double?) {
            self.name = name
            self.details = details
            self.megabitsPerSecond = megabitsPerSecond
        }
    }

    package let name: String
    package let title: String
    package let summary: String
    package let sites: [Line]
    package let hubs: [Hub]
    package let readers: [Line]

    package init(
        name: String, title: String, summary: String, sites: [Line], hubs: [Hub], readers: [Line]
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.sites = sites
        self.hubs = hubs
        self.readers = readers
    }

    package var table: ChartTable {
        let hub = hubs.first?.name ?? ""
        func row(_ line: Line, from: String, to: String) -> [ChartTable.Cell] {
            [
                .text(line.kind), .text(from), .text(to), .number(Double(line.count)),
                .init(line.megabitsPerSecond), .init(line.roundTripMilliseconds), .init(line.lossShare),
            ]
        }
        return ChartTable(
            ["kind", "from", "to", "count", "bandwidth_mbps", "round_trip_ms", "loss_share"],
            sites.map { row($0, from: $0.name, to: hub) }
                + hubs.map { hub in
                    [
                        .text("hub"), .text(hub.name), .text(hub.name), .number(1),
                        .init(hub.megabitsPerSecond),
                        .empty, .empty,
                    ]
                } + readers.map { row($0, from: hub, to: $0.name) })
    }
}
