import Foundation
import SimulationKernel
import Teleradiology

/// Reads a department's log: a CSV file whose header names its columns.
///
/// | column | holds |
/// |---|---|
/// | `completed` or `requested` | when imaging is complete, or when the exam is asked for, in the site's local time |
/// | `modality` | the technique; needed unless the stream has one |
/// | `priority`, `application`, `body_region` | a name; drawn from the stream's shares where there is none |
/// | `instances`, `bytes` | a number, and a number of bytes or a size such as `181 MB`; needed unless the stream has a `size` |
/// | `exam`, `reading` | durations such as `14 min`; drawn where there is none. `exam` goes with `requested` |
/// | `critical` | `yes` or `no` |
///
/// Columns whose names begin with `x-` are left alone.
struct TraceReader {
    let priorities: [PriorityClass]
    let context: ReplayContext
    /// What studies are that do not say so.
    let modality: Modality?
    /// Whether the stream says how large studies are.
    let hasSize: Bool

    /// The largest file that is read.
    static let longest = 512 << 20

    private static let columns = [
        "completed", "requested", "modality", "priority", "application", "body_region", "instances", "bytes",
        "exam", "reading", "critical",
    ]

    /// The studies of the file that a node names; nil, with errors at their places, when there are none.
    func trace(_ reader: NodeReader) -> StudyTrace? {
        guard let name = reader.text("a CSV file") else { return nil }
        let path = context.folders.path(name, namedAt: reader.node.place)
        guard let text = text(of: path, reader) else { return nil }
        context.problems.addSource(SourceLines(text), of: path)
        let table = CSVRows(text, file: path)
        if let problem = table.problem {
            context.problems.error(problem.message, at: problem.place)
            return nil
        }
        guard let header = table.rows.first else {
            reader.error(
                "'\(reader.node.shown)' is empty; its first line names its columns, such as 'completed,modality,instances,bytes'"
            )
            return nil
        }
        guard let columns = columns(of: header) else { return nil }
        return studies(table.rows.dropFirst(), columns, reader, width: header.count)
    }

    private func text(of path: String, _ reader: NodeReader) -> String? {
        guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int else {
            reader.error("there is no file '\(path)'")
            return nil
        }
        guard size <= Self.longest else {
            reader.error("'\(path)' is larger than \(Self.longest >> 20) MiB")
            return nil
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            reader.error("'\(path)' can't be read")
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            reader.error("'\(path)' is not text in UTF-8")
            return nil
        }
        return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }

    /// Where each column stands; nil when one is wrong or missing.
    private func columns(of header: [CSVRows.Field]) -> [String: Int]? {
        var places: [String: Int] = [:]
        var isRight = true
        for (index, field) in header.enumerated() where !field.text.hasPrefix("x-") {
            if !Self.columns.contains(field.text) {
                context.problems.error(
                    "'\(field.text.shortened)' is no column of a trace"
                        + NearestName.choice(field.text, among: Self.columns)
                        + ", or a name that begins with 'x-'",
                    at: field.place)
                isRight = false
            } else if places.updateValue(index, forKey: field.text) != nil {
                context.problems.error("there are two columns '\(field.text)'", at: field.place)
                isRight = false
            }
        }
        guard isRight, let first = header.first else { return nil }
        func require(_ condition: Bool, _ message: String) {
            if condition { return }
            context.problems.error(message, at: first.place)
            isRight = false
        }
        require(
            (places["completed"] == nil) != (places["requested"] == nil),
            "a trace has one column of times, 'completed' or 'requested'")
        require(
            modality != nil || places["modality"] != nil,
            "missing column 'modality'; without it the stream needs a 'modality'")
        for column in ["instances", "bytes"] where !hasSize {
            require(places[column] != nil, "missing column '\(column)'; without it the stream needs a 'size'")
        }
        require(
            places["exam"] == nil || places["requested"] != nil,
            "a column 'exam' goes with 'requested': what is completed needs no scanner")
        return isRight ? places : nil
    }

    private func studies(
        _ rows: ArraySlice<[CSVRows.Field]>, _ columns: [String: Int], _ reader: NodeReader, width: Int
    ) -> StudyTrace? {
        let clock = columns["completed"] == nil ? StudyTrace.Clock.requested : .completed
        guard let zone = TimeZone(identifier: context.timeZone), let first = columns[clock.rawValue] else {
            return nil
        }
        let start = context.start.secondsSince1970(in: context.startZone)
        let end = SimulationTime.zero + context.length
        var studies: [TracedStudy] = []
        var outside = 0
        for row in rows {
            if context.problems.isFull { break }
            guard row.count == width else {
                context.problems.error(
                    "\(row.count) fields, but the header has \(width)",
                    at: row[min(row.count, width) - 1].place)
                continue
            }
            let cells = TraceCells(row: row, columns: columns, problems: context.problems)
            guard let date = cells.time(at: first), var study = study(cells) else { continue }
            study.time = SimulationTime(microseconds: (date.secondsSince1970(in: zone) - start) * 1_000_000)
            if study.time < .zero || study.time >= end { outside += 1 } else { studies.append(study) }
        }
        if studies.isEmpty {
            if outside > 0 {
                reader.error(
                    "all \(outside) studies of '\(reader.node.shown)' lie outside the scenario's time")
            } else if rows.isEmpty {
                reader.error("'\(reader.node.shown)' holds no study below its header")
            }
            return nil
        }
        if outside > 0 {
            context.problems.warn(
                "\(outside) of \(outside + studies.count) studies lie outside the scenario's time and are left out",
                at: reader.node.place)
        }
        let sorted = studies.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }
        return StudyTrace(clock: clock, studies: sorted.map(\.element))
    }

    /// A row as a study at time zero.
    private func study(_ cells: TraceCells) -> TracedStudy? {
        let technique = cells["modality"].map(DemandReader.modality) ?? modality
        guard let technique else {
            if cells["modality"] == nil { cells.missing("modality") }
            return nil
        }
        var study = TracedStudy(time: .zero, modality: technique)
        let classes = priorities.enumerated().map { ($1.name, $0) }
        study.priority = cells["priority"]?.choice("priority class", classes)
        study.application = cells["application"]?.choice(
            "application", Application.allCases.map { ($0.name, $0) })
        study.bodyRegion = cells["body_region"]?.choice(
            "body region", BodyRegion.allCases.map { ($0.name, $0) })
        study.instances = cells["instances"]?.count("a number of instances", in: 1...1_000_000_000)
        study.bytes = cells.bytes
        for (column, isThere) in [("instances", study.instances != nil), ("bytes", study.bytes != nil)]
        where !isThere && !hasSize && cells[column] == nil {
            cells.missing(column)
        }
        study.exam = cells["exam"]?.duration("a duration such as '14 min'")
        study.reading = cells["reading"]?.duration("a duration such as '10 min'")
        study.isCritical = cells["critical"]?.choice("answer", [("yes", true), ("no", false)])
        return study
    }
}
