import DICOMHeader
import DICOMNetwork

/// Attributes of a data set as plain values, in any order; DCMTK sorts them when they are written.
struct Attributes {
    /// The value of an attribute.
    enum Value {
        /// Text as the VR writes it, values parted by backslashes; in the data set's character set.
        case text(String)
        /// A sequence.
        case items([Attributes])
    }

    private(set) var values: [(tag: DICOMTag, value: Value)] = []

    init() {}

    /// Attributes with the given texts.
    init(_ texts: KeyValuePairs<DICOMTag, String>) { set(texts) }

    /// Sets texts, over those that stand there already.
    mutating func set(_ texts: KeyValuePairs<DICOMTag, String>) {
        for (tag, text) in texts { self[tag] = .text(text) }
    }

    /// Sets a sequence.
    mutating func set(_ tag: DICOMTag, items: [Attributes]) { self[tag] = .items(items) }

    /// Sets a sequence of one item.
    mutating func set(_ tag: DICOMTag, item: Attributes) { self[tag] = .items([item]) }

    /// Takes over all attributes of another set.
    mutating func add(_ other: Attributes) { for (tag, value) in other.values { self[tag] = value } }

    /// The value of an attribute.
    subscript(tag: DICOMTag) -> Value? {
        get { values.first { $0.tag == tag }?.value }
        set {
            values.removeAll { $0.tag == tag }
            if let newValue { values.append((tag, newValue)) }
        }
    }

    /// A coded concept: code, scheme and meaning (PS3.3, section 8).
    static func code(_ value: String, _ scheme: String, _ meaning: String) -> Attributes {
        Attributes([.codeValue: value, .codingSchemeDesignator: scheme, .codeMeaning: meaning])
    }
}

extension DICOMDataset {
    /// A data set of these attributes; texts are written in the given character set.
    static func make(_ attributes: Attributes, in characters: CharacterSet) throws(DICOMNetworkError)
        -> DICOMDataset
    {
        var dataset = try DICOMDataset()
        for (tag, value) in attributes.values {
            switch value {
            case .text(let text):
                if text.utf8.allSatisfy({ $0 < 0x80 }) {
                    try dataset.set(tag, text)
                } else {
                    try dataset.set(tag, encoded: characters.encode(text))
                }
            case .items(let items):
                if items.isEmpty { try dataset.setEmptySequence(tag) }
                for item in items { try dataset.append(make(item, in: characters), to: tag) }
            }
        }
        return dataset
    }
}
