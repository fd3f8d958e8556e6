import Teleradiology

extension ScenarioFile {
    /// What the file as it stands is called where it is set beside designs that are made of it.
    ///
    /// Its own name (`base: one night reader`), where it gives one; the technology, where one of the others delivers by
    /// another; else "base case".
    public func baseName(_ base: Scenario, beside others: [(name: String, scenario: Scenario)]) -> String {
        let name =
            givenBaseName
            ?? (others.contains { $0.scenario.delivery != base.delivery }
                ? base.delivery.rawValue : "base case")
        return others.contains { $0.name == name } ? "as the file stands" : name
    }

    private var givenBaseName: String? {
        guard case .scalar(let text)? = root["base"]?.content, !text.isEmpty else { return nil }
        return text
    }
}
