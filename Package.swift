// swift-tools-version: 6.1
import PackageDescription

// One way through, left to right; every module imports only what stands above it here.
let package = Package(
    name: "telerad",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "telerad", targets: ["telerad"]),
        .library(name: "SimulationKernel", targets: ["SimulationKernel"]),
        .library(name: "DICOMHeader", targets: ["DICOMHeader"]),
        .library(name: "DICOMArchives", targets: ["DICOMArchives"]),
        .library(name: "Teleradiology", targets: ["Teleradiology"]),
        .library(name: "ScenarioFiles", targets: ["ScenarioFiles"]),
        .library(name: "Experiments", targets: ["Experiments"]),
        .library(name: "Reports", targets: ["Reports"]),
    ],
    dependencies: [
        // The command line: parsing, help, completions.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        // Scenario files: YAML with line and column of every key and value.
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    ],
    targets: [
        // Clock, event queue, random streams, distributions, resources, tallies.
        .target(name: "SimulationKernel"),

        // zlib, for deflated data sets and compressed tables.
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        // Scanning DICOM headers, and grouping instances to studies.
        .target(
            name: "DICOMHeader", dependencies: ["CZlib"], exclude: ["Dictionary/generate-dictionary.py"],
            // Character sets; on Linux the C library has it.
            linkerSettings: [.linkedLibrary("iconv", .when(platforms: [.macOS]))]),

        // libarchive, for zip and tar.
        .systemLibrary(
            name: "CArchive", pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
        // DICOM files inside zip and tar archives.
        .target(name: "DICOMArchives", dependencies: ["DICOMHeader", "CArchive"]),

        // DCMTK (C++) behind one plain C header; the only C++ of the house.
        // Linked by name: Debian's dcmtk.pc asks for a sndfile.pc that libdcmtk-dev does not bring.
        .target(
            name: "CDCMTK",
            linkerSettings: [
                .linkedLibrary("dcmnet"), .linkedLibrary("dcmjpeg"), .linkedLibrary("dcmjpls"),
                .linkedLibrary("dcmimage"), .linkedLibrary("dcmimgle"), .linkedLibrary("dcmdata"),
                .linkedLibrary("oflog"), .linkedLibrary("ofstd"),
            ]),
        // Associations, C-ECHO, reading headers and writing files through DCMTK.
        .target(name: "DICOMNetwork", dependencies: ["CDCMTK", "DICOMHeader"]),
        // Phantom studies of all six imaging techniques, written through DCMTK.
        .target(name: "SyntheticStudies", dependencies: ["DICOMNetwork"]),

        // The domain model: sites, delivery, readers, worklist.
        .target(name: "Teleradiology", dependencies: ["SimulationKernel"]),
        // YAML to checked values to a model ready to run; replay of DICOM folders.
        .target(
            name: "ScenarioFiles",
            dependencies: [
                "Teleradiology", "DICOMArchives",
                .product(name: "Yams", package: "Yams"),
            ],
            exclude: [
                "AssignmentKeys.md", "Authoring.md", "DeliveryKeys.md", "DemandKeys.md", "ReaderKeys.md",
                "ReportKeys.md", "TriageKeys.md",
            ],
            // What `telerad init` writes; part of the program, so that nothing is looked up when it runs.
            resources: [
                .embedInCode("Templates/single-hospital.yaml"), .embedInCode("Templates/night-cover.yaml"),
                .embedInCode("Templates/national-network.yaml"), .embedInCode("Templates/replay.yaml"),
            ]),
        // Which runs to make and what they mean together.
        .target(name: "Experiments", dependencies: ["Teleradiology", "ScenarioFiles"]),
        // How results look.
        .target(
            name: "Reports", dependencies: ["Experiments", "ScenarioFiles", "DICOMHeader", "CZlib"],
            exclude: [
                "JSONReports.md", "EventLogs.md", "ModelReports.md", "Tables.md", "Parquet/README.md",
                "Schemas",
            ]),
        // The commit that telerad is built from, for `telerad --version`; a module of its own, so that a new commit
        // compiles one line anew.
        .plugin(name: "CommitStamp", capability: .buildTool()),
        .target(name: "BuildCommit", plugins: ["CommitStamp"]),
        // The command line: argument parsing and wiring, nothing else.
        .executableTarget(
            name: "telerad",
            dependencies: [
                "Reports", "SyntheticStudies", "DICOMArchives", "BuildCommit",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .testTarget(
            name: "SimulationKernelTests", dependencies: ["SimulationKernel"],
            // Read from where it lies.
            exclude: ["Flows/simgrid-flows.tsv"]),
        .testTarget(name: "DICOMHeaderTests", dependencies: ["DICOMHeader", "CZlib"]),
        .testTarget(name: "DICOMArchivesTests", dependencies: ["DICOMArchives", "CArchive"]),
        .testTarget(name: "DICOMNetworkTests", dependencies: ["DICOMNetwork"]),
        .testTarget(name: "TeleradiologyTests", dependencies: ["Teleradiology"], exclude: ["Fixtures"]),
        .testTarget(name: "SyntheticStudiesTests", dependencies: ["SyntheticStudies"]),
        .testTarget(name: "ScenarioFilesTests", dependencies: ["ScenarioFiles", "DICOMNetwork"]),
        .testTarget(
            name: "ExperimentsTests",
            dependencies: ["Experiments", "Reports", "ScenarioFiles", "DICOMHeader", "CZlib"]),
        // The whole product: scenario files in, results out; the command itself.
        .testTarget(name: "ProductTests", dependencies: ["Experiments", "ScenarioFiles", "telerad"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
