import SimulationKernel
import Testing

@Suite("Queues whose entities may leave from the middle")
struct IndexQueueRemovalFacts {
    private func queue(_ entities: [Int]) -> (IndexQueue, Links) {
        var (queue, links) = (IndexQueue(), Links())
        for entity in entities { queue.append(entity, &links) }
        return (queue, links)
    }

    private func all(_ queue: IndexQueue, _ links: Links) -> [Int] {
        var entities: [Int] = []
        var next = queue.first
        while let entity = next {
            entities.append(entity)
            next = queue.next(after: entity, links)
        }
        return entities
    }

    @Test("an entity is removed wherever it stands, and the rest stay in order", arguments: [3, 7, 0, 5])
    func remove(entity: Int) {
        var (queue, links) = queue([3, 7, 0, 5])
        #expect(queue.remove(entity, &links))
        let rest = [3, 7, 0, 5].filter { $0 != entity }
        #expect(all(queue, links) == rest)
        #expect(queue.count == 3)
        // The tail is right: what comes next stands last.
        queue.append(9, &links)
        #expect(all(queue, links) == rest + [9])
    }

    @Test("what is not in the queue is not removed, and the last one leaves it empty")
    func absent() {
        var (queue, links) = queue([4])
        #expect(!queue.remove(2, &links))
        #expect(queue.count == 1)
        #expect(queue.remove(4, &links))
        #expect(queue.first == nil)
        #expect(queue.count == 0)
        queue.append(6, &links)
        #expect(all(queue, links) == [6])
    }
}
