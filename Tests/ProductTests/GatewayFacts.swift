import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// A site's gateway, worked by hand.
@Suite("Gateways send in turn, in their windows, and hold what they have room for")
struct GatewayFacts {
    /// Studies of 100 instances and 100 MB, each alone 12.9 s on the line, at the given instants of one day.
    private func studies(
        _ gateway: String, arrivals: String = "{ interarrival: 5 s }", length: String = "31 s",
        priorities: String = "priority: { stat: 0 %, routine: 100 % }", second: String = ""
    ) throws -> RunResult {
        let text = """
            title: Gateway
            start: 2026-03-02T00:00
            time_zone: Europe/Berlin
            length: \(length)
            ending: finish
            priorities: [ { name: stat }, { name: routine } ]
            sites:
              - name: Clinic
                kind: hospital
                uplink: { bandwidth: 100 Mbit/s, round_trip: 40 ms }
                gateway: \(gateway)
                demand:
                  - name: first
                    modality: ct
                    arrivals: \(arrivals)
                    size: { instances: 100, bytes: 100 MB }
                    reading: 1 min
                    \(priorities)
            \(second)
            delivery: cloud
            technologies:
              cloud:
                protocol: { c_store: { associations: 1 } }
                ingest: { workers: 100, per_study: 0 s, per_instance: 0 s }
            readers: [ { group: Team, count: 50, time_zone: UTC } ]
            """
        return try TeleradiologyModel(ScenarioFile(text: text, path: "gateway.yaml").scenario())
            .run(replication: 0, recordingStudies: true)
    }

    private let alone = 0.07 + 3 * 0.04 + 5.109_781_5 * 0.04 + 100 * (0.04 + 1.04 * 8e6 / 100e6 + 0.0015)

    private func available(_ result: RunResult) -> [Double] {
        result.studies.compactMap { $0.available.map { ($0 - .zero).seconds } }
    }

    @Test("one at a time: each has the line to itself, and the third waits for two")
    func oneAtATime() throws {
        // At 5, 10, 15 … 30 s.
        let result = try studies("{ concurrency: 1 }")
        for (number, time) in available(result).enumerated() {
            #expect(abs(time - (5 + Double(number + 1) * alone)) < 1e-3)
        }
        #expect(abs(result.studies[2].parts[.gateway].seconds - (2 * alone - 10)) < 1e-3)
        #expect(result.studies.allSatisfy { $0.parts[.sharing] < .seconds(1e-3) })
    }

    @Test("the higher class goes first, whoever came first")
    func priority() throws {
        // Routine at 5, 10, 15 s, one STAT at 12 s: it is second.
        let stat = """
                  - name: second
                    modality: xray
                    arrivals: { interarrival: 12 s }
                    size: { instances: 100, bytes: 100 MB }
                    reading: 1 min
                    priority: { stat: 100 %, routine: 0 % }
            """
        func order(_ gateway: String) throws -> [Modality] {
            let result = try studies(gateway, length: "19 s", second: stat)
            return result.studies.sorted { ($0.available ?? .zero) < ($1.available ?? .zero) }.map(\.modality)
        }
        #expect(try order("{ concurrency: 1, order: priority }") == [.ct, .xray, .ct, .ct])
        #expect(try order("{ concurrency: 1, order: fifo }") == [.ct, .ct, .xray, .ct])
    }

    @Test("a class with a window waits for it in local time; others do not")
    func window() throws {
        // From 00:10 to 00:20 every day.
        let held = try studies("{ concurrency: 50, windows: { routine: 00:10-00:20 } }", length: "6 s")
        #expect(abs(held.studies[0].parts[.gateway].seconds - (600 - 5)) < 1e-6)
        let other = try studies("{ concurrency: 50, windows: { stat: 00:10-00:20 } }", length: "6 s")
        #expect(other.studies[0].parts[.gateway] == .zero)
    }

    @Test("a full gateway drops nothing: studies wait at the site, which is told")
    func full() throws {
        let result = try studies("{ concurrency: 1, capacity: 2 }")
        #expect(result.studies.count == 6)
        #expect(result.studies.allSatisfy { $0.reported != nil })
        for (number, time) in available(result).enumerated() {
            #expect(abs(time - (5 + Double(number + 1) * alone)) < 1e-3)
        }
        let gateway = try #require(result.resources.first { $0.kind == .gateway })
        // Full from the third study at 15 s until, beyond the end at 31 s, the last is admitted; at 5 + alone = 17.9 s
        // there is room for the third, and from the fourth at 20 s on it is full again.
        let full = (5 + alone - 15) + (31 - 20)
        #expect(abs((gateway.availability ?? 0) - (1 - full / 31)) < 1e-3)
        #expect(gateway.maximumQueue >= 3)
    }

    @Test(
        "mistakes about gateways are found, with what was expected",
        arguments: [
            ("{ concurrency: 0 }", "is not a number of studies sent at once"),
            ("{ concurrency: 3, capacity: 2 }", "less than 'concurrency'"),
            ("{ concurrency: 1, windows: { rutine: 22:00-06:00 } }", "did you mean 'routine'?"),
            ("{ concurrency: 1, windows: { routine: night } }", "no hours such as"),
            ("{ concurrency: 1, windows: { routine: [] } }", "wait for ever"),
            ("{ order: fifo }", "missing key 'concurrency'"),
        ])
    func mistakes(_ gateway: String, _ message: String) {
        do {
            _ = try studies(gateway)
            Issue.record("accepted: \(gateway)")
        } catch let error as ScenarioError {
            let text = error.diagnostics.map(\.description).joined(separator: "\n")
            #expect(text.hasPrefix("gateway.yaml:11:") && text.contains(message), "\(text)")
        } catch {
            Issue.record("\(error)")
        }
    }
}
