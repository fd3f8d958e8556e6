import ArgumentParser
import DICOMArchives
import Foundation
import Reports
import ScenarioFiles
import Teleradiology

/// `telerad replay`: plays folders of DICOM files through a scenario.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract:
            "Replay folders or archives of DICOM files: their modalities, sizes, instances and times drive the run.",
        discussion: """
            Without --scenario, each folder is a site with a 100 Mbit/s line, read by two
            radiologists who are always there, delivered by cloud. With --scenario, that
            file's sites make way for the folders: line, hub and readers are the file's,
            and each folder takes the line of the first site. A zip or tar archive may
            stand for a folder.

            Studies keep their weekday and time of day; the folder moves by whole weeks to
            the scenario's start.

              telerad replay SampleStudies
              telerad replay SampleStudies --delivery on-premise --broken skip
              telerad replay SampleStudies --scenario Scenarios/demo.yaml --json
              telerad replay SampleStudies --studies studies.csv
            """)

    @Argument(
        help: ArgumentHelp(
            "Folders, or zip or tar archives, of DICOM files.", valueName: "folder-or-archive"),
        completion: .file())
    var folders: [String]

    @Option(
        help: ArgumentHelp("A scenario file whose line, hub and readers are used.", valueName: "file"),
        completion: .scenarioFile)
    var scenario: String?

    @Option(help: "How studies are delivered: cloud or on-premise.")
    var delivery: DeliveryTechnology?

    @OptionGroup var studies: StudiesOptions
    @OptionGroup var expectations: ExpectationOptions
    @OptionGroup var options: ScenarioOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var figures: FigureOptions

    func validate() throws {
        try output.check([.text, .json, .page], orElse: ". --studies FILE writes a table of all studies")
    }

    func run() async throws {
        try figures.check()
        for folder in folders {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
                isFolder.boolValue || ArchiveKind(ofFileAt: folder) != nil
            else {
                throw Failure(.unreadable, "\(folder): there is no such folder, and no zip or tar archive")
            }
        }
        let source = try ReplayScenario.file(
            folders: folders, basedOn: scenario.map { try options.load($0) },
            setting: scenario == nil ? options.assignments : [])
        var replayed = try options.scenario(source, isReplay: true)
        if let delivery { replayed.delivery = delivery }
        // Nothing is random but what the files do not say; one replication is enough unless more are asked for.
        if options.replications == nil, scenario == nil { replayed.replications = 1 }
        let table = try studies.open([(nil, replayed)])
        let result = try await runExperiment(
            replayed, title: folders.joined(separator: ", "), options, output, studies: table?.sink())
        try studies.finish(table)
        let page = RunPage(result, command: repeated, isReplay: true)
        try figures.write(page.charts)
        try output.write(
            json: RunJSON.value(result).text, page: page.text, text: RunText(result, style: output.style).text
        )
        try expectations.check(result, file: scenario ?? folders.joined(separator: ", "))
    }
}

extension DeliveryTechnology: ExpressibleByArgument {}
