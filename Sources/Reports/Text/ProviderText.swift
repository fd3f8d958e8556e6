import Experiments
import Teleradiology

/// What each provider did, for people.
enum ProviderText {
    /// The section; empty without providers.
    static func text(_ result: ExperimentResult, _ style: TextStyle) -> String {
        let providers = result.providers
        guard !providers.isEmpty else { return "" }
        var table = TextTable(["Provider", "reports", "in time", "penalties per month"])
        for provider in providers {
            let penalties = provider.penaltiesPerMonth.map {
                "\(Figure.money($0.amount)) \($0.currency)"
            }
            table.add([
                provider.provider, Figure.estimate(provider.reads), Figure.share(provider.inTime),
                penalties.isEmpty ? Figure.none : penalties.joined(separator: ", "),
            ])
        }
        return style.section("What each provider did, and paid for late reports", table)
    }
}
