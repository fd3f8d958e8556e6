import Teleradiology

/// What the readers of a scenario did while they read: which keys they know at each place, and which values they took
/// where the file gives none.
///
/// A class, because the readers of all parts of a file write into the same one. Without one nothing is noted.
final class ReadingRecord {
    /// A value that the file does not give.
    struct StandIn {
        let steps: [ReadingStep]
        let text: String
        /// Where a preset's figure comes from; nil for a default of the format.
        let source: PresetSource?
    }

    /// The keys that a map may have, by the pattern of its place.
    private(set) var keys: [String: Set<String>] = [:]
    /// What was taken in place of what is missing, in the order of reading.
    private(set) var standIns: [StandIn] = []
    /// The sources of figures that the file asks for by a preset's name, by the names that lead there.
    private var sources: [[String]: PresetSource] = [:]

    func noteKeys(_ keys: [String], of steps: [ReadingStep]) {
        self.keys[steps.pattern, default: []].formUnion(keys)
    }

    func note(_ text: String, source: PresetSource?, at steps: [ReadingStep]) {
        standIns.append(StandIn(steps: steps, text: text, source: source))
    }

    func note(source: PresetSource, at steps: [ReadingStep]) { sources[steps.map(\.name)] = source }

    /// The source of the figures that a value of the file asks for; nil where it gives its own.
    func source(at steps: [ReadingStep]) -> PresetSource? { sources[steps.map(\.name)] }
}
