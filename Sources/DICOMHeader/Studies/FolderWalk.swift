import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What was found below a folder, by one thread or by several together.
struct FolderFindings: Sendable {
    var studies = StudyTally()
    var instances: [StudyFolder.Instance] = []
    var broken: [UnreadableFile] = []
    var notDICOM: [String] = []
    var indexes: [String] = []

    /// Whether there was neither an instance nor anything that might have been one.
    var areForeign: Bool { studies.isEmpty && broken.isEmpty && indexes.isEmpty }

    mutating func merge(_ other: FolderFindings) {
        studies.merge(other.studies)
        instances += other.instances
        broken += other.broken
        notDICOM += other.notDICOM
        indexes += other.indexes
    }
}

/// Reads all files below a folder, with threads that share the folders, batches of files and archives still to do.
final class FolderWalk: Sendable {
    // A class, because the threads share it.

    /// Names of files in one folder.
    private struct Batch {
        let folder: String
        /// Terminated names, one behind the other.
        var names: [CChar] = []
        var count = 0
    }

    private enum Work {
        case folder(String)
        case files(Batch)
        /// A file that may be an archive. It is one work, because its files stand one behind the other.
        case archive(String)
    }

    private struct Agenda {
        var open: [Work] = []
        /// Works that are open or being done.
        var unfinished = 0
        var batches = 0
    }

    private let agenda = Mutex(Agenda())
    /// One signal for each open work, and one for each thread when all is done.
    private let signals = DispatchSemaphore(value: 0)
    private let keepsInstances: Bool
    private let progress: FolderProgress?
    /// What opens archives; nil where they are files like any other.
    private let archives: (any ArchiveReader)?

    private static let batchSize = 64
    /// With so many batches waiting, who lists a folder reads files too: a folder of a million needs no more memory
    /// than one of a thousand.
    private static let largestBacklog = 64

    init(keepsInstances: Bool, progress: FolderProgress?, archives: (any ArchiveReader)?) {
        self.keepsInstances = keepsInstances
        self.progress = progress
        self.archives = archives
    }

