public struct SpecificCharacterSet: Hashable, Sendable {
    public init(declaration: some Sequence<UInt8>) {}
    public func decode(_ bytes: UnsafeRawBufferPointer, isPersonName: Bool = false) -> String { String(decoding: bytes, as: UTF8.self) }
}
