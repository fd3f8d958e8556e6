import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// A clinic whose studies are at the hub at once and need no line, so that who reads what, and when, is a matter of
/// assignment alone.
struct AssignmentClinic {
    /// A study: the minute at which it comes, and more of its stream, such as `modality: mr, priority: stat`.
    typealias Arrival = (minute: Int, stream: String)

    var arrivals: [Arrival]
    /// Items of `readers`, such as `{ group: A, count: 1 }`.
    var readers: [String]
    /// Keys of `worklist`.
    var worklist = "order: fifo"
    /// More of the scenario.
    var rest = ""
    /// More of the technology.
    var technology = ""
    /// How long it runs; nil for as long as studies come.
    var length: String?

    var clinic: ClinicScenario {
        var clinic = ClinicScenario()
        // Each stream makes one study: the second would come behind the end.
        let last = arrivals.map(\.minute).max() ?? 0
        precondition(arrivals.allSatisfy { $0.minute * 2 > last })
        clinic.length = length ?? "\(last * 60 + 1) s"
        clinic.priorities = "[ { name: stat }, { name: routine } ]"
        clinic.arrivals = "{ interarrival: 1000 d }"
        clinic.streams = arrivals.enumerated().map { number, arrival in
            let modality = arrival.stream.contains("modality:") ? "" : "modality: ct, "
            let reading = arrival.stream.contains("reading:") ? "" : "reading: 10 min, "
            return
                "- { name: \(number), arrivals: { interarrival: \(arrival.minute) min }, \(modality)\(reading)"
                + "size: { instances: 100, bytes: 100 MB }\(arrival.stream.isEmpty ? "" : ", ")\(arrival.stream) }"
        }.joined(separator: "\n")
        clinic.technologies =
            "cloud:\n" + indented(ClinicScenario.plainCStore + "\n" + technology, by: 2)
        clinic.readers = readers.map { "- \($0)" }.joined(separator: "\n")
        clinic.rest = "worklist:\n" + indented(worklist, by: 2) + "\n" + rest
        return clinic
    }

    /// Of each study in the order of coming: the place of its readers' group, and the minutes at which it was opened and
    /// reported.
    func run() throws -> [Reading] {
        try clinic.run().studies.map { study in
            Reading(
                group: try #require(study.readerGroup),
                opened: (try #require(study.opened) - .zero).seconds / 60,
                reported: (try #require(study.reported) - .zero).seconds / 60)
        }
    }

    struct Reading: Equatable {
        var group: Int
        var opened: Double
        var reported: Double

        init(group: Int, opened: Double, reported: Double) {
            self.group = group
            self.opened = opened
            self.reported = reported
        }

        /// Read without a break in ten minutes.
        init(_ group: Int, _ opened: Double, for minutes: Double = 10) {
            self.init(group: group, opened: opened, reported: opened + minutes)
        }
    }
}
