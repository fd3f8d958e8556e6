import ArgumentParser
import BuildCommit
import Experiments

/// The command line: arguments in, reports out; everything else is in the libraries.
@main
struct Telerad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "telerad",
        abstract:
            "Simulates teleradiology: turnaround and throughput per modality, cloud against on-premise.",
        discussion: """
            Describe sites, lines, hub and readers in a scenario file; telerad plays it
            many times and reports how long reports take, with confidence intervals. DICOM
            folders can drive a run.

              telerad init TEMPLATE             write a scenario to begin with
              telerad validate FILE             check a file
              telerad explain FILE              tell it in words, with every default
              telerad run FILE                  run it
              telerad compare FILE              compare its variants on the same studies
              telerad sweep FILE --over …       run it at many values of a parameter
              telerad crossover FILE --over …   where two designs are equally good
              telerad sensitivity FILE --over … which parameters matter
              telerad staff FILE --group …      the cheapest roster that keeps its promises
              telerad warm-up FILE              how long it takes to settle
              telerad model FILE                the model itself, as STRESS-DES asks for it
              telerad verify                    queues with known answers
              telerad shard plan …              cut a long experiment into pieces
              telerad schema                    what editors need to complete scenario files
              telerad replay FOLDER             replay a folder of DICOM files

            Exit codes: 0 good, 1 a run failed, 2 a scenario is wrong, or not the one that
            results are of, 3 a DICOM file was refused, 64 wrong arguments, 66 something
            can't be read, 73 something can't be written, 99 an expectation of the
            scenario failed, or no roster keeps it.
            """,
        version: versionLine,
        subcommands: [
            InitCommand.self, ValidateCommand.self, ExplainCommand.self, RunCommand.self,
            CompareCommand.self, SweepCommand.self, CrossoverCommand.self, SensitivityCommand.self,
            StaffCommand.self, WarmUpCommand.self, ModelCommand.self, VerifyCommand.self, ShardCommand.self,
            SchemaCommand.self, ReplayCommand.self, StudiesCommand.self, SampleStudiesCommand.self,
            GenerateManualCommand.self,
        ])

    /// `telerad 0.1.0 (abc1234)`; without the commit where the sources came without git.
    private static var versionLine: String {
        BuildCommit.name.isEmpty
            ? "telerad \(teleradVersion)" : "telerad \(teleradVersion) (\(BuildCommit.name))"
    }

    static func main() async {
        ignoreClosedPipes()
        let arguments = Array(CommandLine.arguments.dropFirst())
        Console.configure(arguments)
        if let hint = misspelledCommand(arguments) { fail(.usage, hint) }
        do {
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            fail(failure.code, failure.message)
        } catch {
            exit(withError: error)
        }
    }

    /// What to say when the first word looks like a command but is none.
    private static func misspelledCommand(_ arguments: [String]) -> String? {
        let commands = configuration.subcommands
        guard let word = arguments.first, !word.hasPrefix("-"), word != "help",
            !commands.contains(where: { $0.configuration.commandName == word })
        else { return nil }
        let names = commands.filter { $0.configuration.shouldDisplay }
            .compactMap { $0.configuration.commandName }
        let hint = Spelling.nearest(word, among: names + ["help"]).map { "; did you mean '\($0)'?" } ?? "."
        return "'\(word)' is no command\(hint) Commands: \(names.joined(separator: ", "))"
    }
}
