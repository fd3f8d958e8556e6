// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that users of the libraries never resolve what only benchmarks need.
let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "telerad", path: "..")],
    targets: [
        // M/M/1 and hold models on the kernel, beside Peers/yardstick.cpp and Peers/mm1_simpy.py.
        .executableTarget(
            name: "kernel-bench", dependencies: [.product(name: "SimulationKernel", package: "telerad")]),
        // Flows over shared links, beside Peers/flows_simgrid.cpp.
        .executableTarget(
            name: "flow-bench", dependencies: [.product(name: "SimulationKernel", package: "telerad")]),
        // Headers of DICOM files, one by one and by folder, beside Peers/header_*.
        .executableTarget(
            name: "header-bench", dependencies: [.product(name: "DICOMHeader", package: "telerad")]),
        // A whole scenario, in studies a second.
        .executableTarget(
            name: "model-bench",
            dependencies: [
                .product(name: "ScenarioFiles", package: "telerad"),
                .product(name: "Teleradiology", package: "telerad"),
            ]),
        // Replications of a whole scenario, on so many threads.
        .executableTarget(
            name: "experiment-bench",
            dependencies: [
                .product(name: "Experiments", package: "telerad"),
                .product(name: "ScenarioFiles", package: "telerad"),
            ]),
        // The table of studies, beside Peers/tables_pyarrow.py and Peers/tables_polars.py.
        .executableTarget(
            name: "table-bench",
            dependencies: [
                .product(name: "Reports", package: "telerad"),
                .product(name: "ScenarioFiles", package: "telerad"),
                .product(name: "Teleradiology", package: "telerad"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
