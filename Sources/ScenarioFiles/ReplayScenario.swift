/// Scenarios around folders of DICOM files.
public enum ReplayScenario {
    /// A scenario file whose sites are the folders, one each.
    ///
    /// - Parameters:
    ///   - folders: folders, or zip or tar archives, of DICOM files; relative ones start from the working directory.
    ///   - base: a file whose line, hub and readers are used, and whose sites make way; without one, a clinic with
    ///     a line of 100 Mbit/s, a cloud and a hub of common size, and two readers who are always there.
    ///   - assignments: `path=value` overrides of the scenario without a base.
    public static func file(
        folders: [String], basedOn base: ScenarioFile?, setting assignments: [String] = []
    ) throws(ScenarioError) -> ScenarioFile {
        if let base { return base.replacingSites(byReplayOf: folders) }
        return try ScenarioFile(text: builtIn, path: "(replay)").setting(assignments)
            .replacingSites(byReplayOf: folders)
    }

    /// What a replay without a scenario file is read by.
    private static let builtIn = """
        title: Replay of DICOM folders
        description: Studies at their recorded times, over a 100 Mbit/s line, read by two radiologists around the clock.
        start: 2026-01-05T00:00
        time_zone: UTC
        length: 7 d
        ending: finish
        replications: 1
        priorities: [ { name: stat, target: 1 h }, { name: urgent, target: 4 h }, { name: routine, target: 24 h } ]
        sites:
          - name: Folder
            kind: other
            uplink: { bandwidth: 100 Mbit/s, round_trip: { cloud: 20 ms, on-premise: 10 ms } }
            demand: []
        delivery: cloud
        technologies:
          cloud:
            protocol: { stow: { instances_per_request: 50 } }
            ingest: { workers: { min: 2, max: 40 }, scale_up: 45 s, per_study: 1.5 s, per_instance: 3 ms }
          on-premise:
            protocol: { c_store: { associations: 2 } }
            line: { bandwidth: 500 Mbit/s }
            ingest: { workers: 4, per_study: 0.5 s, per_instance: 2 ms }
        readers:
          - { group: Readers, count: 2, time_zone: UTC, downlink: { bandwidth: 200 Mbit/s, round_trip: 20 ms } }
        """
}
