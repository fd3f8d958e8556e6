import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

@Suite("Every value says where it comes from")
struct ProvenanceTests {
    private func value(_ path: String..., in file: ScenarioFile) throws -> SourcedValue {
        try #require(try file.explained().values.first { $0.path == path }, "\(path)")
    }

    @Test("what the file says comes from its line")
    func file() throws {
        let value = try value("warm_up", in: SampleScenario.file())
        #expect(value.text == "2 d")
        #expect(value.origin == .file(ScenarioPlace(file: "night.yaml", line: 5, column: 10)))
        #expect(value.origin.description == "night.yaml:5")
    }

    @Test("what it leaves out is the default that the scenario holds")
    func defaults() throws {
        let file = try SampleScenario.file()
        let scenario = try file.scenario()
        let seed = try value("seed", in: file)
        #expect(seed.origin == .standard)
        #expect(seed.text == "\(scenario.seed)")
        #expect(try value("replications", in: file).text == "\(scenario.replications)")
        // A key of a map that is missing altogether.
        #expect(try value("technologies", "cloud", "tcp", "congestion", in: file).text == "cubic")
        let retry = try #require(scenario.technologies[.cloud]?.retry)
        let first = try value("technologies", "cloud", "retry", "first", in: file).text
        #expect(first == "\(Int(retry.first.seconds)) s")
    }

    @Test("a default is what takes its place when it is written down")
    func writtenDown() throws {
        let file = try SampleScenario.file()
        let scenario = try file.scenario()
        var checked = 0
        for value in try file.explained().values {
            switch value.origin {
            case .standard, .preset: break
            default: continue
            }
            // These are words for what can't be written, or a list of several presets.
            let isWord =
                ["always there", "always", "no limit"].contains(value.text) || value.text.contains(";")
            // Sizes are rounded to four digits, and readings are drawn by what each study is.
            if isWord || value.path.contains("size") || value.path.last == "reading" { continue }
            let path = value.path.joined(separator: ".")
            let written = try file.setting(["\(path)=\(value.text)"]).scenario()
            #expect(written == scenario, "\(path)=\(value.text)")
            checked += 1
        }
        #expect(checked > 30)
    }

    @Test("what an option or a variant sets comes from there")
    func settings() throws {
        let file = try SampleScenario.file()
        let set = try value("replications", in: file.setting(["replications=3"]))
        #expect(set.origin == .setting("--set replications=3"))
        #expect(set.origin.description == "--set")
        let varied = try value("readers", "Night team", "count", in: file.variant("five readers"))
        #expect(varied.text == "5")
        guard case .variant("five readers", let place) = varied.origin else {
            Issue.record("\(varied.origin)")
            return
        }
        #expect(place.line > 40)
    }

    @Test("presets say where their figures come from, taken by name or by default")
    func presets() throws {
        let file = try SampleScenario.file()
        let profile = try value("sites", "St Anna", "demand", "ct", "arrivals", "profile", in: file)
        #expect(profile.text == "emergency")
        #expect(profile.source == WeeklyProfilePreset.all.first { $0.name == "emergency" }?.source)
        let instances = try value("sites", "St Anna", "demand", "ct 2", "size", "instances", in: file)
        #expect(instances.origin == .preset)
        #expect(instances.source == StudySizePreset.of(.ct).source)
        #expect(instances.text.hasPrefix("{ lognormal: { median: 343"))
        let reading = try value("sites", "St Anna", "demand", "ct 2", "reading", in: file)
        #expect(reading.source == .assumed)
    }

    @Test("noting changes nothing: the scenario is the same", arguments: BundledScenarioTests.all)
    func same(_ name: String) throws {
        let file = try BundledScenarioTests.file(name)
        #expect(try file.explained().scenario == file.scenario())
    }
}
