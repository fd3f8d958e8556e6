import Foundation

/// A file that is whole or not at all: bytes go to a temporary file beside it, which takes the name in ``finish()`` and is
/// removed when it is let go before.
///
/// What is no plain file, such as a device or a pipe, is written in place: nothing may take its name.
struct UnfinishedFile: ~Copyable {
    private let path: String
    /// Nil for a file that is written in place.
    private let temporary: String?
    private let descriptor: Int32
    private var isOpen = true
    /// The number of the first error that the system told; 0 for none.
    private(set) var error: Int32 = 0
    /// The bytes written so far.
    private(set) var count = 0

    /// - Throws: ``TableFailure`` when the file can't be made.
    init(_ file: String) throws(TableFailure) {
        // Where a link leads the file is made, so that the link stays.
        path =
            realpath(file, nil).map { resolved in
                defer { free(resolved) }
                return String(cString: resolved)
            } ?? file
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG, status.st_mode & S_IFMT != S_IFDIR {
            temporary = nil
            descriptor = open(path, O_WRONLY)
        } else {
            let name = path + ".\(UUID().uuidString.prefix(8)).part"
            temporary = name
            descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL, 0o666)
        }
        guard descriptor >= 0 else { throw TableFailure(path, errno) }
    }

    deinit {
        guard isOpen else { return }
        close(descriptor)
        if let temporary { unlink(temporary) }
    }

    /// Writes bytes; after an error nothing is written any more.
    mutating func write(_ bytes: UnsafeRawBufferPointer) {
        guard error == 0 else { return }
        var written = 0
        while written < bytes.count {
            let sent = Foundation.write(
                descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            if sent < 0 {
                if errno == EINTR { continue }
                error = errno
                return
            }
            written += sent
        }
        count += written
    }

    /// Writes bytes.
    mutating func write(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0) } }

    /// Gives the file its name.
    ///
    /// - Throws: ``TableFailure`` with the first thing that went wrong; then there is no file.
    mutating func finish() throws(TableFailure) {
        guard isOpen else { return }
        isOpen = false
        if close(descriptor) != 0, error == 0 { error = errno }
        if let temporary {
            if error == 0, rename(temporary, path) != 0 { error = errno }
            if error != 0 { unlink(temporary) }
        }
        if error != 0 { throw TableFailure(path, error) }
    }
}

/// A table that can't be written.
public struct TableFailure: Error, CustomStringConvertible, Sendable {
    /// What is wrong, with the file's name.
    public let description: String

    init(_ file: String, _ error: Int32) {
        description = "\(file): can't be written: \(String(cString: strerror(error)))"
    }
}
