/// A hash of everything that a value holds, the same in every process.
///
/// The value's own `hash(into:)` is keyed anew in each process, so its parts are walked by reflection instead: names of
/// properties and cases, numbers to the last bit, sets and dictionaries in whatever order. Takes some microseconds a part;
/// it is asked for once a design.
enum ValueFingerprint {
    static func of(_ value: Any) -> UInt64 {
        var hash = StableHash()
        add(value, to: &hash)
        return hash.value
    }

    private static func add(_ value: Any, to hash: inout StableHash) {
        switch value {
        case let text as String: hash.add(text)
        case let number as Double: hash.add(number.bitPattern)
        case let number as any BinaryInteger: hash.add(String(describing: number))
        default: addParts(of: value, to: &hash)
        }
    }

    private static func addParts(of value: Any, to hash: inout StableHash) {
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .set || mirror.displayStyle == .dictionary {
            hash.add("\(mirror.children.count) in any order")
            for child in mirror.children.map({ of($0.value) }).sorted() { hash.add(child) }
            return
        }
        // A case without a value, true or false, nothing.
        if mirror.children.isEmpty, mirror.displayStyle != .collection {
            hash.add(String(describing: value))
            return
        }
        hash.add(UInt64(mirror.children.count))
        for child in mirror.children {
            if let label = child.label { hash.add(label) }
            add(child.value, to: &hash)
        }
    }
}
