import Foundation

/// The folders that the files of a scenario lie in: what one of them names is relative to its own.
struct FileFolders {
    private let main: String
    private let all: Set<String>

    /// - Parameters:
    ///   - main: the file that was asked for; what is set from outside is relative to it.
    ///   - all: that file and all that it extends.
    init(main: String, all: Set<String>) {
        self.main = main
        self.all = all
    }

    /// The path that a name at some place stands for.
    func path(_ name: String, namedAt place: ScenarioPlace) -> String {
        let file = all.contains(place.file) ? place.file : main
        let folder = (file as NSString).deletingLastPathComponent
        return name.hasPrefix("/") || folder.isEmpty ? name : folder + "/" + name
    }
}
