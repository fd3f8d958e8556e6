import Foundation

/// Writing a file so that it is whole or not at all, even when the process is killed or the power fails meanwhile.
enum DurableFile {
    /// The ending of files that are being written.
    static let unfinished = "part"

    /// Writes a file in place of one that is there.
    ///
    /// Bytes go to a file beside it, which is on the disk before it takes the name; then the folder is, too.
    static func write(_ bytes: [UInt8], to path: String) throws(ResultsFailure) {
        let temporary = "\(path).\(UUID().uuidString.prefix(8)).\(unfinished)"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o666)
        guard file >= 0 else { throw failure(path, errno) }
        var error = writeAll(bytes, to: file)
        if error == 0, fsync(file) != 0 { error = errno }
        if close(file) != 0, error == 0 { error = errno }
        if error == 0, rename(temporary, path) != 0 { error = errno }
        guard error == 0 else {
            unlink(temporary)
            throw failure(path, error)
        }
        // Where a folder can't be synchronised, as on some network disks, the file is there all the same.
        let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let written = Foundation.write(file, rest.baseAddress, rest.count)
                if written < 0 {
                    if errno == EINTR { continue }
                    return errno
                }
                rest = rest.dropFirst(written)
            }
            return 0
        }
    }

    private static func failure(_ path: String, _ error: Int32) -> ResultsFailure {
        ResultsFailure(.unwritable, "\(path): can't be written: \(String(cString: strerror(error)))")
    }
}

extension Slice<UnsafeRawBufferPointer> {
    fileprivate var baseAddress: UnsafeRawPointer? { UnsafeRawBufferPointer(rebasing: self).baseAddress }
}
