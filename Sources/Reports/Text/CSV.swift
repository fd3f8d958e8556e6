/// Tables for spreadsheets (RFC 4180).
enum CSV {
    /// A header line and rows; cells are quoted where they must be.
    static func table(header: [String], rows: [[String]]) -> String {
        ([header] + rows).map { $0.map(quoted).joined(separator: ",") }.joined(separator: "\r\n") + "\r\n"
    }

    static func quoted(_ cell: String) -> String {
        cell.contains { ",\"\r\n".contains($0) || $0 == "\r\n" }
            ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
    }
}
