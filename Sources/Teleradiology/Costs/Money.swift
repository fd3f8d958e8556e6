/// An amount in a currency, named by its ISO 4217 code.
public struct Money: Hashable, Sendable {
    /// The amount, in whole units of the currency.
    public var amount: Double
    /// The currency, such as `EUR`.
    public var currency: String

    /// An amount in a currency.
    public init(_ amount: Double, _ currency: String) {
        self.amount = amount
        self.currency = currency
    }
}
