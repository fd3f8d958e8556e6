/// What is missing in a tree because a text could not be read as a whole.
enum TreeGaps: Int, Comparable {
    case none
    /// Some keys at the top of the file that was asked for, with all that is in them.
    case blocks
    /// Anything.
    case anywhere

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
