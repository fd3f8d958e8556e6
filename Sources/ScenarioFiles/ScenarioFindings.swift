import Teleradiology

/// All that is wrong with a scenario file and its variants, and all that the person should know besides.
public struct ScenarioFindings: Sendable {
    /// Errors and warnings, each once, in the order of the files.
    public let diagnostics: [ScenarioDiagnostic]
    /// How many more errors there are that nobody kept: a broken file can have millions.
    public let omitted: Int
    /// The names of the variants that were checked too.
    public let variants: [String]

    /// Whether it can be run.
    public var isValid: Bool { !diagnostics.contains { $0.severity == .error } }
}

extension ScenarioFile {
    /// Everything that is wrong with a file: in it and in those that it extends, in each of its variants, and in the
    /// model that comes of it, such as studies that nobody may read.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - assignments: `path=value` overrides, as ``setting(_:option:)`` takes them.
    ///   - brokenFiles: what happens when a folder to replay holds a file that can't be read.
    public static func findings(
        inFile path: String, setting assignments: [String] = [], brokenFiles: BrokenFilePolicy = .refuse
    ) -> ScenarioFindings {
        do throws(ScenarioError) {
            let text = try ScenarioFile.text(ofFile: path)
            return try ScenarioFile(parsing: text, path: path).setting(assignments).findings(
                brokenFiles: brokenFiles)
        } catch {
            return ScenarioFindings(diagnostics: error.diagnostics, omitted: error.omitted, variants: [])
        }
    }

    /// Everything that is wrong with the file, its variants and the models that come of them.
    public func findings(brokenFiles: BrokenFilePolicy = .refuse) -> ScenarioFindings {
        var omitted = 0
        let own = found(brokenFiles, &omitted)
        // What several variants have in common is said once.
        var others: [(diagnostic: ScenarioDiagnostic, variants: [String])] = []
        for name in variantNames {
            var inVariant: [ScenarioDiagnostic] = []
            do throws(ScenarioError) {
                var ignored = 0
                inVariant = try variant(name).found(brokenFiles, &ignored)
            } catch {
                // Paths lead nowhere in a file of which parts are missing.
                inVariant = gaps == .none ? error.diagnostics : []
            }
            for diagnostic in inVariant where !own.contains(diagnostic) {
                if let index = others.firstIndex(where: { $0.diagnostic == diagnostic }) {
                    others[index].variants.append(name)
                } else {
                    others.append((diagnostic, [name]))
                }
            }
        }
        let named = others.map { diagnostic, names in
            var diagnostic = diagnostic
            let shown = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
            diagnostic.message = "variant\(names.count > 1 ? "s" : "") \(shown): \(diagnostic.message)"
            return diagnostic
        }
        return ScenarioFindings(diagnostics: own + named, omitted: omitted, variants: variantNames)
    }

    private func found(_ brokenFiles: BrokenFilePolicy, _ omitted: inout Int) -> [ScenarioDiagnostic] {
        do throws(ScenarioError) {
            let (scenario, warnings) = try read(brokenFiles: brokenFiles)
            do throws(ModelError) {
                return try warnings + TeleradiologyModel(scenario).warnings.map { diagnostic(.warning, $0) }
            } catch {
                let errors = TeleradiologyModel.errors(in: scenario)
                return warnings + errors.map { diagnostic(.error, $0.description) }
            }
        } catch {
            omitted = error.omitted
            return error.diagnostics
        }
    }

    // MARK: Places of what the model says

    /// What a model says, at the place of what it names.
    private func diagnostic(_ severity: ScenarioDiagnostic.Severity, _ message: String) -> ScenarioDiagnostic
    {
        let place = place(namedIn: message)
        return ScenarioDiagnostic(
            severity: severity, place: place ?? ScenarioPlace(file: path, line: 0, column: 0),
            message: message,
            sourceLine: place.flatMap { sources[$0.file]?[$0.line] })
    }

    /// Where the stream, the site or the reader group stands that a message names.
    private func place(namedIn message: String) -> ScenarioPlace? {
        func items(_ node: ScenarioNode?) -> [ScenarioNode] {
            if case .list(let items)? = node?.content { items } else { [] }
        }
        /// The item with the longest name that stands behind a word: of 'CT' and 'CT 2' the second.
        func item(of list: ScenarioNode?, behind words: [String]) -> ScenarioNode? {
            let items = items(list)
            let named = zip(items, ScenarioNode.names(of: items)).filter { _, name in
                name.map { name in words.contains { message.contains("\($0) \(name)") } } ?? false
            }
            return named.max { ($0.1 ?? "").count < ($1.1 ?? "").count }?.0
        }
        if let site = item(of: root["sites"], behind: ["site"]) {
            return (item(of: site["demand"], behind: ["stream"]) ?? site).place
        }
        return item(of: root["readers"], behind: ["readers", "group", "left in"])?.place
    }
}
