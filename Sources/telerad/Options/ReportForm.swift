import ArgumentParser

/// The forms that a report can have.
enum ReportForm: String {
    case text, json, html

    /// The form that the ending of a file's name asks for; nil for an ending that asks for none.
    init?(ending file: String) {
        let name = file.lowercased()
        switch name {
        case _ where name.hasSuffix(".html") || name.hasSuffix(".htm"): self = .html
        case _ where name.hasSuffix(".json"): self = .json
        default: return nil
        }
    }
}

extension OutputOptions {
    /// The form of the report: what the ending of the file says, else what the flags say.
    var form: ReportForm { output.flatMap { ReportForm(ending: $0) } ?? (asksForJSON ? .json : .text) }

    /// Whether the report is for programs.
    var json: Bool { form == .json }

    func validate() throws {
        if let output, asksForJSON, form == .html {
            throw ValidationError("--output \(output) is a page and --json asks for JSON; give one of them")
        }
    }

    /// Ends the parsing of a command whose report is no page.
    func refusePage() throws {
        if let output, form == .html {
            throw ValidationError("--output \(output): there is no page of this report; write .txt or .json")
        }
    }

    /// Prints the report in the form that was asked for, or writes it to the file that was asked for.
    func write(
        json: @autoclosure () -> String, page: @autoclosure () -> String, text: @autoclosure () -> String
    ) throws {
        switch form {
        case .json: try write(json())
        case .html: try write(page())
        default: try write(text())
        }
    }
}
