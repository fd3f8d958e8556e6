#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The archives that are read: zip, tar, and tar compressed as a whole.
///
/// They are told by their first bytes. A compressed file may hold anything, so of those only the ones are taken for a
/// tar archive whose names say so.
public enum ArchiveKind: Hashable, Sendable, CaseIterable {
    case zip, tar, tarGzip, tarBzip2, tarXZ, tarZstandard

    /// The kind of a file; nil when it is no archive, or can't be read. One open and one read of 512 bytes.
    public init?(ofFileAt path: String) {
        // Without O_NONBLOCK the opening of a named pipe would wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var beginning = [UInt8](repeating: 0, count: TarHeader.length)
        let got = beginning.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        self.init(beginning: beginning.prefix(max(0, got)), name: path)
    }

    /// The kind of a file that begins with these bytes (512, or all there are) and has this name.
    init?(beginning: ArraySlice<UInt8>, name: String) {
        // The second is that of a zip without files.
        if beginning.starts(with: [0x50, 0x4B, 3, 4]) || beginning.starts(with: [0x50, 0x4B, 5, 6]) {
            self = .zip
        } else if TarHeader.isValid(beginning) {
            self = .tar
        } else {
            let name = name.lowercased()
            let kinds: [ArchiveKind] = [.tarGzip, .tarBzip2, .tarXZ, .tarZstandard]
            let kind = kinds.first { kind in
                beginning.starts(with: kind.signature) && kind.endings.contains { name.hasSuffix($0) }
            }
            guard let kind else { return nil }
            self = kind
        }
    }

    /// How a compressed file begins.
    private var signature: [UInt8] {
        switch self {
        case .zip, .tar: []
        case .tarGzip: [0x1F, 0x8B]
        case .tarBzip2: Array("BZh".utf8)
        case .tarXZ: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
        case .tarZstandard: [0x28, 0xB5, 0x2F, 0xFD]
        }
    }

    /// How the names of compressed ones end, in small letters.
    private var endings: [String] {
        switch self {
        case .zip, .tar: []
        case .tarGzip: [".tar.gz", ".tgz"]
        case .tarBzip2: [".tar.bz2", ".tbz2", ".tbz"]
        case .tarXZ: [".tar.xz", ".txz"]
        case .tarZstandard: [".tar.zst", ".tzst"]
        }
    }
}

/// The block in front of each file in a tar archive (POSIX.1-2008, pax, "ustar Interchange Format").
enum TarHeader {
    /// Its length in bytes.
    static let length = 512
    private static let checksum = 148..<156

    /// Whether bytes are such a block: by the word `ustar`, and by the checksum, since a word may stand anywhere by chance.
    static func isValid(_ block: ArraySlice<UInt8>) -> Bool {
        guard block.count >= length else { return false }
        let block = Array(block.prefix(length))
        guard block[257..<262].elementsEqual("ustar".utf8) else { return false }
        var sum = 0
        for (place, byte) in block.enumerated() { sum += checksum.contains(place) ? 0x20 : Int(byte) }
        let digits = block[checksum].drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
        return digits.reduce(0) { $0 * 8 + Int($1 - 0x30) } == sum
    }
}
