import Foundation
import Testing

/// Common random numbers, seen from outside: in the log of every milestone.
@Suite("Designs that are compared meet the same studies")
struct CommonNumbersFacts {
    private static let demo = Repository.root.appending(path: "Scenarios/demo.yaml").path()
    private static let quick = ["--replications", "2", "--set", "length=8 d", "--quiet"]

    /// What a study brings along, whatever becomes of it.
    private struct Arrival: Hashable {
        let created: String
        let attributes: [String]
        var imagingComplete: String?
    }

    /// A study of a log: what it brought, and how long its reading took where it was read.
    private struct LoggedStudy {
        var arrival: Arrival
        var opened: Double?
        var reading: Double?
    }

    private func log(_ options: [String]) throws -> String {
        let scratch = try Scratch()
        let output = try Telerad.run(
            ["run", Self.demo, "--log", scratch.path("log.csv")] + Self.quick + options)
        #expect(output.status == 0, "\(output.standardError)")
        return try String(contentsOfFile: scratch.path("log.csv"), encoding: .utf8)
    }

    /// The studies of a CSV log without quoted cells, by number.
    private func studies(_ log: String) throws -> [Int: LoggedStudy] {
        let lines = log.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let names = try #require(lines.first)
        let column = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        func cell(_ line: [String], _ name: String) throws -> String { line[try #require(column[name])] }
        let attributes = ["site", "modality", "priority", "application", "instances", "bytes"]
        var studies: [Int: LoggedStudy] = [:]
        for line in lines.dropFirst() {
            let number = try #require(Int(try cell(line, "study")))
            let time = try cell(line, "time")
            // The first line of a study tells everything about it.
            var study =
                try studies[number]
                ?? LoggedStudy(
                    arrival: Arrival(created: time, attributes: attributes.map { try cell(line, $0) }))
            switch try cell(line, "milestone") {
            case "ImagingComplete": study.arrival.imagingComplete = time
            case "Exam Opened": study.opened = try seconds(time)
            case "FinalPublish": study.reading = try study.opened.map { try seconds(time) - $0 }
            default: break
            }
            studies[number] = study
        }
        return studies
    }

    /// Seconds since the beginning of the month.
    private func seconds(_ time: String) throws -> Double {
        let match = try #require(time.wholeMatch(of: /\d{4}-\d\d-(\d\d)T(\d\d):(\d\d):(\d\d\.\d+)(Z|[+-].*)/))
        func number(_ part: Substring) throws -> Double { try #require(Double(part)) }
        let hours = try number(match.1) * 24 + number(match.2)
        return (hours * 60 + (try number(match.3))) * 60 + (try number(match.4))
    }

    @Test(
        "every arm has the same studies with the same attributes at the same instants, and reads them as long",
        arguments: [
            ["--variant", "on-premise"], ["--variant", "two night readers"],
        ])
    func sameStudies(options: [String]) throws {
        let base = try studies(try log(["--log-replication", "2"]))
        let other = try studies(try log(["--log-replication", "2"] + options))
        #expect(base.count > 2000)
        #expect(base.mapValues(\.arrival) == other.mapValues(\.arrival))
        // Both readers are as fast, so a reading takes what the study's own draw says, whoever reads it and when; times
        // are whole microseconds.
        let differences = base.compactMap { number, study -> Double? in
            guard let one = study.reading, let two = other[number]?.reading else { return nil }
            return abs(one - two)
        }
        #expect(differences.count > 2000)
        #expect(differences.allSatisfy { $0 < 5e-6 })
        // They are two designs, not the same run twice.
        #expect(base.values.compactMap(\.opened).sorted() != other.values.compactMap(\.opened).sorted())
    }

    @Test("a replication has the same events whatever runs beside it, before it or after it")
    func order() throws {
        let all = try log(["--log-replication", "all"])
        var lines = all.split(separator: "\n")
        let heading = lines.removeFirst()
        let column = try #require(heading.split(separator: ",").firstIndex(of: "replication"))
        for number in 1...2 {
            let cells = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            let own = cells.filter { $0[column] == "\(number)" }.map { line in
                var line = line
                line.remove(at: column)
                return line.joined(separator: ",")
            }
            for threads in ["1", "2"] {
                let alone = try log(["--log-replication", "\(number)", "--threads", threads])
                #expect(alone.split(separator: "\n").dropFirst().elementsEqual(own) { $0 == $1 })
            }
        }
    }

    @Test("another seed, and another replication, have other studies")
    func others() throws {
        let base = try studies(try log([])).mapValues(\.arrival)
        #expect(try studies(try log(["--seed", "7"])).mapValues(\.arrival) != base)
        #expect(try studies(try log(["--log-replication", "2"])).mapValues(\.arrival) != base)
    }
}
