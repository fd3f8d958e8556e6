import Foundation

/// The text of a scenario file, read with bounds.
enum ScenarioText {
    /// The text of a file; `of` says what it is for messages.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - place: where errors belong: the file itself, or who names it.
    ///   - subject: how messages begin that belong to another place, such as `'base.yaml'`; nil for none.
    ///   - mustBeRegular: whether pipes and devices are refused.
    static func read(
        _ path: String, at place: ScenarioPlace, sourceLine: String? = nil, subject: String? = nil,
        mustBeRegular: Bool
    ) throws(ScenarioError) -> String {
        func failure(_ message: String) -> ScenarioError {
            ScenarioError(
                subject.map { "\($0) \(message)" } ?? message, at: place, sourceLine: sourceLine)
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw subject == nil
                ? failure("there is no such file\(nearest(to: path))")
                : ScenarioError(
                    "there is no file '\(path.shortened)'\(nearest(to: path))", at: place,
                    sourceLine: sourceLine)
        }
        if isFolder.boolValue { throw failure("is a folder, not a scenario file") }
        if mustBeRegular {
            let real = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
            let kind = try? FileManager.default.attributesOfItem(atPath: real)[.type] as? FileAttributeType
            guard kind == .typeRegular else { throw failure("is no regular file") }
        }
        let data: Data
        do {
            // No more than can be used, whatever lies behind the path: a pipe may never end.
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            var read = Data()
            while read.count <= ScenarioTree.longest,
                let part = try handle.read(upToCount: ScenarioTree.longest + 1 - read.count), !part.isEmpty
            {
                read.append(part)
            }
            data = read
        } catch {
            throw failure("can't be read")
        }
        guard data.count <= ScenarioTree.longest else {
            throw failure("is larger than \(ScenarioTree.longest >> 20) MiB")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw failure("is not text in UTF-8")
        }
        // A byte order mark is no part of the text.
        return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }

    /// A file of the same folder whose name is nearly the missing one's.
    private static func nearest(to path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        let files =
            (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        let scenarios = files.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
        return NearestName.hint((path as NSString).lastPathComponent, among: scenarios)
    }
}
