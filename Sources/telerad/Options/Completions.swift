import ArgumentParser
import ScenarioFiles

extension CompletionKind {
    /// Scenario files.
    static var scenarioFile: CompletionKind { .file(extensions: ["yaml", "yml"]) }

    /// The variants of the scenario file that stands in the command.
    static var variant: CompletionKind {
        .custom { words, _, _ in
            let files = words.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
            return files.flatMap { (try? ScenarioFile(contentsOfFile: $0).variantNames) ?? [] }
        }
    }
}
