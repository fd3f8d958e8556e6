import ScenarioFiles

/// The form of scenario files as a JSON Schema (2020-12), for editors.
///
/// A file that `extends` others may leave out whatever they say, at any depth. So every rule is there twice: whole, and
/// as a part in which nothing is required.
public enum ScenarioSchemaJSON {
    /// The schema.
    public static var value: JSONValue {
        let definitions = ScenarioSchema.definitions
        return .object([
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("$id", .string("telerad.schema.json")), ("title", .string("telerad scenario")),
            ("description", .string("A scenario file of telerad, a teleradiology workflow simulator.")),
            ("type", .string("object")), ("if", .object([("required", .array([.string("extends")]))])),
            ("then", reference("scenario", isPart: true)), ("else", reference("scenario", isPart: false)),
            (
                "$defs",
                .object(
                    [false, true].flatMap { isPart in
                        definitions.map { definition in
                            (
                                definition.name + (isPart ? ".part" : ""),
                                described(
                                    json(definition.rule, isPart: isPart), definition.description,
                                    fallback: nil)
                            )
                        }
                    })
            ),
        ])
    }

    private static func reference(_ name: String, isPart: Bool) -> JSONValue {
        .object([("$ref", .string("#/$defs/\(name)\(isPart ? ".part" : "")"))])
    }

    private static func json(_ rule: SchemaRule, isPart: Bool) -> JSONValue {
        switch rule {
        case .map(let properties, let others):
            let required = properties.filter(\.isRequired).map { JSONValue.string($0.key) }
            return .object(
                [("type", .string("object")), ("properties", json(properties, isPart: isPart))]
                    + (isPart || required.isEmpty ? [] : [("required", .array(required))])
                    // What begins with x- nobody reads.
                    + [("patternProperties", .object([("^x-", .bool(true))]))]
                    + [("additionalProperties", others.map { json($0, isPart: isPart) } ?? .bool(false))])
        case .choice(let properties):
            return .object([
                ("type", .string("object")), ("properties", json(properties, isPart: isPart)),
                ("additionalProperties", .bool(false)), ("minProperties", .integer(1)),
                ("maxProperties", .integer(1)),
            ])
        case .list(let item, let least):
            return .object(
                [("type", .string("array")), ("items", json(item, isPart: isPart))]
                    + (least > 0 ? [("minItems", .integer(least))] : []))
        case .words(let words): return .object([("enum", .array(words.map { .string($0) }))])
        case .form(let pattern, let what):
            return .object([
                ("type", .string("string")), ("pattern", .string(pattern)), ("description", .string(what)),
            ])
        case .number(let bounds):
            return .object([
                ("type", .string("number")), ("minimum", .number(bounds.lowerBound)),
                ("maximum", .number(bounds.upperBound)),
            ])
        case .integer(let bounds):
            return .object([
                ("type", .string("integer")), ("minimum", .integer(bounds.lowerBound)),
                ("maximum", .integer(bounds.upperBound)),
            ])
        case .flag: return .object([("type", .string("boolean"))])
        // A name may look like a number.
        case .text: return .object([("type", .array([.string("string"), .string("number")]))])
        case .anything: return .bool(true)
        case .any(let rules): return .object([("anyOf", .array(rules.map { json($0, isPart: isPart) }))])
        case .named(let name): return reference(name, isPart: isPart)
        }
    }

    private static func json(_ properties: [SchemaRule.Property], isPart: Bool) -> JSONValue {
        .object(
            properties.map { property in
                (
                    property.key,
                    described(
                        json(property.rule, isPart: isPart), property.description, fallback: property.fallback
                    )
                )
            })
    }

    /// A rule with what it is for, in place of what it says of itself, and its default.
    private static func described(_ rule: JSONValue, _ description: String, fallback: String?) -> JSONValue {
        guard case .object(let entries) = rule else { return rule }
        var head: [(String, JSONValue)] = [("description", .string(description))]
        if let fallback {
            if let value = scalar(fallback) {
                head.append(("default", value))
            } else {
                head[0].1 = .string("\(description) By default \(fallback).")
            }
        }
        return .object(head + entries.filter { $0.0 != "description" })
    }

    /// The default as YAML reads it; nil for lists and maps, which are told in words.
    private static func scalar(_ text: String) -> JSONValue? {
        if text.hasPrefix("[") || text.hasPrefix("{") { return nil }
        if let number = Int(text) { return .integer(number) }
        return text == "true" ? .bool(true) : text == "false" ? .bool(false) : .string(text)
    }
}
