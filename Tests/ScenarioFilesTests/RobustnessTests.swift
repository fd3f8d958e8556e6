import Foundation
import ScenarioFiles
import Teleradiology
import Testing

/// A generator that gives the same numbers for the same seed (SplitMix64, Steele, Lea and Flood 2014).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite("No text makes the reader crash")
struct RobustnessTests {
    private static let seed: UInt64 = 20_260_302
    private static let pieces = [
        "", " ", "\n", ":", "-", "[", "]", "{", "}", ",", "&a ", "*a", "<<: ", "#", "?", "|", ">", "\"", "'",
        "%", "\t",
        "!!int ", "nan", "inf", "-1", "0", "1e400", "1e-400", "-0.0", "999999999999999999999", "30 %",
        "5 min", "~",
        "null", "é", "\u{0}", "\u{FEFF}", "𝔘", "ct", "stat", "name", "\r", "---\n", "...\n", "x-",
        "%YAML 1.2\n",
    ]

    /// A text reads to a scenario, or to errors that all have a place within it.
    private func check(_ text: String, _ what: String) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
        do throws(ScenarioError) {
            let scenario = try ScenarioFile(text: text, path: "random.yaml").scenario()
            _ = try? TeleradiologyModel(scenario)
        } catch {
            #expect(!error.diagnostics.isEmpty, "\(what)")
            for diagnostic in error.diagnostics {
                #expect(diagnostic.place.file == "random.yaml", "\(what)")
                #expect(
                    (1...max(1, lines) + 1).contains(diagnostic.place.line), "\(what): \(diagnostic.head)")
                #expect(diagnostic.place.column >= 1, "\(what): \(diagnostic.head)")
                #expect(!diagnostic.message.isEmpty && !diagnostic.description.isEmpty, "\(what)")
            }
        }
    }

    @Test("random changes of a good scenario give a scenario, or errors with a place")
    func mutations() {
        var random = SplitMix64(state: Self.seed)
        let original = Array(SampleScenario.text.unicodeScalars)
        for round in 0..<3000 {
            var scalars = original
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let start = Int.random(in: 0...scalars.count, using: &random)
                let end = min(scalars.count, start + Int.random(in: 0...12, using: &random))
                let piece = Self.pieces.randomElement(using: &random) ?? ""
                switch Int.random(in: 0..<3, using: &random) {
                case 0: scalars.replaceSubrange(start..<end, with: piece.unicodeScalars)
                case 1: scalars.insert(contentsOf: piece.unicodeScalars, at: start)
                default:
                    // A piece of the scenario itself in a place where it does not belong.
                    let from = Int.random(in: 0..<original.count, using: &random)
                    let to = min(original.count, from + Int.random(in: 1...40, using: &random))
                    scalars.insert(contentsOf: original[from..<to], at: start)
                }
            }
            var text = ""
            text.unicodeScalars.append(contentsOf: scalars)
            check(text, "seed \(Self.seed), round \(round)")
        }
    }

    @Test("each value replaced by something odd gives a scenario, or errors with a place")
    func oddValues() {
        let lines = SampleScenario.text.split(separator: "\n", omittingEmptySubsequences: false)
        for index in lines.indices {
            guard let colon = lines[index].firstIndex(of: ":") else { continue }
            for odd in [
                "", "~", "[]", "{}", "[ [ [] ] ]", "{ a: { b: c } }", "-1", "1e400", "nan", "''", "- -", "*x",
                "&x y",
            ] {
                var changed = lines
                changed[index] = lines[index][...colon] + " " + odd
                check(changed.joined(separator: "\n"), "line \(index + 1) with \(odd)")
            }
        }
    }

    @Test("each line left out gives a scenario, or errors with a place")
    func missingLines() {
        let lines = SampleScenario.text.split(separator: "\n", omittingEmptySubsequences: false)
        for index in lines.indices {
            var fewer = lines
            fewer.remove(at: index)
            check(fewer.joined(separator: "\n"), "without line \(index + 1)")
            check(lines[...index].joined(separator: "\n"), "up to line \(index + 1)")
        }
    }

    @Test("random bytes give errors with a place, or are no UTF-8")
    func noise() throws {
        let folder = try ScratchFolder()
        var random = SplitMix64(state: Self.seed)
        for round in 0..<300 {
            let bytes = (0..<Int.random(in: 0...400, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let path = try folder.write(Data(bytes), to: "noise")
            #expect(throws: ScenarioError.self, "seed \(Self.seed), round \(round)") {
                try ScenarioFile(contentsOfFile: path).scenario()
            }
        }
    }

    @Test("random settings give a scenario, or errors")
    func settings() throws {
        var random = SplitMix64(state: Self.seed)
        let file = try SampleScenario.file()
        let parts = [
            "sites", "St Anna", "demand", "ct", "ct 2", "1", "0", "-1", "readers", "Night team", "count", "",
            ".", "x-",
            "technologies", "cloud", "ingest", "variants", "<<", "title", "9999999999999999999",
        ]
        for round in 0..<2000 {
            let path = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                parts.randomElement(using: &random) ?? ""
            }
            let assignment =
                path.joined(separator: ".") + "=" + (Self.pieces.randomElement(using: &random) ?? "")
            do throws(ScenarioError) {
                _ = try file.setting([assignment]).scenario()
            } catch {
                #expect(
                    error.diagnostics.allSatisfy { !$0.description.isEmpty }, "round \(round): \(assignment)")
                #expect(!error.diagnostics.isEmpty, "round \(round): \(assignment)")
            }
        }
    }
}
