import Foundation
import Teleradiology

/// What an experiment consists of, in a form that another process can check its own reading of the scenario by:
/// schema `telerad.plan/1`.
public struct ExperimentPlan: Codable, Hashable, Sendable {
    /// One design.
    public struct Design: Codable, Hashable, Sendable {
        /// Its name.
        public let name: String
        /// ``ExperimentDesign/fingerprint``, in hexadecimal digits.
        public let fingerprint: String
        /// How many replications it has.
        public let replications: Int
    }

    /// A stretch of replications of one design.
    public struct Piece: Hashable, Sendable {
        /// The place of the design in the plan.
        public let design: Int
        /// Its replications, from 0.
        public let replications: Range<Int>
    }

    /// `telerad.plan/1`.
    public let schema: String
    /// The version of telerad that made it, and that its shards need.
    public let version: String
    /// The command and its options, as they would be given to telerad.
    public let arguments: [String]
    /// Into how many shards it is cut.
    public let shards: Int
    /// What is run.
    public let designs: [Design]

    static let schema = "telerad.plan/1"

    /// The plan of an experiment.
    ///
    /// - Parameters:
    ///   - arguments: the command that reports the whole, such as `["compare", "night.yaml"]`.
    ///   - shards: how many pieces of work there are, 1 at least.
    public init(_ designs: [ExperimentDesign], arguments: [String], shards: Int = 1) {
        schema = Self.schema
        version = teleradVersion
        self.arguments = arguments
        self.shards = max(1, shards)
        self.designs = designs.map {
            Design(
                name: $0.name, fingerprint: $0.fingerprint.hexadecimal, replications: $0.scenario.replications
            )
        }
    }

    init(arguments: [String], shards: Int, designs: [Design]) {
        schema = Self.schema
        version = teleradVersion
        self.arguments = arguments
        self.shards = shards
        self.designs = designs
    }

    /// The replications of all designs.
    public var replications: Int { designs.reduce(0) { $0 + $1.replications } }

    /// What a shard has to run: its equal part of all replications of all designs, one behind the other.
    ///
    /// - Parameter number: the shard, from 1 to ``shards``.
    public func pieces(ofShard number: Int) -> [Piece] {
        precondition((1...shards).contains(number), "shards are numbered from 1")
        let part = replications * (number - 1) / shards..<replications * number / shards
        var begin = 0
        return designs.enumerated().compactMap { index, design in
            let own = part.clamped(to: begin..<begin + design.replications)
            defer { begin += design.replications }
            return own.isEmpty
                ? nil : Piece(design: index, replications: own.lowerBound - begin..<own.upperBound - begin)
        }
    }

    /// The shard that runs a replication of a design.
    public func shard(ofDesign index: Int, replication: Int) -> Int {
        let place = designs[..<index].reduce(0) { $0 + $1.replications } + replication
        return (1...shards).first { replications * $0 / shards > place } ?? shards
    }

    /// Throws unless designs that were read from a scenario are those of the plan.
    ///
    /// - Parameter name: what the plan is called in messages.
    public func check(_ found: [ExperimentDesign], as name: String) throws(ResultsFailure) {
        try Self.check(version: version, name)
        let known = designs.map(\.name)
        guard found.map(\.name) == known else {
            throw ResultsFailure(
                .otherExperiment,
                "\(name): error: the designs are not those of the plan: \(found.map(\.name).joined(separator: ", ")) instead of \(known.joined(separator: ", "))"
            )
        }
        for (design, planned) in zip(found, designs) {
            try Self.check(design, planned, name)
            guard design.scenario.replications == planned.replications else {
                throw ResultsFailure(
                    .otherExperiment,
                    "\(name): error: \(planned.name) has \(planned.replications) replications in the plan, and \(design.scenario.replications) now"
                )
            }
        }
    }

    static func check(version: String, _ name: String) throws(ResultsFailure) {
        guard version == teleradVersion else {
            throw ResultsFailure(
                .otherExperiment,
                "\(name): error: made by telerad \(version.withoutControls), and this is \(teleradVersion); use that version, or begin anew"
            )
        }
    }

    static func check(_ design: ExperimentDesign, _ planned: Design, _ name: String) throws(ResultsFailure) {
        guard design.fingerprint.hexadecimal == planned.fingerprint else {
            throw ResultsFailure(
                .otherExperiment,
                "\(name): error: the scenario has changed since: \(planned.name) is no longer what it was; put the scenario back, or begin anew with another name"
            )
        }
    }

    // MARK: Files

    /// Reads a plan.
    public init(contentsOfFile path: String) throws(ResultsFailure) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ResultsFailure(.unreadable, "\(path): error: there is no such plan, or it can't be read")
        }
        guard let plan = try? JSONDecoder().decode(Self.self, from: data), plan.schema == Self.schema,
            (1...1_000_000).contains(plan.shards), !plan.designs.isEmpty,
            plan.designs.allSatisfy({ (1...1_000_000).contains($0.replications) })
        else {
            throw ResultsFailure(
                .unreadable, "\(path): error: is no plan that 'telerad shard plan' wrote, or is damaged")
        }
        self = plan
    }

    /// The plan as JSON.
    public var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Texts and whole numbers can always be encoded.
        let data = (try? encoder.encode(self)) ?? Data()
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    /// Writes the plan, whole or not at all.
    public func write(to path: String) throws(ResultsFailure) {
        try DurableFile.write(Array(text.utf8), to: path)
    }
}

extension String {
    /// With a question mark for each control character, which a terminal would obey: texts come from files.
    fileprivate var withoutControls: String {
        String(
            String.UnicodeScalarView(unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }))
    }
}
