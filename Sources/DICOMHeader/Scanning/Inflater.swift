private import CZlib

/// A deflated data set (PS3.5, section A.5) as a stream of its inflated bytes, front to back.
///
/// A raw deflate stream is what the standard asks for; one wrapped by zlib (RFC 1950) is met in the field and read
/// too. Memory is zlib's window of 32 KB and one input buffer, whatever the stream inflates to.
final class Inflater {
    // A class, so that it can rest in an optional of a reused window; there is one per deflated file, none otherwise.
    // Invariant: `stream` is initialised by inflateInit2 until deinit, which also runs when that failed, and then
    // inflateEnd does nothing; next_in always points into `input`, which lives as long, or is refilled before the
    // next call.
    private var stream = z_stream()
    private let input: UnsafeMutableRawBufferPointer
    private let refill: (UnsafeMutableRawBufferPointer, Int) -> Int
    private var nextInput: Int
    private(set) var isAtEnd = false

    /// A stream that begins at `offset` of a source; `refill(buffer, offset)` copies what stands there and returns
    /// how many bytes it were, 0 at the end. Nil when zlib has no memory.
    init?(from offset: Int, isWrapped: Bool, refill: @escaping (UnsafeMutableRawBufferPointer, Int) -> Int) {
        self.refill = refill
        nextInput = offset
        input = .allocate(byteCount: 16_384, alignment: 16)
        let windowBits: Int32 = isWrapped ? 15 : -15
        guard inflateInit2_(&stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
    }

    deinit {
        inflateEnd(&stream)
        input.deallocate()
    }

    /// The next bytes, as many as fit unless the stream ends; nil when the stream is damaged or cut short and not
    /// one more byte could be had.
    func read(into output: UnsafeMutableRawBufferPointer) -> Int? {
        guard !isAtEnd, output.count > 0 else { return 0 }
        stream.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_out = UInt32(clamping: output.count)
        let wanted = stream.avail_out
        while stream.avail_out > 0 {
            if stream.avail_in == 0 {
                let count = refill(input, nextInput)
                nextInput += count
                stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.avail_in = UInt32(clamping: count)
            }
            let noInput = stream.avail_in == 0
            let outcome = inflate(&stream, Z_NO_FLUSH)
            if outcome == Z_STREAM_END {
                isAtEnd = true
                break
            }
            if outcome != Z_OK || noInput {
                let got = Int(wanted - stream.avail_out)
                return got > 0 ? got : nil
            }
        }
        return Int(wanted - stream.avail_out)
    }
}
