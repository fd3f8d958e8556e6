import SimulationKernel
import Testing

@Suite("A scheduled event packs time, sequence, kind and index into one number")
struct ScheduledEventTests {
    struct Parts: Sendable {
        let time: Int64
        let sequence: UInt64
        let kind: UInt32
        let index: Int
    }

    static let parts = [
        Parts(time: 0, sequence: 0, kind: 0, index: 0),
        Parts(
            time: SimulationTime.latest.microseconds, sequence: 1 << 43 - 1, kind: 63,
            index: Event.largestIndex),
        Parts(time: 1, sequence: 1 << 31, kind: 32, index: 1 << 25),
        Parts(time: 123_456_789_012, sequence: 1 << 42 + 5, kind: 7, index: 4711),
    ]

    @Test("What goes in comes out", arguments: parts)
    func roundTrip(parts: Parts) {
        let event = ScheduledEvent(
            time: SimulationTime(microseconds: parts.time), sequence: parts.sequence,
            event: Event(kind: parts.kind, index: parts.index))
        #expect(event.time.microseconds == parts.time)
        #expect(event.sequence == parts.sequence)
        #expect(event.event.kind == parts.kind)
        #expect(event.event.index == parts.index)
    }

    @Test("Time decides before sequence, and sequence before the event")
    func order() {
        func event(_ time: Int64, _ sequence: UInt64, _ kind: UInt32) -> ScheduledEvent {
            ScheduledEvent(
                time: SimulationTime(microseconds: time), sequence: sequence,
                event: Event(kind: kind, index: 0))
        }
        #expect(event(1, 1 << 43 - 1, 63) < event(2, 0, 0))
        #expect(event(1, 1, 63) < event(1, 2, 0))
        #expect(event(1, 1 << 31 - 1, 63) < event(1, 1 << 31, 0))
    }
}
