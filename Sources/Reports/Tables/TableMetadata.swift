import Experiments
import Teleradiology

/// What stands beside a table where its format has room: what was run, and by which version.
struct TableMetadata {
    /// Keys and values, in the order of files.
    let pairs: [(key: String, value: String)]

    /// - Parameters:
    ///   - schema: the name and version of the columns.
    ///   - designs: what was run; without one the table is of no scenario.
    init(schema: String, _ designs: [ExperimentDesign]) {
        var pairs = [("telerad.schema", schema), ("telerad.version", teleradVersion)]
        if let first = designs.first {
            pairs += [
                ("telerad.title", first.scenario.title),
                ("telerad.seed", "\(first.scenario.seed)"),
                ("telerad.scenario_hash", RunJSON.hexadecimal(first.fingerprint)),
            ]
        }
        if designs.count > 1 {
            let all = JSONValue.array(
                designs.map {
                    .object([
                        ("design", .string($0.name)),
                        ("scenario_hash", .string(RunJSON.hexadecimal($0.fingerprint))),
                    ])
                })
            pairs.append(("telerad.designs", all.text))
        }
        self.pairs = pairs
    }
}
