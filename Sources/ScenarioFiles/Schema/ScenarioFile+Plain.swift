extension ScenarioFile {
    /// The file as a program sees it that reads YAML's core schema: numbers, yes and no are no texts.
    package var plain: any Sendable { Self.plain(root) }

    /// The keys that the readers know at each place they came to, by its pattern, such as `sites.[].uplink`.
    package func knownKeys() throws(ScenarioError) -> [String: Set<String>] {
        let record = ReadingRecord()
        _ = try read(brokenFiles: .skip, noting: record)
        return record.keys
    }

    /// What the readers took where the file says nothing, each with the pattern of its place.
    package func standInTexts() throws(ScenarioError) -> [(pattern: String, text: String)] {
        let record = ReadingRecord()
        _ = try read(brokenFiles: .refuse, noting: record)
        return record.standIns.filter { $0.source == nil }.map { ($0.steps.pattern, $0.text) }
    }

    private static func plain(_ node: ScenarioNode) -> any Sendable {
        switch node.content {
        case .scalar(let text):
            if text == "true" || text == "false" { return text == "true" }
            if let number = Int(text) { return number }
            if let number = Double(text), text.first?.isLetter == false { return number }
            return text
        case .list(let items): return items.map(plain)
        case .map(let entries):
            return Dictionary(entries.map { ($0.key, plain($0.value)) }) { _, last in last }
        }
    }
}
