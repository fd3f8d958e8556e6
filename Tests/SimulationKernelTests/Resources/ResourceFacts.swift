import SimulationKernel
import Testing

private func at(_ seconds: Double) -> SimulationTime { .zero + .seconds(seconds) }

@Suite("A station serves in order, lower classes first")
struct ServerStationFacts {
    @Test("Within a class the first to come is the first served")
    func order() {
        var links = Links()
        var station = ServerStation(servers: 1)
        #expect(station.seize(7, at: at(0), &links))
        for entity in [3, 9, 1] { #expect(!station.seize(entity, at: at(1), &links)) }
        #expect(station.release(at: at(2), &links) == 3)
        #expect(station.release(at: at(3), &links) == 9)
        #expect(!station.seize(4, at: at(3), &links))
        #expect(station.release(at: at(4), &links) == 1)
        #expect(station.release(at: at(5), &links) == 4)
        #expect(station.release(at: at(6), &links) == nil)
        #expect(station.busy.level == 0)
    }

    @Test("A lower class is served before all higher ones, but does not push out who is served")
    func classes() {
        var links = Links()
        var station = ServerStation(servers: 1, classes: 3)
        #expect(station.seize(10, class: 2, at: at(0), &links))
        #expect(!station.seize(21, class: 2, at: at(1), &links))
        #expect(!station.seize(1, class: 0, at: at(2), &links))
        #expect(!station.seize(11, class: 1, at: at(3), &links))
        #expect(!station.seize(2, class: 0, at: at(4), &links))
        #expect(!station.seize(22, class: 2, at: at(5), &links))
        #expect(station.release(at: at(6), &links) == 1)
        #expect(!station.seize(3, class: 0, at: at(6), &links))
        let served = (0..<5).map { _ in station.release(at: at(7), &links) }
        #expect(served == [2, 3, 11, 21, 22])
    }

    @Test("As many are served at once as there are servers")
    func servers() {
        var links = Links()
        var station = ServerStation(servers: 3)
        let begun = (0..<5).map { station.seize($0, at: at(0), &links) }
        #expect(begun == [true, true, true, false, false])
        #expect(station.busy.level == 3)
        #expect(station.waiting.level == 2)
        #expect(station.servers.level == 3)
    }

    @Test("Added servers begin with those who wait, one each")
    func added() {
        var links = Links()
        var station = ServerStation(servers: 0)
        for entity in 0..<5 { #expect(!station.seize(entity, at: at(0), &links)) }
        #expect(station.serveNext(at: at(0), &links) == nil)
        station.changeServers(by: 2, at: at(1))
        #expect(station.serveNext(at: at(1), &links) == 0)
        #expect(station.serveNext(at: at(1), &links) == 1)
        #expect(station.serveNext(at: at(1), &links) == nil)
        #expect(station.waiting.level == 3)
    }

    @Test("Servers taken away finish first and then serve nobody")
    func takenAway() {
        var links = Links()
        var station = ServerStation(servers: 3)
        for entity in 0..<5 { _ = station.seize(entity, at: at(0), &links) }
        station.changeServers(by: -2, at: at(1))
        #expect(station.busy.level == 3)
        #expect(station.release(at: at(2), &links) == nil)
        #expect(station.release(at: at(3), &links) == nil)
        #expect(station.release(at: at(4), &links) == 3)
        #expect(!station.seize(9, at: at(4), &links))
        #expect(station.release(at: at(5), &links) == 4)
        #expect(station.busy.level == 1)
    }

    // One server. Arrivals at 0, 1 and 2 s, services of 4, 3 and 1 s: they end at 4, 7 and 8 s.
    @Test("Servers on offer, servers at work and those who wait have the time averages worked by hand")
    func averages() {
        var links = Links()
        var station = ServerStation(servers: 1)
        _ = station.seize(0, at: at(0), &links)
        _ = station.seize(1, at: at(1), &links)
        _ = station.seize(2, at: at(2), &links)
        _ = station.release(at: at(4), &links)
        _ = station.release(at: at(7), &links)
        _ = station.release(at: at(8), &links)
        station.changeServers(by: 2, at: at(9))
        #expect(station.busy.mean(until: at(10)) == 0.8)
        // One waits for 3 s, the other for 5 s.
        #expect(station.waiting.mean(until: at(10)) == 0.8)
        #expect(station.waiting.maximum == 2)
        #expect(station.servers.mean(until: at(10)) == 1.2)
    }

    @Test("A restart of the tallies keeps servers and those who wait")
    func restart() {
        var links = Links()
        var station = ServerStation(servers: 2)
        for entity in 0..<3 { _ = station.seize(entity, at: at(0), &links) }
        station.changeServers(by: -1, at: at(3))
        station.restartTallies(at: at(4))
        #expect(station.servers.mean(until: at(5)) == 1)
        #expect(station.busy.mean(until: at(5)) == 2)
        #expect(station.waiting.mean(until: at(5)) == 1)
        #expect(station.release(at: at(5), &links) == nil)
        #expect(station.release(at: at(6), &links) == 2)
    }

    /// A station as plain as can be.
    private struct PlainStation {
        var servers: Int
        var busy = 0
        var queues: [[Int]]

        mutating func seize(_ entity: Int, class order: Int) -> Bool {
            if busy < servers {
                busy += 1
                return true
            }
            queues[order].append(entity)
            return false
        }

        mutating func serveNext() -> Int? {
            guard busy < servers, let order = queues.firstIndex(where: { !$0.isEmpty }) else { return nil }
            busy += 1
            return queues[order].removeFirst()
        }
    }

    @Test("Random operations do what they do to plain arrays", arguments: [1, 2, 5])
    func random(classes: Int) {
        var stream = RandomStream(seed: 50, replication: classes, name: "station")
        var links = Links()
        var station = ServerStation(servers: 3, classes: classes)
        var plain = PlainStation(servers: 3, queues: [[Int]](repeating: [], count: classes))
        var differences = 0
        var now = SimulationTime.zero
        for entity in 0..<100_000 {
            now = now + .seconds(stream.uniform())
            let choice = stream.uniform()
            if choice < 0.45 {
                let order = Int(stream.uniform() * Double(classes))
                let begun = station.seize(entity, class: order, at: now, &links)
                if begun != plain.seize(entity, class: order) { differences += 1 }
            } else if choice < 0.93 {
                guard plain.busy > 0 else { continue }
                plain.busy -= 1
                if station.release(at: now, &links) != plain.serveNext() { differences += 1 }
            } else {
                let change = Int(stream.uniform() * 7) - plain.servers
                plain.servers += change
                station.changeServers(by: change, at: now)
                var next: Int?
                repeat {
                    next = station.serveNext(at: now, &links)
                    if next != plain.serveNext() { differences += 1 }
                } while next != nil
            }
            if station.busy.level != plain.busy { differences += 1 }
            if station.servers.level != plain.servers { differences += 1 }
            if station.waiting.level != plain.queues.reduce(0, { $0 + $1.count }) { differences += 1 }
        }
        #expect(differences == 0)
        #expect(station.waiting.maximum > 10)
    }
}

@Suite("A queue of indices is first in, first out")
struct IndexQueueFacts {
    @Test("Entities leave in the order in which they came")
    func order() {
        var links = Links()
        var queue = IndexQueue()
        #expect(queue.first == nil)
        #expect(queue.popFirst(&links) == nil)
        for entity in [5, 0, 1_000_000, 3] { queue.append(entity, &links) }
        #expect(queue.count == 4)
        #expect(queue.first == 5)
        #expect((0..<5).map { _ in queue.popFirst(&links) } == [5, 0, 1_000_000, 3, nil])
        #expect(queue.count == 0)
        #expect(queue.first == nil)
    }

    @Test("An entity that left may come again, to this queue or another")
    func again() {
        var links = Links()
        var one = IndexQueue()
        var two = IndexQueue()
        for entity in 0..<3 { one.append(entity, &links) }
        #expect(one.popFirst(&links) == 0)
        one.append(0, &links)
        #expect(one.popFirst(&links) == 1)
        two.append(1, &links)
        #expect((0..<3).map { _ in one.popFirst(&links) } == [2, 0, nil])
        #expect((0..<2).map { _ in two.popFirst(&links) } == [1, nil])
        one.append(2, &links)
        #expect(one.popFirst(&links) == 2)
    }

    @Test("A million entities keep their order while the table grows")
    func growth() {
        var links = Links()
        var queue = IndexQueue()
        for entity in 0..<1_000_000 { queue.append(entity, &links) }
        #expect(queue.count == 1_000_000)
        var inOrder = true
        for entity in 0..<1_000_000 where queue.popFirst(&links) != entity { inOrder = false }
        #expect(inOrder)
        #expect(queue.popFirst(&links) == nil)
    }

    @Test("Seven queues over one table do what seven arrays do")
    func random() {
        var stream = RandomStream(seed: 51, replication: 0, name: "queues")
        var links = Links()
        var queues = [IndexQueue](repeating: IndexQueue(), count: 7)
        var arrays = [[Int]](repeating: [], count: 7)
        var idle = Array(0..<500)
        var differences = 0
        for _ in 0..<200_000 {
            let place = Int(stream.uniform() * 7)
            if stream.uniform() < 0.5 {
                guard !idle.isEmpty else { continue }
                let entity = idle.remove(at: Int(stream.uniform() * Double(idle.count)))
                queues[place].append(entity, &links)
                arrays[place].append(entity)
            } else {
                let expected = arrays[place].isEmpty ? nil : arrays[place].removeFirst()
                if queues[place].popFirst(&links) != expected { differences += 1 }
                if let expected { idle.append(expected) }
            }
            if queues[place].count != arrays[place].count { differences += 1 }
            if queues[place].first != arrays[place].first { differences += 1 }
        }
        #expect(differences == 0)
    }
}

@Suite("A pool hands out indices and takes them back")
struct PoolFacts {
    private func contents(_ pool: borrowing Pool<Int>) -> [Int] {
        var contents: [Int] = []
        pool.forEach { contents.append($0) }
        return contents
    }

    @Test("Indices count up from 0, and the one removed last is handed out next")
    func reuse() {
        var pool = Pool<Int>(capacity: 2)
        #expect((0..<5).map { pool.insert($0 * 10) } == [0, 1, 2, 3, 4])
        pool.remove(1)
        pool.remove(3)
        #expect(pool.count == 3)
        #expect(contents(pool) == [0, 20, 40])
        #expect(pool.insert(31) == 3)
        #expect(pool.insert(11) == 1)
        #expect(pool.insert(50) == 5)
        #expect(contents(pool) == [0, 11, 20, 31, 40, 50])
        #expect(pool.count == 6)
    }

    @Test("Entities are read and changed in place")
    func access() {
        var pool = Pool<SIMD2<Double>>()
        let index = pool.insert([1, 2])
        let other = pool.insert([3, 4])
        pool[index].x = 9
        pool[other] += [1, 1]
        #expect(pool[index] == [9, 2])
        #expect(pool[other] == [4, 5])
    }

    @Test("Growing keeps all entities")
    func growth() {
        var pool = Pool<Int>(capacity: 0)
        for value in 0..<100_000 { #expect(pool.insert(value ^ 0x5555) == value) }
        #expect(pool.count == 100_000)
        #expect((0..<100_000).allSatisfy { pool[$0] == $0 ^ 0x5555 })
    }

    @Test("Slots are reused: never more of them than entities at once")
    func bounded() {
        var pool = Pool<Int>()
        var held: [Int] = []
        var stream = RandomStream(seed: 52, replication: 0, name: "bounded")
        var largest = 0
        for value in 0..<100_000 {
            if held.count < 20 { held.append(pool.insert(value)) }
            largest = max(largest, held.max() ?? 0)
            if stream.uniform() < 0.8 {
                pool.remove(held.remove(at: Int(stream.uniform() * Double(held.count))))
            }
        }
        #expect(largest == 19)
    }

    @Test("Random operations do what they do to a dictionary")
    func random() {
        var stream = RandomStream(seed: 53, replication: 0, name: "pool")
        var pool = Pool<Int>(capacity: 1)
        var values: [Int: Int] = [:]
        var indices: [Int] = []
        var differences = 0
        for step in 0..<200_000 {
            // Grows for twenty thousand steps, then shrinks for as many.
            if stream.uniform() < (step / 20_000 % 2 == 0 ? 0.6 : 0.4) || indices.isEmpty {
                let index = pool.insert(step)
                if values.updateValue(step, forKey: index) != nil { differences += 1 }
                indices.append(index)
            } else {
                let place = Int(stream.uniform() * Double(indices.count))
                let index = indices[place]
                if pool[index] != values[index] { differences += 1 }
                if step % 3 == 0 {
                    pool[index] = -step
                    values[index] = -step
                } else {
                    indices.swapAt(place, indices.count - 1)
                    indices.removeLast()
                    pool.remove(index)
                    values[index] = nil
                }
            }
            if pool.count != values.count { differences += 1 }
        }
        #expect(differences == 0)
        #expect(contents(pool) == values.sorted { $0.key < $1.key }.map(\.value))
    }
}
