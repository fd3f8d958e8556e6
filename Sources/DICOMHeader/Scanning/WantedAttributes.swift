/// The attributes of a data set that an ``InstanceHeader`` is made from, in the order of their tags.
///
/// None of them names a person.
package enum WantedAttribute: Int, CaseIterable, Sendable {
    case specificCharacterSet, sopClassUID, sopInstanceUID, studyDate, seriesDate, acquisitionDate,
        contentDate
    case acquisitionDateTime, studyTime, seriesTime, acquisitionTime, contentTime, modality, manufacturer
    case timezoneOffsetFromUTC, studyDescription, bodyPartExamined, studyInstanceUID, seriesInstanceUID
    case samplesPerPixel, numberOfFrames, rows, columns, bitsAllocated, bitsStored, requestedProcedurePriority

    /// Its tag.
    package var tag: DICOMTag {
        switch self {
        case .specificCharacterSet: .specificCharacterSet
        case .sopClassUID: .sopClassUID
        case .sopInstanceUID: .sopInstanceUID
        case .studyDate: .studyDate
        case .seriesDate: .seriesDate
        case .acquisitionDate: .acquisitionDate
        case .contentDate: .contentDate
        case .acquisitionDateTime: .acquisitionDateTime
        case .studyTime: .studyTime
        case .seriesTime: .seriesTime
        case .acquisitionTime: .acquisitionTime
        case .contentTime: .contentTime
        case .modality: .modality
        case .manufacturer: .manufacturer
        case .timezoneOffsetFromUTC: .timezoneOffsetFromUTC
        case .studyDescription: .studyDescription
        case .bodyPartExamined: .bodyPartExamined
        case .studyInstanceUID: .studyInstanceUID
        case .seriesInstanceUID: .seriesInstanceUID
        case .samplesPerPixel: .samplesPerPixel
        case .numberOfFrames: .numberOfFrames
        case .rows: .rows
        case .columns: .columns
        case .bitsAllocated: .bitsAllocated
        case .bitsStored: .bitsStored
        case .requestedProcedurePriority: .requestedProcedurePriority
        }
    }

    /// Whether the dictionary gives it a binary number (VR US).
    var isBinaryNumber: Bool {
        switch self {
        case .samplesPerPixel, .rows, .columns, .bitsAllocated, .bitsStored: true
        default: false
        }
    }
}

/// The raw values of the wanted attributes of one data set: where they stand in its window, or copies of them where
/// the window will move on.
struct CapturedValues: ~Copyable {
    /// Where a value stands.
    struct Slot: BitwiseCopyable {
        /// Nil while the attribute has not been met.
        var start: UnsafePointer<UInt8>?
        /// Negative for a value that is too long.
        var length: Int32 = 0
        var vr = ValueRepresentation(rawValue: 0)
    }

    /// Longer values than this are malformed: the longest wanted VR is LO with 64 characters.
    static let longestValue = 4_096

    /// The tags in ascending order, then one that is never met.
    let tags: UnsafeMutablePointer<UInt32>
    // Invariants: slots[0..<slotCount] are initialised; a slot with a start points to `length` bytes of the arena, or of
    // a window that keeps them until its next opening, before which nobody asks for them.
    private let slots: UnsafeMutablePointer<Slot>
    private let arena: UnsafeMutablePointer<UInt8>
    private var used = 0
    private(set) var encoding = EncodingKind.explicitLittle

    private static let slotCount = WantedAttribute.allCases.count

    init() {
        tags = .allocate(capacity: Self.slotCount + 1)
        for attribute in WantedAttribute.allCases {
            (tags + attribute.rawValue).initialize(to: attribute.tag.rawValue)
        }
        (tags + Self.slotCount).initialize(to: .max)
        slots = .allocate(capacity: Self.slotCount)
        slots.initialize(repeating: Slot(), count: Self.slotCount)
        arena = .allocate(capacity: Self.slotCount * Self.longestValue)
    }

    deinit {
        tags.deallocate()
        slots.deallocate()
        arena.deallocate()
    }

    /// Forgets the values of the last data set.
    mutating func removeAll(encoding: EncodingKind) {
        slots.update(repeating: Slot(), count: Self.slotCount)
        used = 0
        self.encoding = encoding
    }

    /// Whether an attribute has been met; the first of several counts.
    func hasMet(_ index: Int) -> Bool { slots[index].start != nil }

    /// Notes the value of an attribute, at most ``longestValue`` bytes; copies it unless it stays where it is until the
    /// next data set.
    @inline(__always)
    mutating func add(
        _ index: Int, vr: ValueRepresentation, _ bytes: UnsafeBufferPointer<UInt8>, isLasting: Bool
    ) {
        guard var start = bytes.baseAddress else { return }
        if !isLasting {
            let copy = arena + used
            copy.update(from: start, count: bytes.count)
            start = UnsafePointer(copy)
            used += bytes.count
        }
        slots[index] = Slot(start: start, length: Int32(truncatingIfNeeded: bytes.count), vr: vr)
    }

    /// Notes an attribute whose value is too long, as one that can't be understood.
    mutating func addTooLong(_ index: Int, vr: ValueRepresentation) {
        slots[index] = Slot(start: UnsafePointer(arena), length: -1, vr: vr)
    }

    /// The bytes of a value as they stand in the file; nil when the attribute was not met or its value was too long.
    func bytes(_ attribute: WantedAttribute) -> UnsafeBufferPointer<UInt8>? {
        let slot = slots[attribute.rawValue]
        guard let start = slot.start, slot.length >= 0 else { return nil }
        return UnsafeBufferPointer(start: start, count: Int(slot.length))
    }

    /// The value representation in the file; zero in implicit encoding.
    func vr(_ attribute: WantedAttribute) -> ValueRepresentation { slots[attribute.rawValue].vr }

    /// Whether the attribute was there with more than ``longestValue`` bytes.
    func isTooLong(_ attribute: WantedAttribute) -> Bool { slots[attribute.rawValue].length < 0 }
}
