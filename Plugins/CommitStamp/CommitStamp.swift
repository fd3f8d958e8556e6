import Foundation
import PackagePlugin

/// Writes `let commit = "abc1234"` into the build folder, anew whenever the commit or a source file changes.
///
/// A manifest can ask for the commit too (`Context.gitInformation`), but manifests are cached by their text alone: the next
/// build, and other clones of the same manifest, would get an old one.
@main
struct CommitStamp: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) -> [Command] {
        let package = context.package.directoryURL
        let script = package.appending(path: "Plugins/CommitStamp/stamp.sh")
        let stamp = context.pluginWorkDirectoryURL.appending(path: "Commit.swift")
        let sources = context.package.targets.compactMap { $0 as? any SourceModuleTarget }
            .flatMap { $0.sourceFiles.map(\.url) }
        return [
            .buildCommand(
                displayName: "Stamping the commit", executable: URL(filePath: "/bin/sh"),
                arguments: [
                    script.path(percentEncoded: false), package.path(percentEncoded: false),
                    stamp.path(percentEncoded: false),
                ],
                inputFiles: [script, package.appending(path: "Package.swift")] + gitFiles(package) + sources,
                outputFiles: [stamp])
        ]
    }

    /// The files that a commit, a reset and a change of branch write to.
    private func gitFiles(_ package: URL) -> [URL] {
        var git = package.appending(path: ".git")
        // In a work tree it is a file that says where the folder is.
        if let text = try? String(contentsOf: git, encoding: .utf8), text.hasPrefix("gitdir: ") {
            let path = text.dropFirst("gitdir: ".count).trimmingCharacters(in: .whitespacesAndNewlines)
            git = URL(filePath: path, relativeTo: package)
        }
        return ["HEAD", "logs/HEAD"].map { git.appending(path: $0) }
            .filter { FileManager.default.fileExists(atPath: $0.path(percentEncoded: false)) }
    }
}
