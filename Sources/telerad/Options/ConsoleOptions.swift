import ArgumentParser

/// Options of every command.
struct ConsoleOptions: ParsableArguments {
    // Read by `Console.configure` too, before arguments are parsed.
    @Flag(help: "Write without colour; so does the environment variable NO_COLOR.")
    var noColor = false
}
