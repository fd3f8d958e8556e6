import ArgumentParser
import DICOMHeader
import Foundation
import Reports

/// `telerad studies`: lists the studies in folders.
struct StudiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "studies",
        abstract: "List the studies in folders of DICOM files.",
        discussion: """
            For each study: modalities, series, instances, bytes, first and last acquisition, body part, priority and UID.
            Nothing that identifies a patient is read. Files that can't be read are listed with the reason.

              telerad studies SampleStudies
              telerad studies SampleStudies --csv --output studies.csv
              telerad studies /data/night --broken refuse
            """)

    @Argument(help: ArgumentHelp("Folders of DICOM files.", valueName: "folder"))
    var folders: [String]

    @Flag(help: "Print CSV for spreadsheets.")
    var csv = false

    @Option(
        help: "What happens when a file is broken: skip (list it on standard error) or refuse (exit with 3).")
    var broken: BrokenFiles = .skip

    @OptionGroup var output: OutputOptions

    enum BrokenFiles: String, ExpressibleByArgument, CaseIterable {
        case skip, refuse
    }

    func validate() throws {
        if csv, output.json { throw ValidationError("give either --csv or --json") }
    }

    func run() throws {
        var contents: [StudyFolder] = []
        for folder in folders {
            do {
                contents.append(
                    try StudyFolder(at: folder, threads: ProcessInfo.processInfo.activeProcessorCount))
            } catch {
                throw Failure(.unreadable, "\(error)")
            }
        }
        let brokenFiles = contents.flatMap(\.broken)
        if broken == .refuse, !brokenFiles.isEmpty {
            throw Failure(.refusedFile, brokenFiles.map(\.description).joined(separator: "\n"))
        }
        for file in brokenFiles { printError("telerad: warning: skipped \(file)") }
        let listing = StudiesListing(contents)
        try output.write(output.json ? listing.json.text : csv ? listing.csv : listing.text)
    }
}
