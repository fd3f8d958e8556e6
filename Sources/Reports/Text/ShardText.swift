import Experiments

/// What is said of plans and shards to people.
public enum ShardText {
    /// What a plan that was written holds.
    public static func plan(_ plan: ExperimentPlan, file: String, style: TextStyle = .plain) -> String {
        var table = TextTable(["design", "replications"])
        for design in plan.designs { table.add([design.name, "\(design.replications)"]) }
        let shards = plan.shards == 1 ? "1 shard" : "\(plan.shards) shards"
        return """
            \(style.line("\(file): \(plan.replications) replications in \(shards)"))

            \(table.text(style))
            Run each:  telerad shard run \(file) --shard NUMBER --results FOLDER
            Then:      telerad shard merge \(file) FOLDER…

            """
    }

    /// The shards that lack results, each with the designs and replications that are not there; empty when all are.
    public static func missing(
        _ plan: ExperimentPlan, _ designs: [ExperimentDesign], _ kept: KeptResults
    ) -> String {
        var lines: [String] = []
        let fingerprints = designs.map(\.fingerprint)
        for shard in 1...plan.shards {
            let gaps = plan.pieces(ofShard: shard).flatMap { piece in
                kept.missing(of: fingerprints[piece.design], piece.replications).map { gap in
                    let stretch =
                        gap.count == 1
                        ? "replication \(gap.lowerBound + 1)"
                        : "replications \(gap.lowerBound + 1) to \(gap.upperBound)"
                    return "\(plan.designs[piece.design].name), \(stretch)"
                }
            }
            if !gaps.isEmpty { lines.append("  shard \(shard): \(gaps.joined(separator: "; "))") }
            if lines.count == 20 {
                lines.append("  …")
                break
            }
        }
        return lines.map(\.withoutControls).joined(separator: "\n")
    }
}

/// What became of one shard.
public struct ShardReport {
    private let plan: ExperimentPlan
    private let shard: Int
    private let folder: String
    private let replications: Int
    private let kept: Int

    /// A shard that is done: how many replications it has, and how many of them the folder held before.
    public init(plan: ExperimentPlan, shard: Int, folder: String, replications: Int, kept: Int) {
        self.plan = plan
        self.shard = shard
        self.folder = folder
        self.replications = replications
        self.kept = kept
    }

    /// One line for people.
    public var text: String {
        let before = kept > 0 ? ", \(kept) of them before" : ""
        return "shard \(shard) of \(plan.shards): \(replications) replications are in \(folder)\(before)\n"
    }

    /// The same for programs: schema `telerad.shard/1`.
    public var json: JSONValue {
        .object([
            ("schema", .string("telerad.shard/1")), ("version", .string(teleradVersion)),
            ("shard", .integer(shard)),
            ("shards", .integer(plan.shards)), ("folder", .string(folder)),
            ("replications", .integer(replications)), ("kept_before", .integer(kept)),
        ])
    }
}
