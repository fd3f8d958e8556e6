/// What the authors of a scenario say about it: what a report on the model needs and no program can know.
///
/// Nothing of it changes a run.
public struct ScenarioAbout: Hashable, Sendable {
    /// What is told; the raw value is the key in scenario files.
    public enum Subject: String, CaseIterable, Hashable, Sendable {
        /// Which decision the model is to help with, and for whom.
        case purpose
        /// What the experiments are to find out.
        case aims
        /// Where the figures of the file come from.
        case data
        /// What was done to data before they became figures of the file.
        case preparation
        /// What the authors assume.
        case assumptions
        /// What the model leaves out, and what must not be concluded from it.
        case limits
        /// Why the warm-up is as long as it is.
        case warmUp = "warm_up"
        /// Why there are so many replications.
        case replications
        /// Who made it.
        case authors
        /// The version of the scenario.
        case version
        /// Under which licence the scenario may be used.
        case licence
        /// Where the scenario, and what belongs to it, can be had.
        case code
    }

    private var texts: [Subject: [String]] = [:]

    /// Nothing is said.
    public init() {}

    /// What is said of a subject, in paragraphs; empty when nothing is.
    public subscript(subject: Subject) -> [String] {
        get { texts[subject] ?? [] }
        set { texts[subject] = newValue.isEmpty ? nil : newValue }
    }
}
