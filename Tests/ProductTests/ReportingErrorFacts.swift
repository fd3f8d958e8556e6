import Testing

/// Mistakes in `reports`, and studies for which somebody is missing.
@Suite("Mistakes about reports are found before the run, at their place")
struct ReportingErrorFacts {
    private func errors(_ reports: String, readers: String? = nil, demand: String = "") -> String {
        var clinic = ReportingFacts.clinic(reports, demand: demand)
        if let readers { clinic.readers = readers }
        return clinic.errors()
    }

    @Test(
        "in keys and values",
        arguments: [
            ("preliminry: { by: Team, final_by: Team }", "did you mean 'preliminary'?"),
            ("preliminary: { by: Teem, final_by: Team }", "'Teem' is no reader group; did you mean 'Team'?"),
            ("preliminary: { by: Team }", "missing key 'final_by' in reports.preliminary"),
            (
                "preliminary: { by: Team, final_by: Team, clas: routine }",
                "unknown key 'clas' in reports.preliminary; did you mean 'class'?"
            ),
            (
                "preliminary: { by: Team, final_by: Team, class: routin }",
                "'routin' is no priority class; did you mean 'routine'?"
            ),
            (
                "preliminary: { by: Team, final_by: Team, discrepancies: teleradiolgy }",
                "did you mean 'teleradiology'?"
            ),
            (
                "preliminary: { by: Team, final_by: Team, discrepancies: { minor: 60 %, major: 50 % } }",
                "minor and major discrepancies are parts of all reports"
            ),
            ("preliminary: { by: Team, final_by: Team, reading: 200 }", "100 times"),
            ("double_reading: { disagrement: 5 % }", "did you mean 'disagreement'?"),
            ("double_reading: { applies_to: { modality: ct } }", "missing key 'disagreement'"),
            ("peer_review: { reading: 50 % }", "missing key 'share' in reports.peer_review"),
            ("peer_review: { share: 120 % }", "clinic.yaml:"),
            (
                "critical_calls: { attempt: 2 min, answered: 0 %, retry_after: 10 min }",
                "calls that nobody answers never end; give 'attempts_max' too"
            ),
            (
                "critical_calls: { attempt: 2 min, answered: 60 %, retry_after: 10 }",
                "'10' has no unit"
            ),
            (
                "critical_calls: { attempt: 2 min, answered: 60 %, retry_after: 10 min, by: readr }",
                "did you mean 'reader'?"
            ),
            (
                "critical_calls: { attempt: 2 min, answered: 60 %, retry_after: 10 min }",
                "no stream has studies with a critical finding; write for example 'critical: 3 %'"
            ),
        ])
    func keys(reports: String, message: String) {
        let found = errors(reports)
        #expect(found.contains(message), "\(found)")
        #expect(found.contains("clinic.yaml:"))
    }

    @Test("a study whose final report nobody may give")
    func nobody() {
        let readers = """
            - { group: Team, count: 2 }
            - { group: Body, count: 3, reads: { modalities: [ mr ] } }
            """
        let found = errors("preliminary: { by: Team, final_by: Body }", readers: readers)
        #expect(
            found.contains(
                "reports.preliminary: nobody may give the final report of ct other studies of stream ct at site Clinic"
            ), "\(found)")
        // At the place of 'final_by'.
        let line = ReportingFacts.clinic("preliminary: { by: Team, final_by: Body }").text.split(
            separator: "\n", omittingEmptySubsequences: false
        ).firstIndex { $0.contains("final_by") }
        #expect(found.hasPrefix("clinic.yaml:\((line ?? 0) + 2):47:"), "\(found)")
        #expect(errors("preliminary: { by: Body, final_by: Body }", readers: readers).isEmpty)
    }

    @Test("too few readers for another to be there")
    func tooFew() {
        let one = "- { group: Team, count: 1 }"
        let two = "- { group: Team, count: 2 }"
        #expect(
            errors("preliminary: { by: Team, final_by: Team }", readers: one).contains(
                "one reader alone may give the final report of ct other studies of stream ct at site Clinic, and gives some"
            ))
        #expect(
            errors("double_reading: { disagreement: 0 % }", readers: one).contains(
                "one reader alone may read for the second time ct"))
        #expect(errors("double_reading: { disagreement: 0 % }", readers: two).isEmpty)
        #expect(
            errors("double_reading: { disagreement: 5 % }", readers: two).contains(
                "no third reader may decide on ct other studies of stream ct at site Clinic: 3 readers are needed"
            ))
        #expect(
            errors("peer_review: { share: 5 % }", readers: one).contains(
                "one reader alone may review the reports of ct"))
        let onCall =
            "- { group: Team, count: 2, on_call: { for: routine, after: 10 min, response: 5 min } }"
        #expect(
            errors("peer_review: { share: 5 % }", readers: onCall).contains("nobody may review"),
            "\(errors("peer_review: { share: 5 % }", readers: onCall))")
    }

    @Test("a class of final readings where the order of work knows none")
    func classInFifo() {
        var clinic = ReportingFacts.clinic("preliminary: { by: Team, final_by: Team, class: routine }")
        #expect(clinic.errors().isEmpty)
        clinic.rest += "\nworklist: { order: fifo }"
        #expect(
            clinic.errors().contains(
                "reports.preliminary.class: in the order 'fifo' there are no classes; remove it"))
    }

    @Test("readers who leave before the end of a run that goes on until all is done")
    func leaving() {
        var clinic = ReportingFacts.clinic("preliminary: { by: Team, final_by: Team }")
        clinic.rest += "\nevents: [ { at: 2026-03-02T01:00, readers: Team, count: 1 } ]"
        #expect(clinic.errors().contains("one reader alone may give the final report"), "\(clinic.errors())")
        clinic.ending = "stop"
        #expect(clinic.errors().isEmpty, "\(clinic.errors())")
    }
}
