/// A JSON value whose keys keep their order, so that the same result gives the same bytes.
public enum JSONValue: Sendable {
    /// No value.
    case null
    /// True or false.
    case bool(Bool)
    /// A whole number.
    case integer(Int)
    /// A number; one that is not finite is written as null.
    case number(Double)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// An object with its keys in order.
    case object([(String, JSONValue)])

    /// The text, indented by two blanks a level, with a line feed at the end.
    public var text: String {
        var text = ""
        write(to: &text, indent: "")
        return text + "\n"
    }

    private func write(to text: inout String, indent: String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value): text += value.isFinite ? Self.number(value) : "null"
        case .string(let value): Self.quote(value, to: &text)
        case .array(let values):
            Self.block("[", "]", values, indent, &text) { value, inner, text in
                value.write(to: &text, indent: inner)
            }
        case .object(let entries):
            Self.block("{", "}", entries, indent, &text) { entry, inner, text in
                Self.quote(entry.0, to: &text)
                text += ": "
                entry.1.write(to: &text, indent: inner)
            }
        }
    }

    /// The shortest text that reads back as the same number; whole numbers without a fraction.
    private static func number(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func block<Item>(
        _ open: String, _ close: String, _ items: [Item], _ indent: String, _ text: inout String,
        _ write: (Item, String, inout String) -> Void
    ) {
        if items.isEmpty {
            text += open + close
            return
        }
        let inner = indent + "  "
        text += open + "\n"
        for (index, item) in items.enumerated() {
            text += inner
            write(item, inner, &text)
            text += index == items.count - 1 ? "\n" : ",\n"
        }
        text += indent + close
    }

    /// A text as it stands in JSON.
    static func quoted(_ value: String) -> String {
        var text = ""
        quote(value, to: &text)
        return text
    }

    private static func quote(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
