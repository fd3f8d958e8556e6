import ArgumentParser
import DICOMHeader
import Foundation
import Reports
import SyntheticStudies

/// `telerad sample-studies`: writes synthetic studies.
struct SampleStudiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample-studies",
        abstract: "Write synthetic, standard-conformant studies of all six imaging techniques.",
        discussion: """
            Phantoms by invented manufacturers, for invented patients, in seven transfer
            syntaxes. The same seed gives the same files. Prints a listing of the studies
            written.

              telerad sample-studies MyStudies
              telerad sample-studies --seed 7 MyStudies
            """)

    @Argument(
        help: ArgumentHelp("The folder to write to; made when it is not there.", valueName: "folder"),
        completion: .directory)
    var folder: String

    @Option(help: ArgumentHelp("The seed of everything that varies.", valueName: "number"))
    var seed: UInt64 = 20_260_302

    @Flag(help: "Write into a folder that holds files already.")
    var force = false

    @OptionGroup var output: OutputOptions

    func validate() throws { try output.check([.text, .json]) }

    func run() throws {
        let existing = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        if !existing.isEmpty, !force {
            throw Failure(.unwritable, "\(folder): holds files already; --force writes all the same")
        }
        do {
            try SampleStudyCollection(seed: seed).write(to: folder)
        } catch {
            throw Failure(.unwritable, "\(error)")
        }
        // Read back what was written: the listing is a first check of it.
        let listing: StudiesListing
        do {
            listing = StudiesListing([try StudyFolder(at: folder, threads: 1)], style: output.style)
        } catch {
            throw Failure(.unreadable, "\(error)")
        }
        try output.write(output.json ? listing.json.text : listing.text)
    }
}