    /// What is below `root`, or in it; throws when that is neither a folder that can be listed nor an archive.
    func findings(below root: String, threads: Int) throws(UnreadableFile) -> FolderFindings {
        if let archives, FolderListing.isFile(root) {
            try requireArchive(root, archives)
            add(.archive(root))
        } else {
            try FolderListing.requireListable(root)
            add(.folder(root))
        }
        let workers = max(1, min(threads, 64))
        let findings = Mutex([FolderFindings](repeating: FolderFindings(), count: workers))
        if workers == 1 {
            let found = work(workers: 1)
            return found
        }
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            let found = work(workers: workers)
            findings.withLock { $0[worker] = found }
        }
        return findings.withLock { all in
            var sum = all[0]
            for other in all.dropFirst() { sum.merge(other) }
            return sum
        }
    }

    private func add(_ work: Work) {
        agenda.withLock { agenda in
            agenda.open.append(work)
            agenda.unfinished += 1
            if case .files = work { agenda.batches += 1 }
        }
        signals.signal()
    }

    /// Does open works until none is left anywhere.
    private func work(workers: Int) -> FolderFindings {
        var findings = FolderFindings()
        var scanner = HeaderScanner()
        while true {
            signals.wait()
            let next = agenda.withLock { agenda -> Work? in
                let next = agenda.open.popLast()
                if case .files = next { agenda.batches -= 1 }
                return next
            }
            guard let next else { return findings }
            switch next {
            case .folder(let folder): list(folder, &scanner, &findings)
            case .files(let batch): read(batch, &scanner, &findings)
            case .archive(let path): readArchive(path, &scanner, &findings)
            }
            let isDone = agenda.withLock { agenda in
                agenda.unfinished -= 1
                return agenda.unfinished == 0
            }
            if isDone { for _ in 0..<workers { signals.signal() } }
        }
    }

    private func list(_ folder: String, _ scanner: inout HeaderScanner, _ findings: inout FolderFindings) {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        var batch = Batch(folder: folder)
        var links: [UnreadableFile] = []
        do throws(UnreadableFile) {
            try FolderListing.forEachEntry(in: folder) { name, kind in
                switch kind {
                case .folder: add(.folder(prefix + String(cString: name)))
                case .linkToFolder:
                    links.append(
                        UnreadableFile(
                            path: prefix + String(cString: name), kind: "link to a folder",
                            reason: "a link to a folder, which is not followed"))
                case .file:
                    batch.names.append(contentsOf: UnsafeBufferPointer(start: name, count: strlen(name) + 1))
                    batch.count += 1
                    if batch.count == Self.batchSize {
                        if agenda.withLock({ $0.batches < Self.largestBacklog }) {
                            add(.files(batch))
                        } else {
                            read(batch, &scanner, &findings)
                        }
                        batch = Batch(folder: folder)
                    }
                }
            }
        } catch {
            links.append(error)
        }
        findings.broken += links
        if batch.count > 0 { read(batch, &scanner, &findings) }
    }

    private func read(_ batch: Batch, _ scanner: inout HeaderScanner, _ findings: inout FolderFindings) {
        var bytes = 0
        defer { progress?.add(batch.count, bytes: bytes) }
        let folder = open(batch.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else {
            findings.broken.append(
                UnreadableFile(
                    path: batch.folder, kind: "folder that can't be listed",
                    reason: String(cString: strerror(errno))))
            return
        }
        defer { close(folder) }
        let prefix = batch.folder.hasSuffix("/") ? batch.folder : batch.folder + "/"
        batch.names.withUnsafeBufferPointer { names in
            guard var name = names.baseAddress else { return }
            for _ in 0..<batch.count {
                do throws(HeaderError) {
                    let header = try scanner.header(ofFileNamed: name, in: folder)
                    bytes += header.fileSize
                    add(header, &findings) { prefix + String(cString: name) }
                } catch {
                    let path = prefix + String(cString: name)
                    if error.reason == .notDICOM, archives?.recognizes(path) == true {
                        add(.archive(path))
                    } else {
                        note(error, path, &findings)
                    }
                }
                name += strlen(name) + 1
            }
        }
    }

    private func add(
        _ header: InstanceHeader, _ findings: inout FolderFindings, path: () -> String
    ) {
        findings.studies.add(header)
        if keepsInstances { findings.instances.append(StudyFolder.Instance(path: path(), header: header)) }
    }

    private func note(_ error: HeaderError, _ path: String, _ findings: inout FolderFindings) {
        switch error.reason {
        case .index: findings.indexes.append(path)
        case .notDICOM, .empty: findings.notDICOM.append(path)
        default:
            findings.broken.append(
                UnreadableFile(
                    path: path, kind: error.kind, reason: "\(error)",
                    partialHeader: keepsInstances ? error.partialHeader : nil))
        }
    }

    // MARK: Archives

    /// Throws unless a file that was asked for is an archive.
    private func requireArchive(_ path: String, _ archives: any ArchiveReader) throws(UnreadableFile) {
        var scanner = HeaderScanner()
        do throws(HeaderError) {
            _ = try scanner.header(ofFileAt: path)
        } catch {
            if error.reason == .notDICOM, archives.recognizes(path) { return }
            if case .system = error.reason {
                throw UnreadableFile(path: path, kind: error.kind, reason: "\(error)")
            }
        }
        throw UnreadableFile(
            path: path, kind: "neither folder nor archive",
            reason: "a file, where \(archives.expectation) is expected")
    }

    /// Reads the files inside an archive; archives among them are not opened.
    private func readArchive(
        _ path: String, _ scanner: inout HeaderScanner, _ findings: inout FolderFindings
    ) {
        progress?.meetArchive()
        var inside = FolderFindings()
        var links: [UnreadableFile] = []
        archives?.forEachFile(in: path) { file in
            switch file {
            case .bytes(let path, let bytes):
                progress?.add(1, bytes: bytes.count)
                do throws(HeaderError) {
                    add(try scanner.header(of: bytes), &inside) { path }
                } catch {
                    note(error, path, &inside)
                }
            case .link(let path):
                links.append(
                    UnreadableFile(
                        path: path, kind: "link in an archive",
                        reason: "a link inside an archive, which is not followed"))
            case .unreadable(let file): inside.broken.append(file)
            }
        }
        // A document of an office program is a zip too: of no interest are what is in it and where its links lead.
        if inside.areForeign {
            findings.notDICOM.append(path)
        } else {
            inside.broken += links
            findings.merge(inside)
        }
    }
}
