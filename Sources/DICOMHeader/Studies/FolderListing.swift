#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The entries of one folder.
enum FolderListing {
    /// What an entry is.
    enum Kind {
        case folder
        /// Whatever else can be opened or not; opening will tell.
        case file
        /// Following it could walk for ever.
        case linkToFolder
    }

    /// Throws when a folder can't be opened for listing.
    static func requireListable(_ folder: String) throws(UnreadableFile) {
        guard let stream = opendir(folder) else { throw failure(folder) }
        closedir(stream)
    }

    /// Whether a path leads to a regular file.
    static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Calls `body` with each entry's name, valid during the call, but `.` and `..`.
    static func forEachEntry(
        in folder: String, _ body: (UnsafePointer<CChar>, Kind) -> Void
    ) throws(UnreadableFile) {
        guard let stream = opendir(folder) else { throw failure(folder) }
        defer { closedir(stream) }
        let descriptor = dirfd(stream)
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw failure(folder) }
                return
            }
            let type = entry.pointee.d_type
            // The name is an array in C, terminated, and valid until the next readdir.
            withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 1) { name in
                    guard !isDot(name) else { return }
                    body(name, kind(Int32(type), name, descriptor))
                }
            }
        }
    }

    private static func isDot(_ name: UnsafePointer<CChar>) -> Bool {
        let dot = CChar(0x2E)
        return name[0] == dot && (name[1] == 0 || (name[1] == dot && name[2] == 0))
    }

    private static func kind(_ type: Int32, _ name: UnsafePointer<CChar>, _ folder: Int32) -> Kind {
        switch type {
        case Int32(DT_REG): return .file
        case Int32(DT_DIR): return .folder
        case Int32(DT_LNK): return isFolder(name, folder, 0) ? .linkToFolder : .file
        case Int32(DT_UNKNOWN):
            // Some file systems leave it to the caller to look.
            if isFolder(name, folder, AT_SYMLINK_NOFOLLOW) { return .folder }
            return isFolder(name, folder, 0) ? .linkToFolder : .file
        default: return .file
        }
    }

    private static func isFolder(_ name: UnsafePointer<CChar>, _ folder: Int32, _ flags: Int32) -> Bool {
        var status = stat()
        return fstatat(folder, name, &status, flags) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func failure(_ folder: String) -> UnreadableFile {
        UnreadableFile(
            path: folder, kind: "folder that can't be listed", reason: String(cString: strerror(errno)))
    }
}
