import Foundation

/// A folder of the charts of one report: of each its picture (`NAME.svg`), its data (`NAME.csv`) and its specification for
/// Vega-Lite (`NAME.vl.json`), and `figures.json`, which lists them with their titles and what they say.
///
/// The folder is written beside its place and takes its name when it is whole. An earlier one makes way for it only when it
/// holds nothing but what its own list names: somebody else's files are never touched.
public struct FigureFolder: Sendable {
    /// Why charts can't be written.
    public struct Failure: Error, CustomStringConvertible {
        /// What is wrong, with the folder's name.
        public let description: String
    }

    private let path: String

    /// The name of the list.
    private static let list = "figures.json"
    private static let schema = "telerad.figures-list/1"

    /// A folder by its path.
    public init(_ path: String) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// Throws unless the folder is new, empty, or holds the charts of an earlier report and nothing else.
    public func check() throws(Failure) {
        let files = FileManager.default
        var isFolder: ObjCBool = false
        guard files.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        guard isFolder.boolValue else {
            throw Failure(description: "\(path): is a file, not a folder for charts")
        }
        guard let names = try? files.contentsOfDirectory(atPath: path) else {
            throw Failure(description: "\(path): can't be read")
        }
        guard !names.isEmpty else { return }
        let own = listed()
        guard let other = names.sorted().first(where: { !own.contains($0) }) else { return }
        throw Failure(
            description:
                "\(path): holds '\(other)', which is no chart of an earlier report; name a new or empty folder"
        )
    }

    /// The files that the folder's list names, itself included; empty without a list of this kind.
    private func listed() -> Set<String> {
        guard let data = FileManager.default.contents(atPath: "\(path)/\(Self.list)"),
            let list = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            list["schema"] as? String == Self.schema, let figures = list["figures"] as? [[String: Any]]
        else { return [] }
        return Set(figures.flatMap { $0["files"] as? [String] ?? [] } + [Self.list])
    }

    /// Writes the charts, whole or not at all; throws what ``check()`` throws, and what the disk says.
    package func write(_ charts: [any Chart]) throws(Failure) {
        try check()
        let files = FileManager.default
        let mark = UUID().uuidString.prefix(8)
        let new = "\(path).\(mark).part"
        do {
            try files.createDirectory(atPath: new, withIntermediateDirectories: true)
            for (name, text) in Self.contents(charts) {
                try Data(text.utf8).write(to: URL(filePath: "\(new)/\(name)"))
            }
            if files.fileExists(atPath: path) {
                let old = "\(path).\(mark).old"
                try files.moveItem(atPath: path, toPath: old)
                do {
                    try files.moveItem(atPath: new, toPath: path)
                } catch {
                    try? files.moveItem(atPath: old, toPath: path)
                    throw error
                }
                try? files.removeItem(atPath: old)
            } else {
                try files.moveItem(atPath: new, toPath: path)
            }
        } catch {
            try? files.removeItem(atPath: new)
            throw Failure(description: "\(path): can't be written: \(error.localizedDescription)")
        }
    }

    /// The files in order.
    private static func contents(_ charts: [any Chart]) -> [(name: String, text: String)] {
        var contents: [(name: String, text: String)] = []
        var entries: [JSONValue] = []
        for chart in charts {
            let files = ["\(chart.name).svg", "\(chart.name).csv", "\(chart.name).vl.json"]
            contents += zip(files, [chart.svgFile(), chart.table.csv, chart.vegaLite.text]).map {
                (name: $0, text: $1)
            }
            entries.append(
                .object([
                    ("name", .string(chart.name)), ("title", .string(chart.title)),
                    ("summary", .string(chart.summary)), ("files", .array(files.map { .string($0) })),
                ]))
        }
        let list = JSONValue.object([("schema", .string(schema)), ("figures", .array(entries))])
        return contents + [(self.list, list.text)]
    }
}
