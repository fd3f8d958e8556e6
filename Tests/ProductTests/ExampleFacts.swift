import Foundation
import Testing

/// The scenarios that answer one question each: what their comments show is what comes out.
@Suite("Example scenarios")
struct ExampleFacts {
    @Test(
        "the lines that a scenario's comment shows are lines of its comparison, in this order",
        arguments: ["sending-early", "night-cover", "order-of-work", "line-cut"])
    func shown(_ name: String) throws {
        let path = "Scenarios/\(name).yaml"
        let text = try Repository.text(path)
        let shown = text.split(separator: "\n").filter { $0.hasPrefix("#   > ") }.map {
            String($0.dropFirst(6))
        }
        #expect(shown.count > 4)
        let output = try Telerad.run("compare", Repository.root.appending(path: path).path(), "--quiet")
        #expect(output.status == 0, "\(output.standardError)")
        var lines = output.standardOutput.split(separator: "\n")[...]
        for line in shown {
            guard let place = lines.firstIndex(where: { $0 == line }) else {
                Issue.record("\(path) shows a line that does not come out: \(line)")
                return
            }
            lines = lines[(place + 1)...]
        }
    }

    @Test("the list of scenarios names each of them")
    func list() throws {
        let list = try Repository.text("Scenarios/README.md")
        let folder = Repository.root.appending(path: "Scenarios").path()
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file.hasSuffix(".yaml")
        {
            #expect(list.contains("](\(file))"), "\(file)")
        }
    }
}
