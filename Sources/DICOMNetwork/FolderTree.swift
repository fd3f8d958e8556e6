#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// The files of a folder and all folders in it, in the order of their paths' bytes.
struct FolderTree {
    private(set) var files: [String] = []
    /// Folders inside that could not be listed.
    private(set) var unlisted: [DICOMNetworkError] = []

    /// Throws when the folder itself can't be listed.
    init(at root: String) throws(DICOMNetworkError) {
        var folders: [String] = []
        try list(root, &folders)
        while let folder = folders.popLast() {
            do {
                try list(folder, &folders)
            } catch {
                unlisted.append(error)
            }
        }
        files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private mutating func list(_ folder: String, _ folders: inout [String]) throws(DICOMNetworkError) {
        guard let stream = opendir(folder) else { throw FolderTree.failure(folder) }
        defer { closedir(stream) }
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw FolderTree.failure(folder) }
                return
            }
            // The name is an array in C, terminated, and valid until the next readdir.
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            let path = prefix + name
            switch (FolderTree.isFolder(path, lstat), FolderTree.isFolder(path, stat)) {
            case (true, _): folders.append(path)
            case (false, false): files.append(path)
            case (false, true):
                // A link to a folder above would be walked for ever.
                unlisted.append(
                    DICOMNetworkError(
                        operation: .listFolder, subject: path,
                        reason: "a link to a folder, which is not followed"))
            }
        }
    }

    private static func isFolder(
        _ path: String, _ examine: (UnsafePointer<CChar>, UnsafeMutablePointer<stat>) -> CInt
    ) -> Bool {
        var status = stat()
        return examine(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func failure(_ folder: String) -> DICOMNetworkError {
        DICOMNetworkError(
            operation: .listFolder, subject: folder, reason: String(cString: strerror(errno)))
    }
}
