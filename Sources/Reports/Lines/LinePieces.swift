/// Pieces of text made ready for lines, one behind the other in memory.
struct LinePieces: Sendable {
    /// The pieces, and as many bytes behind them as a pen copies at once.
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]

    /// Pieces in the order in which they are numbered.
    init(_ texts: [String]) {
        for text in texts {
            bytes.append(contentsOf: text.utf8)
            ends.append(bytes.count)
        }
        bytes.append(contentsOf: repeatElement(0, count: LinePen.slack))
    }

    var count: Int { ends.count - 1 }

    /// The bytes of the longest.
    var longest: Int { zip(ends.dropFirst(), ends).map { $0 - $1 }.max() ?? 0 }

    /// Hands over the start of a piece, and its length.
    @inline(__always)
    func with(_ index: Int, _ body: (UnsafePointer<UInt8>, Int) -> Void) {
        let start = ends[index]
        let count = ends[index + 1] - start
        bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            body(base + start, count)
        }
    }
}
