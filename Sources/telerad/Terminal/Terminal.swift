import Foundation

/// What is behind standard output or standard error: a terminal, and of which kind.
struct Terminal: Sendable {
    /// Whether it is one.
    let isTerminal: Bool
    /// The characters of a line.
    let columns: Int
    /// Whether it shows more than ASCII, by the locale.
    let isUnicode: Bool
    /// Whether it obeys the sequences that move the cursor.
    let isDumb: Bool
    /// Whether the user wants colour (https://no-color.org).
    let wantsColour: Bool

    /// The terminal behind a file descriptor, as the environment describes it.
    init(_ descriptor: Int32, environment: [String: String] = ProcessInfo.processInfo.environment) {
        isTerminal = isatty(descriptor) == 1
        columns = max(20, Self.columns(descriptor, environment))
        // The first of these that is set counts (POSIX, Base Definitions, section 8.2).
        let locale =
            ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        isUnicode = locale.lowercased().replacing("-", with: "").contains("utf8")
        isDumb = environment["TERM"].map { $0.isEmpty || $0 == "dumb" } ?? true
        wantsColour = environment["NO_COLOR"].map(\.isEmpty) ?? true
    }

    var hasColour: Bool { isTerminal && !isDumb && wantsColour }

    /// `COLUMNS` where it is exported, else the size of the terminal, else 80.
    private static func columns(_ descriptor: Int32, _ environment: [String: String]) -> Int {
        if let text = environment["COLUMNS"], let columns = Int(text), columns > 0 { return columns }
        var size = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        return 80
    }
}
