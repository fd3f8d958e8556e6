import Foundation

/// The formats in which tables are written.
public enum TableFormat: Hashable, Sendable {
    /// Comma-separated values with a line of headings.
    case csv
    /// The same, compressed.
    case gzippedCSV
    /// Apache Parquet, its pages compressed with gzip or not.
    case parquet(isCompressed: Bool)

    /// The format that a file's ending means: `.csv`, `.csv.gz` or `.parquet` (not compressed); nil for others.
    public init?(file: String) {
        let name = file.lowercased()
        if name.hasSuffix(".csv") {
            self = .csv
        } else if name.hasSuffix(".csv.gz") {
            self = .gzippedCSV
        } else if name.hasSuffix(".parquet") {
            self = .parquet(isCompressed: false)
        } else {
            return nil
        }
    }

    /// The endings of tables, for messages.
    public static let endings = ".csv, .csv.gz or .parquet"
}
