import SimulationKernel

/// A random stream of a run: the name that keys it, what it decides, and whether the scenario draws from it at all.
public struct RandomStreamUse: Hashable, Sendable {
    /// The name that, with seed and replication, is its key: `site/St Anna/ct/arrivals`.
    public let name: String
    /// What its numbers decide, in words.
    public let decides: String
    /// Whether this scenario can draw from it; a stream of body regions is of no use where studies have none.
    public let isDrawn: Bool
}

/// Makes the random streams of one replication, each from its name, and lists them where somebody asks.
///
/// Every stream of a run comes from here, so that the list can't leave one out.
struct RandomStreamKeys {
    private let seed: UInt64
    private let replication: Int
    private let isListing: Bool
    /// The streams made so far; empty unless they are listed.
    private(set) var uses: [RandomStreamUse] = []

    init(seed: UInt64, replication: Int, isListing: Bool = false) {
        self.seed = seed
        self.replication = replication
        self.isListing = isListing
    }

    /// The stream of a name.
    mutating func stream(
        _ name: String, _ decides: String, isDrawn: @autoclosure () -> Bool = true
    ) -> RandomStream {
        if isListing { uses.append(RandomStreamUse(name: name, decides: decides, isDrawn: isDrawn())) }
        return RandomStream(seed: seed, replication: replication, name: name)
    }
}

extension TeleradiologyModel {
    /// The random streams that every replication has, in the order in which a run makes them.
    public var randomStreams: [RandomStreamUse] {
        SimulationRun(self, replication: 0, recordingStudies: false, listsStreams: true).randomStreams
    }

    /// The states of the streams that a replication keeps, before its first event and after its last, in one order.
    ///
    /// It is for tests: the streams are found by reflection, so that one which is not made by name is found, too.
    package func randomStreamStates(replication: Int) -> (before: [RandomStream], after: [RandomStream]) {
        var run = SimulationRun(self, replication: replication, recordingStudies: false)
        let before = run.streamStates
        run.execute()
        return (before, run.streamStates)
    }
}

extension SimulationRun {
    /// The streams in everything that draws.
    fileprivate var streamStates: [RandomStream] {
        func streams(in value: Any) -> [RandomStream] {
            if let stream = value as? RandomStream { return [stream] }
            return Mirror(reflecting: value).children.flatMap { child -> [RandomStream] in
                // What is drawn from is no place for streams, but large.
                child.label == "stream" && child.value is CompiledStream ? [] : streams(in: child.value)
            }
        }
        return streams(in: sources) + streams(in: triageSources) + streams(in: reportingSources)
            + faults.streamStates + streams(in: interruptions)
    }
}
