/// How much of an archive is unpacked before it is taken for one that is meant to do harm.
///
/// A few kilobytes can unpack to petabytes. Memory is bounded by the largest file, time by what all files together
/// unpack to.
public struct ArchiveLimits: Hashable, Sendable {
    /// The largest DICOM file that is read out of an archive, in bytes; it is held in memory meanwhile.
    public var largestFile = 2 << 30
    /// So many times its own size an archive may unpack to. No single file in a zip can do more than 1,032 times.
    public var largestExpansion = 1_100
    /// What an archive may unpack to in any case, in bytes.
    public var leastAllowance = 2 << 30

    /// The limits that hold where none are given.
    public init() {}

    /// What counts for a file in an archive beside its bytes, so that empty ones have an end too.
    static let costOfFile = 4_096

    /// What an archive of a size may unpack to, in bytes.
    func allowance(forSize size: Int) -> Int {
        let (bytes, overflows) = size.multipliedReportingOverflow(by: largestExpansion)
        return max(leastAllowance, overflows ? .max : bytes)
    }
}
