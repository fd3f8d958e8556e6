import Synchronization
import Teleradiology

/// Takes the studies of one design for a table, and puts replications in their order.
///
/// What a replication has before its turn waits here. A class, because replications on several threads share it.
final class StudyTableSink: StudySink {
    private struct Order {
        /// The replication whose rows are written now.
        var turn = 0
        var waiting: [Int: [[StudyRecord]]] = [:]
        var finished: Set<Int> = []
    }

    private let table: StudyTable
    private let design: Int
    /// The only one that is wanted; nil for all.
    private let replication: Int?
    private let order = Mutex(Order())

    init(_ table: StudyTable, design: Int, replication: Int?) {
        self.table = table
        self.design = design
        self.replication = replication
    }

    func wants(replication: Int) -> Bool { self.replication.map { $0 == replication } ?? true }

    func take(_ studies: [StudyRecord], replication: Int) {
        order.withLock { order in
            if self.replication != nil || replication == order.turn {
                table.add(studies, design: design, replication: replication)
            } else {
                order.waiting[replication, default: []].append(studies)
            }
        }
    }

    func finish(replication: Int) {
        order.withLock { order in
            order.finished.insert(replication)
            while order.finished.remove(order.turn) != nil {
                order.turn += 1
                for studies in order.waiting.removeValue(forKey: order.turn) ?? [] {
                    table.add(studies, design: design, replication: order.turn)
                }
            }
        }
    }
}
