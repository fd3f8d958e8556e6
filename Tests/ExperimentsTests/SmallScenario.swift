import Experiments
import ScenarioFiles
import Teleradiology

/// One hospital, two technologies, one reader: small enough for many replications, busy enough to queue.
enum SmallScenario {
    static let text = """
        title: "Small: \\"quoted\\", back\\\\slash, Größe"
        description: Two techniques, one reader.
        start: 2026-03-02T00:00
        time_zone: UTC
        length: 3 d
        warm_up: 6 h
        replications: 6
        seed: 11
        priorities: [ { name: stat, target: 30 min }, { name: routine } ]
        sites:
          - name: North
            kind: hospital
            uplink: { bandwidth: 50 Mbit/s, round_trip: { cloud: 60 ms, on-premise: 6 ms } }
            demand:
              - modality: ct
                arrivals: { per_day: 60, profile: flat }
                priority: { stat: 20 %, routine: 80 % }
              - modality: xray
                arrivals: { per_day: 90, profile: flat }
                priority: routine
        delivery: cloud
        technologies:
          cloud:
            protocol: { stow: { instances_per_request: 50 } }
            ingest: { workers: 4, per_study: 1 s, per_instance: 1 ms }
          on-premise:
            protocol: { c_store: { associations: 1 } }
            ingest: { workers: 2, per_study: 1 s, per_instance: 1 ms }
        readers:
          - { group: Reader, count: 1, time_zone: UTC, downlink: { bandwidth: 200 Mbit/s, round_trip: 20 ms } }
        worklist: { order: priority }
        """

    static func file() throws -> ScenarioFile { try ScenarioFile(text: text, path: "small.yaml") }

    static func result(_ settings: String..., threads: Int = 1) async throws -> ExperimentResult {
        try await Experiment(file().setting(settings).scenario(), threads: threads).run()
    }

    /// The file as it stands against two variants.
    static func comparison(threads: Int = 1) async throws -> Comparison {
        Comparison(
            base: .init(name: "cloud", result: try await result(threads: threads)),
            variants: [
                .init(name: "on-premise", result: try await result("delivery=on-premise", threads: threads)),
                .init(
                    name: "two readers", result: try await result("readers.Reader.count=2", threads: threads)),
            ])
    }
}
