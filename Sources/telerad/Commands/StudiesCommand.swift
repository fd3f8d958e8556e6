import ArgumentParser
import DICOMArchives
import DICOMHeader
import Foundation
import Reports

/// `telerad studies`: lists the studies in folders and archives.
struct StudiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "studies",
        abstract: "List the studies in folders and archives of DICOM files.",
        discussion: """
            For each study: modalities, series, instances, bytes, first and last
            acquisition, body part, priority and UID. With --instances, for each file what
            its header says. Nothing that identifies a patient is read. Files that can't
            be read don't stop the listing; they are named behind it, by reason.

            Zip and tar archives (also .tar.gz, .tar.bz2, .tar.xz, .tar.zst) are read in
            place, given by name or lying in a folder; a file inside is named like
            night.zip/CT/0001.dcm. Archives inside archives are not opened.

              telerad studies SampleStudies
              telerad studies SampleStudies --csv --output studies.csv
              telerad studies night.zip other-night.tar.gz
              telerad studies /data/night --instances --json
              telerad studies /data/night --broken refuse
            """)

    @Argument(
        help: ArgumentHelp(
            "Folders, and zip or tar archives, of DICOM files.", valueName: "folder-or-archive"),
        completion: .file())
    var folders: [String]

    @Flag(help: "List instances instead of studies.")
    var instances = false

    @Option(
        help: "What happens when a file is broken: skip (name it behind the listing) or refuse (exit with 3)."
    )
    var broken: BrokenFiles = .skip

    @Option(
        help: ArgumentHelp(
            "Threads that read; as many as there are processors by default.", valueName: "number"))
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount

    @OptionGroup var table: TableOptions

    var output: OutputOptions { table.output }

    enum BrokenFiles: String, ExpressibleByArgument, CaseIterable {
        case skip, refuse
    }

    func validate() throws {
        try table.check([.text, .json, .table])
        if !(1...64).contains(threads) { throw ValidationError("--threads takes a number from 1 to 64") }
    }

    func run() throws {
        let progress = FolderProgressLine(folders, isAlwaysTold: true)
        var contents: [StudyFolder] = []
        for folder in folders {
            do {
                contents.append(
                    try StudyFolder(
                        atFolderOrArchive: folder, threads: threads, keepsInstances: instances,
                        progress: progress.reading))
            } catch {
                progress.finish()
                throw Failure(.unreadable, "\(error)")
            }
        }
        progress.finish()
        let brokenFiles = contents.flatMap(\.broken)
        if broken == .refuse, !brokenFiles.isEmpty {
            throw Failure(.refusedFile, brokenFiles.map(\.description).joined(separator: "\n"))
        }
        // The text names them itself.
        if output.json || table.csv || output.output != nil {
            for file in brokenFiles { printOnce("telerad: warning: skipped \(file)") }
        }
        if instances {
            let listing = InstancesListing(contents, style: output.style)
            try table.write(json: listing.json.text, table: listing.table, text: listing.text)
        } else {
            let listing = StudiesListing(contents, style: output.style)
            try table.write(json: listing.json.text, table: listing.table, text: listing.text)
        }
    }
}
