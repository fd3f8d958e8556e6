import Teleradiology

/// Reads which studies something is about: an `applies_to` of triage or of reports.
struct StudyFilterReader {
    let priorities: [PriorityClass]
    /// The names of the sites, in order.
    let sites: [String]

    func studies(_ reader: NodeReader) -> StudyFilter {
        var studies = StudyFilter.all
        guard
            let map = reader.map(
                "studies such as '{ modality: ct, application: neurology }'",
                keys: ["modality", "application", "priority", "site"])
        else { return studies }
        func set<Value>(_ key: String, _ what: String, _ read: (NodeReader) -> Value?) -> Set<Value>? {
            guard let place = map.optional(key) else { return nil }
            if case .scalar("all") = place.node.content { return nil }
            guard let items = place.items("\(what), a list of them, or 'all'", allowsSingle: true) else {
                return nil
            }
            if items.isEmpty { place.error("\(place.path): it must look at something") }
            return Set(items.compactMap(read))
        }
        let applications = Application.allCases.map { ($0.name, $0) }
        if let modalities = set("modality", "a modality", DemandReader.modality) {
            studies.modalities = modalities
        }
        if let known = set("application", "an application", { $0.choice("application", applications) }) {
            studies.applications = known
        }
        studies.priorities = set("priority", "a priority class") { $0.priority(of: priorities) }
        studies.sites = set("site", "a site") { item in
            item.choice("site", sites.enumerated().map { ($0.element, $0.offset) })
        }
        return studies
    }
}
