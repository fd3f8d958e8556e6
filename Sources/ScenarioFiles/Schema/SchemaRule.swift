/// What a value of a scenario file may be, for editors that complete and check while one types.
///
/// The readers decide what is right; the rules say the same as far as a form can, and tests hold them to it.
package indirect enum SchemaRule: Sendable {
    /// A key of a map.
    package struct Property: Sendable {
        package let key: String
        package let rule: SchemaRule
        package let description: String
        /// What holds where it is missing, as a file would have it; nil for nothing.
        package let fallback: String?
        package let isRequired: Bool
        /// Whether it adds something that is not simulated, or not asked for, where it is missing.
        package var isFeature = false
    }

    /// A map with known keys; other keys only where `others` says what they hold.
    case map([Property], others: SchemaRule? = nil)
    /// A map with exactly one of some keys.
    case choice([Property])
    /// A list of values.
    case list(SchemaRule, least: Int = 0)
    /// One of some words.
    case words([String])
    /// A text of a form, given as a regular expression (ECMA-262), with what it is.
    case form(String, String)
    /// A number without a unit.
    case number(ClosedRange<Double>)
    /// A whole number.
    case integer(ClosedRange<Int>)
    /// Yes or no.
    case flag
    /// Any text.
    case text
    /// Anything at all.
    case anything
    /// One of several.
    case any([SchemaRule])
    /// What is described once, under a name.
    case named(String)
}

extension SchemaRule.Property {
    /// A key that may be missing.
    static func may(
        _ key: String, _ rule: SchemaRule, _ description: String, default fallback: String? = nil
    ) -> Self {
        Self(key: key, rule: rule, description: description, fallback: fallback, isRequired: false)
    }

    /// A key that adds something; where it is missing there is nothing of the kind.
    static func adds(_ key: String, _ rule: SchemaRule, _ description: String) -> Self {
        Self(
            key: key, rule: rule, description: description, fallback: nil, isRequired: false, isFeature: true)
    }

    /// A key that must be there.
    static func needs(_ key: String, _ rule: SchemaRule, _ description: String) -> Self {
        Self(key: key, rule: rule, description: description, fallback: nil, isRequired: true)
    }
}

extension SchemaRule {
    /// One, or a list of them.
    static func oneOrMore(_ rule: SchemaRule) -> SchemaRule { .any([rule, .list(rule, least: 1)]) }

    /// A map whose keys are names.
    static func byName(_ rule: SchemaRule) -> SchemaRule { .map([], others: rule) }
}
