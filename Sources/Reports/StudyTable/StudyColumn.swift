import SimulationKernel
import Teleradiology

/// A column of the table of studies: how it is filled from timelines, one loop over them for a column.
struct StudyColumn: Sendable {
    /// A study where it lies among others: a timeline is large, a column wants a few bytes of it, and a copy for every value
    /// would take most of the time. It is good while its column is filled, in ``Rows/fill(_:_:)``, and is kept nowhere.
    typealias Study = UnsafePointer<StudyRecord>

    /// Rows that are to be filled in.
    struct Rows {
        let studies: ArraySlice<StudyRecord>
        /// The row of the first.
        let start: Int
        /// From 0.
        let replication: Int
        let design: StudyTableDesign

        @inline(__always)
        func fill(_ values: inout ColumnValues, _ value: (Study) -> Int64?) {
            studies.withUnsafeBufferPointer { studies in
                guard let first = studies.baseAddress else { return }
                values.fill(at: start, count: studies.count) { value(first + $0) }
            }
        }
    }

    let column: TableColumn
    /// The texts that numbers stand for; nil for columns that are no texts.
    let texts: (@Sendable (Scenario) -> [String])?
    /// Fills in values, with the places of the texts in the column.
    let fill: @Sendable (inout ColumnValues, Rows, _ places: [Int64]) -> Void

    private init(
        _ column: TableColumn, texts: (@Sendable (Scenario) -> [String])? = nil,
        fill: @escaping @Sendable (inout ColumnValues, Rows, [Int64]) -> Void
    ) {
        self.column = column
        self.texts = texts
        self.fill = fill
    }

    /// Whole numbers that every study has.
    static func count(
        _ name: String, _ kind: TableColumn.Kind = .int32, _ value: @escaping @Sendable (Study) -> Int
    ) -> StudyColumn {
        StudyColumn(TableColumn(name, kind)) { values, rows, _ in
            rows.fill(&values) { Int64(value($0)) }
        }
    }

    /// What does not depend on the study.
    static func constant(
        _ name: String, _ kind: TableColumn.Kind, _ value: @escaping @Sendable (Rows) -> Int64
    ) -> StudyColumn {
        StudyColumn(TableColumn(name, kind)) { values, rows, _ in
            let value = value(rows)
            values.fill(at: rows.start, count: rows.studies.count) { _ in value }
        }
    }

    /// Spans that every study has.
    static func span(
        _ name: String, _ value: @escaping @Sendable (Study) -> Duration
    ) -> StudyColumn {
        StudyColumn(TableColumn(name, .seconds)) { values, rows, _ in
            rows.fill(&values) { value($0).microseconds }
        }
    }

    /// Spans that a study may not have.
    static func maybeSpan(
        _ name: String, _ value: @escaping @Sendable (Study) -> Duration?
    ) -> StudyColumn {
        StudyColumn(TableColumn(name, .seconds, isNullable: true)) { values, rows, _ in
            rows.fill(&values) { value($0)?.microseconds }
        }
    }

    /// The time between two milestones, of studies that passed both.
    static func interval(
        _ name: String, _ first: @escaping @Sendable (Study) -> SimulationTime?,
        _ last: @escaping @Sendable (Study) -> SimulationTime?
    ) -> StudyColumn {
        maybeSpan(name) { study in
            guard let first = first(study), let last = last(study) else { return nil }
            return last - first
        }
    }

    /// Milestones, as instants.
    static func instant(
        _ name: String, isNullable: Bool = true,
        _ value: @escaping @Sendable (Study) -> SimulationTime?
    ) -> StudyColumn {
        StudyColumn(TableColumn(name, .timestamp, isNullable: isNullable)) { values, rows, _ in
            let start = rows.design.start
            rows.fill(&values) { study in value(study).map { start &+ $0.microseconds } }
        }
    }

    /// What is so or not, where that is known.
    static func flag(
        _ name: String, isNullable: Bool = true,
        _ value: @escaping @Sendable (Study, StudyTableDesign) -> Bool?
    ) -> StudyColumn {
        StudyColumn(TableColumn(name, .boolean, isNullable: isNullable)) { values, rows, _ in
            let design = rows.design
            rows.fill(&values) { study in value(study, design).map { $0 ? 1 : 0 } }
        }
    }

    /// Names, by the number that a study has of them.
    static func name(
        _ name: String, isNullable: Bool = false, _ texts: @escaping @Sendable (Scenario) -> [String],
        _ value: @escaping @Sendable (Study) -> Int?
    ) -> StudyColumn {
        StudyColumn(TableColumn(name, .text, isNullable: isNullable), texts: texts) { values, rows, places in
            rows.fill(&values) { study in value(study).map { places[$0] } }
        }
    }

    /// The name of the design; none for a scenario that is no variant.
    static let design = StudyColumn(TableColumn("design", .text, isNullable: true)) { values, rows, _ in
        let place = rows.design.name.map { values.place(of: $0) }
        values.fill(at: rows.start, count: rows.studies.count) { _ in place }
    }
}

/// What the table of studies needs to know of a scenario.
struct StudyTableDesign: Sendable {
    /// Its name among the designs; nil for the only one.
    let name: String?
    /// The start of the run in microseconds since 1970.
    let start: Int64
    /// From when on studies count.
    let warmUpEnd: SimulationTime
    /// By class.
    let targets: [Duration?]
    /// By column: the places of the texts that the scenario has for it.
    let places: [[Int64]]

    /// Whether a study enters the figures of reports.
    func counts(_ study: StudyRecord) -> Bool {
        guard study.reported != nil, let complete = study.imagingComplete else { return false }
        return complete >= warmUpEnd
    }

    /// Whether its first report came in time; nil without a report or a target.
    func isWithinTarget(_ study: StudyRecord) -> Bool? {
        guard let target = targets[study.priority], let complete = study.imagingComplete,
            let reported = study.reported
        else { return nil }
        return reported - complete <= target
    }
}
