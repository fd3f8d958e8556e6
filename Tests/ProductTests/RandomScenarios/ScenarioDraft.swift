import SimulationKernel

/// A scenario file while features are put together: maps of keys that features set, and the text that they make.
struct ScenarioDraft {
    /// A map of a file, its keys in the order in which they were set.
    struct Keys {
        private(set) var entries: [(key: String, value: String)] = []

        /// The text of a value; nil takes the key away.
        subscript(key: String) -> String? {
            get { entries.first { $0.key == key }?.value }
            set {
                let place = entries.firstIndex { $0.key == key }
                switch (place, newValue) {
                case (let place?, let value?): entries[place].value = value
                case (let place?, nil): entries.remove(at: place)
                case (nil, let value?): entries.append((key, value))
                case (nil, nil): break
                }
            }
        }

        var text: String { "{ " + entries.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + " }" }
    }

    /// A site with its lines, scanners and streams.
    struct Site {
        var keys: Keys
        var scanners = Keys()
        var streams: [Keys]
    }

    var top: Keys
    var sites: [Site]
    var cloud: Keys
    var onPremise: Keys
    var hybrid: Keys
    var readers: [Keys]
    /// What `worklist` says.
    var worklist = Keys()
    var triage: [Keys] = []
    var providers: [Keys] = []
    var events: [String] = []
    /// The lines of the file `trace.csv` beside the scenario; empty for none.
    var trace = ""

    var text: String {
        func list(_ key: String, _ items: [String]) -> String {
            items.isEmpty ? "" : "\(key):\n" + items.map { "  - \($0)\n" }.joined()
        }
        let sites = sites.map { site in
            var keys = site.keys
            if !site.scanners.entries.isEmpty { keys["scanners"] = site.scanners.text }
            keys["demand"] = "[ " + site.streams.map(\.text).joined(separator: ", ") + " ]"
            return keys.text
        }
        return top.entries.map { "\($0.key): \($0.value)\n" }.joined() + list("sites", sites)
            + "technologies:\n  cloud: \(cloud.text)\n  on-premise: \(onPremise.text)\n  hybrid: \(hybrid.text)\n"
            + list("readers", readers.map(\.text)) + list("triage", triage.map(\.text))
            + list("providers", providers.map(\.text)) + list("events", events)
            + (worklist.entries.isEmpty ? "" : "worklist: \(worklist.text)\n")
    }

    /// The places of all streams, as site and stream.
    var streams: [(site: Int, stream: Int)] {
        sites.indices.flatMap { site in sites[site].streams.indices.map { (site, $0) } }
    }

    /// Whether readers are given studies ahead, by the technology that is used.
    var isPrefetching: Bool {
        let used = top["delivery"] == "cloud" ? cloud : onPremise
        return used["retrieval"]?.contains("prefetch") == true
    }

    /// Whether studies interrupt readings.
    var isPreemptive: Bool {
        worklist["order"]?.contains("preempt") == true
            || triage.contains { $0["effect"]?.contains("pre-empt") == true }
    }

    /// Whether there are readers on call.
    var hasOnCall: Bool { readers.contains { $0["on_call"] != nil } }
}

extension ScenarioDraft.Keys: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, String)...) {
        for (key, value) in elements { self[key] = value }
    }
}

/// Draws for a generator of scenarios.
struct Dice {
    private var stream: RandomStream

    init(seed: UInt64, scenario: Int) {
        stream = RandomStream(seed: seed, replication: scenario, name: "random scenarios")
    }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[Int(stream.uniform() * Double(items.count))] }

    /// True with a probability.
    mutating func comes(_ probability: Double) -> Bool { stream.uniform() < probability }
}
