import Foundation

/// An error that ends the command: its message, and the exit code that a script can tell it by.
struct Failure: Error {
    /// Exit codes; 64 to 78 are those of BSD's sysexits.
    enum Code: Int32, CaseIterable {
        case runFailed = 1
        case invalidScenario = 2
        case refusedFile = 3
        case usage = 64
        case unreadable = 66
        case unwritable = 73
        case expectationFailed = 99

        /// What a manual says of it.
        var meaning: String {
            switch self {
            case .runFailed: "A run failed."
            case .invalidScenario: "A scenario is wrong, or not the one that kept results are of."
            case .refusedFile: "A DICOM file was refused."
            case .usage: "Wrong arguments."
            case .unreadable: "Something can't be read."
            case .unwritable: "Something can't be written."
            case .expectationFailed: "An expectation of the scenario failed, or no roster keeps it."
            }
        }
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

/// Prints a message to standard error and ends the program.
func fail(_ code: Failure.Code, _ message: String) -> Never {
    // Messages about a place begin with it, as compilers' do, so that editors find it.
    printError(message.contains(": error: ") ? message : "telerad: error: \(message)")
    exit(code.rawValue)
}

/// Prints a line to standard error.
func printError(_ line: String) { Console.say(line) }

/// Prints a warning to standard error, unless it was printed before, and not with `--quiet`.
func printOnce(_ line: String) { Console.warn(line) }

/// A reader that has gone away (`telerad run … | head`) ends the program quietly.
func ignoreClosedPipes() {
    signal(SIGPIPE, SIG_DFL)
}
