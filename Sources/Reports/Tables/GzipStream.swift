import CZlib

/// Compresses bytes as members of gzip (RFC 1952), by zlib at its quickest.
///
/// A class, because zlib's state points to itself. The members have no name and no time, so that the same bytes give the
/// same member with the same zlib.
final class GzipStream {
    private var stream = z_stream()
    private let isReady: Bool
    /// What was compressed and not taken yet.
    private var output: [UInt8] = []

    init() {
        // 31: the largest window, and gzip's header and trailer.
        isReady =
            deflateInit2_(
                &stream, Z_BEST_SPEED, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        precondition(isReady, "zlib can't begin: memory is out, or its header is of another version")
    }

    deinit { deflateEnd(&stream) }

    /// Compresses bytes, and ends the member after them if told so; the next bytes begin another.
    func compress(_ bytes: UnsafeRawBufferPointer, endsMember: Bool) {
        var input = bytes
        repeat {
            // zlib counts in 32 bits.
            let piece = UnsafeRawBufferPointer(rebasing: input.prefix(1 << 30))
            input = UnsafeRawBufferPointer(rebasing: input.dropFirst(piece.count))
            run(piece, endsMember && input.isEmpty ? Z_FINISH : Z_NO_FLUSH)
        } while !input.isEmpty
        if endsMember { deflateReset(&stream) }
    }

    private func run(_ bytes: UnsafeRawBufferPointer, _ flush: Int32) {
        stream.next_in = UnsafeMutablePointer(
            mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.avail_in = UInt32(bytes.count)
        // Room for bytes that can't be compressed, so that one call is enough as a rule.
        let room = Int(deflateBound(&stream, UInt(bytes.count))) + 64
        var isFull: Bool
        repeat {
            let start = output.count
            output.append(contentsOf: repeatElement(0, count: room))
            output.withUnsafeMutableBytes { output in
                stream.next_out = output.baseAddress.map { ($0 + start).assumingMemoryBound(to: UInt8.self) }
                stream.avail_out = UInt32(room)
                deflate(&stream, flush)
            }
            isFull = stream.avail_out == 0
            output.removeLast(Int(stream.avail_out))
        } while isFull
    }

    /// Hands over what was compressed, and forgets it.
    func take(_ body: ([UInt8]) -> Void) {
        body(output)
        output.removeAll(keepingCapacity: true)
    }
}
