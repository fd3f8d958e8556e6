import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// A scenario file of one clinic, whose CT makes a study of 100 instances and 100 MB every hour, so that what happens to
/// the study of 01:00 can be worked out by hand. What a test is about is put in as lines of YAML.
struct ClinicScenario {
    var start = "2026-03-02T00:00"
    var length = "2 h"
    var ending = "finish"
    var priorities = "[ { name: routine } ]"
    var arrivals = "{ interarrival: 1 h }"
    var size = "{ instances: 100, bytes: 100 MB }"
    var reading = "10 min"
    /// More of the site, such as `uplink: { … }`.
    var site = ""
    /// More of its demand, such as `priors: { … }`.
    var demand = ""
    /// More streams, as items of a list.
    var streams = ""
    var delivery = "cloud"
    var technologies = ""
    var readers = "- { group: Team, count: 2, time_zone: UTC }"
    /// More of the scenario, such as `worklist: { … }`.
    var rest = ""

    /// C-STORE over one association to an ingest that takes no time.
    static let plainCStore = """
        protocol: { c_store: { associations: 1 } }
        ingest: { workers: 9, per_study: 0 s, per_instance: 0 s }
        """

    var text: String {
        """
        title: Clinic
        start: \(start)
        time_zone: UTC
        length: \(length)
        ending: \(ending)
        priorities: \(priorities)
        sites:
          - name: Clinic
            kind: hospital
        \(indented(site, by: 4))
            demand:
              - modality: ct
                arrivals: \(arrivals)
                size: \(size)
                reading: \(reading)
        \(indented(demand, by: 8))
        \(indented(streams, by: 6))
        delivery: \(delivery)
        technologies:
        \(indented(technologies, by: 2))
        readers:
        \(indented(readers, by: 2))
        \(rest)
        """
    }

    func model() throws -> TeleradiologyModel {
        try TeleradiologyModel(ScenarioFile(text: text, path: "clinic.yaml").scenario())
    }

    /// The first replication, with every study's timeline.
    func run() throws -> RunResult { try model().run(replication: 0, recordingStudies: true) }

    /// The errors that reading the file gives, one a line; empty when there are none.
    func errors() -> String {
        do {
            _ = try model()
            return ""
        } catch let error as ScenarioError {
            return error.diagnostics.map(\.description).joined(separator: "\n")
        } catch {
            return "\(error)"
        }
    }

    /// Every Monday a study at 01:00 that is sent for 12.9 s, waits for a reader until 02:30 and is read for 45 minutes.
    static func monday(length: String) -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.length = length
        clinic.ending = "stop"
        clinic.arrivals = "{ schedule: { days: Mon, at: [ 01:00 ] } }"
        clinic.reading = "45 min"
        clinic.site = "uplink: { bandwidth: 100 Mbit/s, round_trip: 40 ms }"
        clinic.technologies = "cloud:\n" + indented(plainCStore, by: 2)
        clinic.readers =
            "- { group: Team, count: 1, time_zone: UTC, shifts: [ { days: daily, hours: 02:30-12:00 } ] }"
        return clinic
    }

    /// The time of one study by C-STORE over 100 Mbit/s and a round trip of 40 ms, by its closed form: set-up
    /// 0.07 s + 3 RTT + log2(W / 14,480 B) RTT, where W is what fills the line, 100 Mbit/s · 40 ms = 500,000 B; then
    /// RTT + 1.04 · 8 S / rate + 1.5 ms for each instance.
    static let setUp = 0.07 + 3 * 0.04 + 5.109_781_5 * 0.04
    static let perInstance = 0.04 + 1.04 * 8e6 / 100e6 + 0.0015
    static let transfer = setUp + 100 * perInstance
}

/// Lines moved to the right.
func indented(_ text: String, by columns: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : String(repeating: " ", count: columns) + $0 }
        .joined(separator: "\n")
}

extension StudyRecord {
    /// Seconds from its creation to a milestone.
    func seconds(to milestone: KeyPath<StudyRecord, SimulationTime?>) throws -> Double {
        (try #require(self[keyPath: milestone]) - created).seconds
    }
}
