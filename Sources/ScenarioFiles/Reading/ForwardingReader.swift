import SimulationKernel
import Teleradiology

/// Reads `forwarding` of a site.
enum ForwardingReader {
    /// A level by name, or `{ level: study, silence: 60 s, force: 30 min }`.
    static func forwarding(_ reader: NodeReader) -> Forwarding? {
        let levels = Forwarding.Level.allCases.map { ($0.rawValue, $0) }
        guard case .map = reader.node.content else {
            return reader.choice("level of forwarding", levels).map { Forwarding(level: $0) }
        }
        guard
            let map = reader.map(
                "forwarding such as 'study' or '{ level: study, silence: 60 s, force: 30 min }'",
                keys: ["level", "silence", "force", "images_from"])
        else { return nil }
        guard let level = map.required("level", "study")?.choice("level of forwarding", levels) else {
            return nil
        }
        var forwarding = Forwarding(level: level)
        if level != .instance { forwarding.silence = map.fallback("silence", forwarding.silence) }
        if let silence = map.optional("silence") {
            if level == .instance {
                silence.error("'silence' does not go with 'instance': images are sent at once")
            }
            if let span = silence.duration("a time without images such as '60 s'") {
                forwarding.silence = span
            }
        }
        if let force = map.optional("force") {
            if level != .study { force.error("'force' goes with level 'study'") }
            let span = force.duration("a time such as '30 min'")
            if let span, span < .seconds(1) { force.error("\(force.path): it must be a second at least") }
            forwarding.force = span.map { max($0, .seconds(1)) }
        }
        forwarding.imagesFrom = map.fallback("images_from", forwarding.imagesFrom, as: NumberShown.share)
        if let from = map.optional("images_from"), let share = from.share() {
            if share > 0.999 {
                from.error("\(from.path): images need a part of the exam; write a share such as '30 %'")
            }
            forwarding.imagesFrom = min(share, 0.999)
        }
        return forwarding
    }
}
