import Experiments

/// The expectations of a scenario as test cases in JUnit's XML, as test suites and their servers read it.
///
/// A failed expectation is a failure; an undecided one is skipped, with what would decide it. No times of day and no
/// durations stand in it: the same file, seed and version give the same bytes.
public struct JUnitReport {
    private let result: ExperimentResult
    private let file: String

    /// The report of a run of a scenario file.
    public init(_ result: ExperimentResult, file: String) {
        self.result = result
        self.file = file
    }

    /// The XML.
    public var text: String {
        let outcomes = result.expectations
        let counts =
            "tests=\"\(outcomes.count)\" failures=\"\(outcomes.count { $0.verdict == .fail })\" errors=\"0\" "
            + "skipped=\"\(outcomes.count { $0.verdict == .undecided })\""
        let cases = outcomes.map { outcome -> String in
            let expectation = outcome.expectation
            let line = expectation.line > 0 ? " line=\"\(expectation.line)\"" : ""
            let head =
                "    <testcase classname=\"\(Self.escaped(file))\" name=\"\(Self.escaped(expectation.text))\" "
                + "file=\"\(Self.escaped(file))\"\(line)"
            let found = Self.escaped("found \(ExpectationText.found(outcome))")
            return switch outcome.verdict {
            case .pass: "\(head)/>\n"
            case .fail: "\(head)>\n      <failure message=\"\(found)\"/>\n    </testcase>\n"
            case .undecided: "\(head)>\n      <skipped message=\"undecided: \(found)\"/>\n    </testcase>\n"
            }
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites \(counts)>
              <testsuite name="\(Self.escaped(result.scenario.title))" \(counts)>
            \(cases.joined())  </testsuite>
            </testsuites>

            """
    }

    private static func escaped(_ text: String) -> String { XMLText.escaped(text, blanks: .references) }
}
