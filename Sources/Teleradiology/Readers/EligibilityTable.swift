/// Who may read what, compiled: each study belongs to the class of studies that the same groups may read.
///
/// Eligibility is a hard filter: the group reads the modality and the application, and is licensed for the
/// country of the site. There are as many classes as there are different sets of groups, a handful at most
/// in practice, so the worklist looks at a handful of queue heads whatever its length.
struct EligibilityTable: Sendable {
    /// For each class, the groups that may read it.
    let groups: [[Int]]
    /// For each group, the classes it may read.
    let classes: [[Int]]
    /// The class of stream × modality × application; −1 where nobody may read.
    private let classOf: [Int32]

    private static let modalities = Modality.allCases.count
    private static let applications = Application.allCases.count

    /// Throws when a stream can produce a study that nobody may ever read.
    init(_ scenario: Scenario, streams: [CompiledStream]) throws(ModelError) {
        var known: [[Int]: Int] = [:]
        var groups: [[Int]] = []
        var classOf: [Int32] = []
        for stream in streams {
            let site = scenario.sites[stream.site]
            for modality in Modality.allCases {
                for application in Application.allCases {
                    let eligible = scenario.readers.indices.filter { index in
                        let group = scenario.readers[index]
                        let isLicensed = site.country.map { group.licences?.contains($0) ?? true } ?? true
                        return isLicensed && group.modalities.contains(modality)
                            && group.applications.contains(application)
                    }
                    if eligible.isEmpty {
                        if Self.produces(stream, modality, application) {
                            let name = site.demand[stream.index].name
                            throw ModelError(
                                .unreadableStream,
                                "nobody may read \(modality.name) \(application.name) studies of stream \(name) at "
                                    + "site \(site.name)\(site.country.map { " (licence \($0))" } ?? "")")
                        }
                        classOf.append(-1)
                    } else {
                        let number = known[eligible] ?? groups.count
                        if number == groups.count {
                            known[eligible] = number
                            groups.append(eligible)
                        }
                        classOf.append(Int32(number))
                    }
                }
            }
        }
        self.groups = groups
        self.classOf = classOf
        classes = scenario.readers.indices.map { group in
            groups.indices.filter { groups[$0].contains(group) }
        }
    }

    /// The class of a study of a stream.
    func classOf(stream: Int, modality: Modality, application: UInt8) -> Int32 {
        classOf[(stream * Self.modalities + Int(modality.rawValue)) * Self.applications + Int(application)]
    }

    private static func produces(_ stream: CompiledStream, _ modality: Modality, _ application: Application)
        -> Bool
    {
        let index = Int(application.rawValue)
        let share = stream.applications[index] - (index > 0 ? stream.applications[index - 1] : 0)
        if case .replay(let studies) = stream.arrivals {
            return studies.contains {
                $0.modality == modality && ($0.application.map { $0 == application } ?? (share > 1e-12))
            }
        }
        if case .trace(let studies) = stream.arrivals {
            return studies.contains {
                $0.modality == modality && ($0.application.map { $0 == application } ?? (share > 1e-12))
            }
        }
        return modality == stream.modality && share > 1e-12
    }
}
