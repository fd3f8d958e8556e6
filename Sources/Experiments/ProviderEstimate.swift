import Teleradiology

/// What the readers of one provider did, over replications.
public struct ProviderEstimate: Sendable {
    /// The name of the provider.
    public let provider: String
    /// Reports published in a replication.
    public let reads: Estimate?
    /// The share of its reports of promised classes that were in time; nil without any.
    public let inTime: Estimate?
    /// What it pays for late reports in a month of 30.4375 days, by currency.
    public let penaltiesPerMonth: [(currency: String, amount: Estimate?)]
}

extension ExperimentResult {
    /// What each provider did, in the order of the scenario; empty without providers.
    public var providers: [ProviderEstimate] {
        guard let first = replications.first else { return [] }
        return first.providers.indices.map { index in
            ProviderEstimate(
                provider: first.providers[index].provider,
                reads: Estimate(replications.map { Double($0.providers[index].reads) }),
                inTime: Estimate(
                    replications.map {
                        let use = $0.providers[index]
                        return use.promised > 0 ? Double(use.inTime) / Double(use.promised) : nil
                    }),
                penaltiesPerMonth: first.providers[index].penalties.indices.map { place in
                    (
                        first.providers[index].penalties[place].currency,
                        Estimate(
                            replications.map {
                                $0.providers[index].penalties[place].amount * DeliveryCosts.month.seconds
                                    / $0.observed.seconds
                            })
                    )
                })
        }
    }
}
