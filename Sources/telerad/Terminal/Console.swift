import Foundation
import Reports
import Synchronization

/// Standard error: errors, warnings and progress, which never get in each other's way.
enum Console {
    private struct State {
        var isQuiet = false
        var isProgressAsked = false
        var isColoured = false
        /// Whether a line of progress stands on the terminal.
        var hasProgress = false
        var warnings: Set<String> = []
    }

    private static let state = Mutex(State())

    /// The terminal behind standard error.
    static let terminal = Terminal(STDERR_FILENO)

    /// Reads what the arguments say of standard error, before they are parsed: errors in them are to be coloured, or
    /// not, like any other.
    static func configure(_ arguments: [String]) {
        let own = arguments.prefix { $0 != "--" }
        let isQuiet = own.contains { $0 == "--quiet" || ($0.wholeMatch(of: /-[a-z]*q[a-z]*/) != nil) }
        state.withLock {
            $0.isQuiet = isQuiet
            $0.isProgressAsked = own.contains("--progress")
            $0.isColoured = terminal.hasColour && !own.contains("--no-color")
        }
    }

    /// Where progress goes: a terminal shows it unless told not to; everything else only when told.
    static var progressForm: Progress.Form {
        let (isQuiet, isAsked) = state.withLock { ($0.isQuiet, $0.isProgressAsked) }
        return Progress.form(isQuiet: isQuiet, isAsked: isAsked)
    }

    /// Prints a line; any progress makes way for it.
    static func say(_ line: String) {
        state.withLock { state in
            let text = terminal.isTerminal && !terminal.isUnicode ? line.asASCII : line
            write(clearing(&state) + (state.isColoured ? coloured(text) : text) + "\n")
        }
    }

    /// Prints a warning, unless it was printed before or nobody wants any: many designs are read from one file.
    static func warn(_ line: String) {
        let isNew = state.withLock { !$0.isQuiet && $0.warnings.insert(line).inserted }
        if isNew { say(line) }
    }

    /// Draws the line of progress anew: the longest of its forms that fits, and of the last one what fits.
    static func draw(_ forms: [String]) {
        // One column less: some terminals begin a new line behind the last. The terminal may have changed its size.
        let columns = Terminal(STDERR_FILENO).columns - 1
        let text = forms.first { $0.displayWidth <= columns } ?? forms.last ?? ""
        state.withLock { state in
            state.hasProgress = true
            write("\r\(clearLine)\((terminal.isUnicode ? text : text.asASCII).prefix(columns: columns))")
        }
    }

    /// Takes the line of progress away.
    static func clear() { state.withLock { write(clearing(&$0)) } }

    /// "Erase in line" (ECMA-48), or blanks for a terminal that obeys nothing.
    private static var clearLine: String {
        terminal.isDumb ? String(repeating: " ", count: terminal.columns - 1) + "\r" : "\u{1B}[K"
    }

    private static func clearing(_ state: inout State) -> String {
        defer { state.hasProgress = false }
        return state.hasProgress ? "\r\(clearLine)" : ""
    }

    private static func coloured(_ line: String) -> String {
        for (word, tone) in [("error: ", Tone.bad), ("warning: ", Tone.undecided)] {
            guard let place = line.firstRange(of: word) else { continue }
            return line.replacingCharacters(in: place, with: tone.applied(to: word))
        }
        return line
    }

    private static func write(_ text: String) {
        if !text.isEmpty { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
    }
}

extension String {
    /// As many of the first characters as fit into some columns of a terminal.
    fileprivate func prefix(columns: Int) -> String {
        guard displayWidth > columns else { return self }
        var text = self
        while text.displayWidth > columns { text.removeLast() }
        return text
    }
}
