import DICOMHeader

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// What the first bytes of a file say about its form, before a parser is let loose on it.
struct FileSignature {
    enum Form {
        /// 128 bytes, then `DICM` (PS3.10, section 7.1).
        case prefixed
        /// Begins with an element of group 0002 or 0008, as files without the prefix do.
        case bare
        case other
    }

    let form: Form
    /// In bytes.
    let fileSize: Int

    /// Why a file of the form `.other` is no DICOM.
    var reason: String {
        fileSize == 0 ? "the file is empty" : "not a DICOM file: no DICM prefix"
    }

    /// Opens a file and reads its first bytes. Throws the system's text when that can't be done, and
    /// for anything but a regular file.
    init(ofFileAt path: String) throws(DICOMNetworkError) {
        func failure(_ reason: String) -> DICOMNetworkError {
            DICOMNetworkError(operation: .readHeader, subject: path, reason: reason)
        }
        func systemFailure(_ code: CInt) -> DICOMNetworkError { failure(String(cString: strerror(code))) }

        // Without O_NONBLOCK the opening of a named pipe would wait for its writer.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw systemFailure(errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw systemFailure(errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: fileSize = Int(status.st_size)
        case S_IFDIR: throw systemFailure(EISDIR)
        default: throw failure("not a regular file")
        }
        var first: [UInt8] = Array(repeating: 0, count: 132)
        let count = first.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, 0) }
        guard count >= 0 else { throw systemFailure(errno) }
        form = FileSignature.form(of: first.prefix(count))
    }

    private static func form(of first: ArraySlice<UInt8>) -> Form {
        if first.count == 132, first.suffix(4).elementsEqual("DICM".utf8) { return .prefixed }
        guard first.count >= 8 else { return .other }
        let numbers = first.prefix(4).map(UInt16.init)
        let little = (group: numbers[1] << 8 | numbers[0], element: numbers[3] << 8 | numbers[2])
        let big = (group: numbers[0] << 8 | numbers[1], element: numbers[2] << 8 | numbers[3])
        return isFirstElement(little) || isFirstElement(big) ? .bare : .other
    }

    private static func isFirstElement(_ tag: (group: UInt16, element: UInt16)) -> Bool {
        (tag.group == 0x0002 || tag.group == 0x0008) && tag.element < 0x0100
    }
}
