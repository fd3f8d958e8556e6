import Foundation

/// The part of JSON Schema 2020-12 that the schemas of reports and of scenario files use.
struct JSONSchema {
    private let root: [String: Any]

    /// The committed schema of the reports.
    static func reports() throws -> JSONSchema {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Reports/Schemas/telerad.schema.json")
        return JSONSchema(root: try object(Data(contentsOf: file)))
    }

    static func object(_ data: Data) throws -> [String: Any] {
        guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return object
    }

    /// A schema of one document.
    init(_ text: String) throws { root = try Self.object(Data(text.utf8)) }

    private init(root: [String: Any]) { self.root = root }

    /// What is wrong with a document.
    func problems(_ value: Any) -> [String] { check(value, root, "") }

    /// What is wrong with a report of a kind such as `run`, with its path.
    func problems(_ report: [String: Any], as kind: String) -> [String] {
        check(report, ["$ref": "#/$defs/\(kind)"], "")
    }

    private func check(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        var problems: [String] = []
        func fail(_ what: String) { problems.append("\(path.isEmpty ? "/" : path): \(what)") }
        for (keyword, rule) in schema {
            switch keyword {
            case "description", "title", "default", "$schema", "$id", "$defs", "then", "else": break
            case "$ref":
                let name = (rule as? String ?? "").replacing("#/$defs/", with: "")
                guard let target = (root["$defs"] as? [String: Any])?[name] as? [String: Any] else {
                    fail("the schema has no \(name)")
                    continue
                }
                problems += check(value, target, path)
            case "type":
                let types = rule as? [String] ?? [rule as? String ?? ""]
                if !types.contains(where: { Self.isOf($0, value) }) { fail("not \(types)") }
            case "if":
                let holds = check(value, rule as? [String: Any] ?? [:], path).isEmpty
                if let next = schema[holds ? "then" : "else"] as? [String: Any] {
                    problems += check(value, next, path)
                }
            case "anyOf":
                let ways = (rule as? [[String: Any]] ?? []).map { check(value, $0, path) }
                if !ways.contains(where: \.isEmpty) {
                    // Of several the one that comes nearest.
                    problems += ways.min { $0.count < $1.count } ?? []
                }
            case "maximum":
                if let number = value as? NSNumber,
                    number.doubleValue > (rule as? NSNumber)?.doubleValue ?? 0
                {
                    fail("\(value) is too large")
                }
            case "maxItems":
                if let list = value as? [Any], list.count > (rule as? Int ?? 0) { fail("too many items") }
            case "minItems":
                if let list = value as? [Any], list.count < (rule as? Int ?? 0) { fail("too few items") }
            case "minProperties":
                if let object = value as? [String: Any], object.count < (rule as? Int ?? 0) {
                    fail("too few keys")
                }
            case "maxProperties":
                if let object = value as? [String: Any], object.count > (rule as? Int ?? 0) {
                    fail("too many keys")
                }
            case "patternProperties": break
            case "const", "enum":
                let allowed = rule as? [String] ?? [rule as? String ?? ""]
                if !allowed.contains(value as? String ?? "") { fail("\(value) is not one of \(allowed)") }
            case "pattern":
                guard let text = value as? String else { continue }
                if text.range(of: rule as? String ?? "", options: .regularExpression) == nil {
                    fail("\(text) has another form")
                }
            case "minimum":
                // It says nothing of what is no number.
                if let number = value as? NSNumber, number.doubleValue < (rule as? NSNumber)?.doubleValue ?? 0
                {
                    fail("\(value) is too small")
                }
            case "exclusiveMinimum":
                if let number = value as? NSNumber,
                    number.doubleValue <= (rule as? NSNumber)?.doubleValue ?? 0
                {
                    fail("\(value) is too small")
                }
            case "required":
                guard let object = value as? [String: Any] else { continue }
                for key in rule as? [String] ?? [] where object[key] == nil { fail("lacks \(key)") }
            case "properties":
                guard let object = value as? [String: Any], let known = rule as? [String: [String: Any]]
                else { continue }
                for (key, inner) in known {
                    if let child = object[key] { problems += check(child, inner, "\(path)/\(key)") }
                }
            case "additionalProperties":
                guard let object = value as? [String: Any] else { continue }
                let known = Set((schema["properties"] as? [String: Any] ?? [:]).keys)
                let patterns = (schema["patternProperties"] as? [String: Any] ?? [:]).keys
                for (key, child) in object where !known.contains(key) {
                    let isFree = patterns.contains { key.range(of: $0, options: .regularExpression) != nil }
                    if isFree || rule as? Bool == true { continue }
                    if let inner = rule as? [String: Any] {
                        problems += check(child, inner, "\(path)/\(key)")
                    } else {
                        fail("does not know \(key)")
                    }
                }
            case "items":
                guard let list = value as? [Any], let inner = rule as? [String: Any] else { continue }
                for (index, child) in list.enumerated() {
                    problems += check(child, inner, "\(path)/\(index)")
                }
            default: fail("the test does not know the keyword \(keyword)")
            }
        }
        return problems
    }

    private static func isOf(_ type: String, _ value: Any) -> Bool {
        let isBool = (value as? NSNumber).map { isBoolean($0) } ?? false
        switch type {
        case "null": return value is NSNull
        case "string": return value is String
        case "array": return value is [Any]
        case "object": return value is [String: Any]
        case "boolean": return isBool
        case "number": return !isBool && value is NSNumber
        case "integer":
            guard !isBool, let number = value as? NSNumber else { return false }
            return number.doubleValue == number.doubleValue.rounded()
        default: return false
        }
    }

    private static func isBoolean(_ number: NSNumber) -> Bool {
        String(cString: number.objCType) == "c" || String(cString: number.objCType) == "B"
    }
}
