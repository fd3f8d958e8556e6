import Teleradiology

/// Milestones as messages of IHE's profile Standardized Operational Log of Events (SOLE, trial implementation, revision
/// 1.2 of 2018-07-27): syslog lines of RFC 5424 whose text is an audit message of DICOM PS3.15, section A.5.
///
/// As the profile has it, APP-NAME is `IHE+SOLE`, MSGID is the event's type code (a RadLex code of the SWIM lexicon), the
/// study takes part as a system object in the role of a report (codes 2 and 3), and the site as the location of the
/// event (SOLE51, urn:ihe:rad). The priority value is 136, as in public examples of such messages. Four things are our own:
/// the event's ID is RadLex's "workflow term", events for which the lexicon has no code use the coding scheme 99TELERAD,
/// studies are identified by their number in the run, because there are no patients, and PROCID is the replication. There is
/// no XML declaration: it may be left out of UTF-8 (XML 1.0, section 2.8), which RFC 5424 has the mark at the front say.
struct SOLEMessage {
    private let showsReplication: Bool
    /// By milestone: what stands between the replication and the time in the text.
    private let heads: LinePieces
    /// By milestone: from that time to the participants.
    private let types: LinePieces
    /// By reader group; the last is none.
    private let readers: LinePieces
    private let readerGroups: Int
    /// By site: from the location to the study's number.
    private let sites: LinePieces

    init(_ scenario: Scenario, showsReplication: Bool) {
        self.showsReplication = showsReplication
        readerGroups = scenario.readers.count
        func code(_ milestone: Milestone) -> String {
            milestone.radLexCode ?? milestone.label.filter { $0 != " " }
        }
        heads = LinePieces(
            Milestone.allCases.map { milestone in
                """
                 \(code(milestone)) - \u{FEFF}<AuditMessage><EventIdentification \
                EventActionCode="E" EventOutcomeIndicator="0" EventDateTime="
                """
            })
        types = LinePieces(
            Milestone.allCases.map { milestone in
                """
                "><EventID csd-code="RID45812" codeSystemName="RadLex" originalText="workflow term"/><EventTypeCode \
                csd-code="\(code(milestone))" codeSystemName="\(milestone.radLexCode == nil ? "99TELERAD" : "RadLex")" \
                originalText="\(milestone.label)"/></EventIdentification>
                """
            })
        readers = LinePieces(
            (scenario.readers.map { Self.escaped($0.name) } + ["telerad"]).map {
                """
                <ActiveParticipant UserID="\($0)" UserIsRequestor="false"/>\
                <AuditSourceIdentification AuditSourceID="telerad"/>
                """
            })
        sites = LinePieces(
            scenario.sites.map { site in
                """
                <ParticipantObjectIdentification ParticipantObjectTypeCode="3" ParticipantObjectTypeCodeRole="2" \
                ParticipantObjectID="\(Self.escaped(site.name))"><ParticipantObjectIDTypeCode csd-code="SOLE51" \
                codeSystemName="urn:ihe:rad" originalText="Location of Event"/></ParticipantObjectIdentification>\
                <ParticipantObjectIdentification ParticipantObjectTypeCode="2" ParticipantObjectTypeCodeRole="3" \
                ParticipantObjectID="
                """
            })
    }

    /// More than any message has.
    var longest: Int { heads.longest + types.longest + readers.longest + sites.longest + 400 }

    func append(
        _ event: MilestoneEvent, _ replication: Int, _ clock: inout EventClock, _ line: inout LinePen
    ) {
        let milestone = Int(event.milestone.rawValue)
        line.append("<136>1 ")
        clock.append(event.time, to: &line)
        line.append(" telerad IHE+SOLE ")
        line.append(number: replication + 1)
        line.append(heads, milestone)
        clock.append(event.time, to: &line)
        line.append(types, milestone)
        line.append(readers, event.readerGroup >= 0 ? Int(event.readerGroup) : readerGroups)
        line.append(sites, Int(event.site))
        if showsReplication {
            line.append(number: replication + 1)
            line.append(".")
        }
        line.append(number: event.study)
        line.append(
            "\"><ParticipantObjectIDTypeCode csd-code=\"StudyNumber\" codeSystemName=\"99TELERAD\" originalText=\"Study\"/></ParticipantObjectIdentification></AuditMessage>\n"
        )
    }

    /// A name in an attribute; a message stays one line.
    private static func escaped(_ name: String) -> String { XMLText.escaped(name, blanks: .references) }
}
