/// A column of a table: its name, with the unit at its end, and what its values are.
package struct TableColumn: Sendable, Hashable {
    /// What values are, and how the 64 bits that stand for one of them are read.
    package enum Kind: Sendable, Hashable {
        /// 0 or 1.
        case boolean
        /// Whole numbers that fit 32 bits.
        case int32
        case int64
        /// The bit pattern of a number.
        case double
        /// A span in whole microseconds; files show it in seconds.
        case seconds
        /// Whole microseconds since 1970 in UTC.
        case timestamp
        /// The place of a text among those of the column.
        case text
    }

    package let name: String
    package let kind: Kind
    /// Whether a row may have no value.
    package let isNullable: Bool

    package init(_ name: String, _ kind: Kind, isNullable: Bool = false) {
        self.name = name
        self.kind = kind
        self.isNullable = isNullable
    }
}
