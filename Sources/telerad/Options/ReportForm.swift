import ArgumentParser
import Foundation
import Reports

/// The forms that a report can have.
enum ReportForm: CaseIterable {
    case text, json, page, table

    /// The form that the ending of a file's name asks for; nil for an ending that no report has, and for none.
    init?(ending file: String) {
        let name = file.lowercased()
        if name.hasSuffix(".txt") {
            self = .text
        } else if name.hasSuffix(".json") {
            self = .json
        } else if name.hasSuffix(".html") || name.hasSuffix(".htm") {
            self = .page
        } else if TableFormat(file: file) != nil {
            self = .table
        } else {
            return nil
        }
    }

    /// What it is, with the endings to write.
    private var words: String {
        switch self {
        case .text: "text (.txt)"
        case .json: "JSON (.json)"
        case .page: "a page (.html)"
        case .table: "a table (\(TableFormat.endings))"
        }
    }

    /// Some forms in a sentence.
    static func list(_ forms: [ReportForm]) -> String {
        let words = forms.map(\.words)
        return words.count > 1
            ? words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1] : words[0]
    }
}

extension OutputOptions {
    /// The form of the report: what the ending of the file says, else what the flags say.
    var form: ReportForm {
        let form = output.flatMap { ReportForm(ending: $0) }
        // Any form is text of a kind; a flag says which.
        return form == nil || form == .text ? (asksForJSON ? .json : .text) : form ?? .text
    }

    /// Whether the report is for programs.
    var json: Bool { form == .json }

    func validate() throws {
        if let output, asksForJSON, form == .page {
            throw ValidationError("--output \(output) is a page and --json asks for JSON; give one of them")
        }
    }

    /// Ends the parsing of a command whose report can't be what the ending of the file says, before anything is computed: a
    /// file called a table that holds text would be found out by whoever opens it.
    ///
    /// - Parameters:
    ///   - forms: what the report of the command can be.
    ///   - isSaid: whether a flag says the form, so that any other ending will do.
    ///   - hint: where what was asked for is to be had.
    func check(_ forms: [ReportForm], isSaid: Bool = false, orElse hint: String = "") throws {
        guard let output, !output.hasSuffix("/") else { return }
        let possible = "write \(ReportForm.list(forms))"
        if let form = ReportForm(ending: output) {
            if forms.contains(form) { return }
            let missing = form == .page ? "page" : form == .table ? "table" : "such form"
            throw ValidationError(
                "--output \(output): there is no \(missing) of this report; \(possible)"
                    + (form == .table ? hint : ""))
        }
        let ending = (output as NSString).pathExtension
        if ending.isEmpty || asksForJSON || isSaid { return }
        throw ValidationError("--output \(output): no report ends in .\(ending); \(possible)")
    }

    /// Prints the report in the form that was asked for, or writes it to the file that was asked for.
    func write(
        json: @autoclosure () -> String, page: @autoclosure () -> String, text: @autoclosure () -> String
    ) throws {
        switch form {
        case .json: try write(json())
        case .page: try write(page())
        default: try write(text())
        }
    }
}
