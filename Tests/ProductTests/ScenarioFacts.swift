import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Facts about whole runs that a person can work out by hand.
@Suite("Runs of small scenarios do what a person works out by hand")
struct ScenarioFacts {
    /// One study at a time over one uplink, with the given parts filled in.
    private func scenario(
        start: String = "2026-03-02T00:00", zone: String = "UTC", length: String = "2 d",
        interarrival: String,
        demand: String = "", uplink: String = "", delivery: String = "cloud", shifts: String = "",
        site: String = "",
        readers: String = ""
    ) throws -> TeleradiologyModel {
        let text = """
            title: By hand
            start: \(start)
            time_zone: \(zone)
            length: \(length)
            ending: stop
            sites:
              - name: Clinic
                kind: hospital
            \(uplink)
            \(site)
                demand:
                  - modality: ct
                    arrivals: { interarrival: \(interarrival) }
                    size: { instances: 100, bytes: 100 MB }
                    reading: 10 min
            \(demand)
            delivery: \(delivery)
            technologies:
              cloud:
                protocol: { stow: { instances_per_request: 50 } }
                ingest: { workers: 1, per_study: 2 s, per_instance: 10 ms }
              on-premise:
                protocol: { c_store: { associations: 1 } }
                line: { bandwidth: 500 Mbit/s }
                ingest: { workers: 1, per_study: 2 s, per_instance: 10 ms }
            readers:
              - group: Team
                count: 1
                time_zone: \(zone)
            \(shifts)
            \(readers)
            """
        return try TeleradiologyModel(ScenarioFile(text: text, path: "by-hand.yaml").scenario())
    }

    private let uplink = "    uplink: { bandwidth: 100 Mbit/s, round_trip: 40 ms }"

    @Test("C-STORE over an idle line takes set-up + n (RTT + 1.04 · 8 S / rate + 1.5 ms)")
    func cStoreClosedForm() throws {
        let model = try scenario(interarrival: "1 h", uplink: uplink, delivery: "on-premise")
        let study = try #require(model.run(replication: 0, recordingStudies: true).studies.first)
        let size = 1e6
        // The window grows until it holds what fills the line, 100 Mbit/s × 40 ms; the instance is twice that.
        let slowStart = 5.109_781_5  // log2(500,000 / 14,480)
        let transfer = 0.07 + 3 * 0.04 + slowStart * 0.04 + 100 * (0.04 + 1.04 * 8 * size / 100e6 + 0.0015)
        let ingest = 2 + 100 * 0.01
        let available = try #require(study.available)
        #expect(abs((available - study.created).seconds - (transfer + ingest)) < 1e-4)
    }

    @Test("STOW-RS over the same line waits for two responses instead of a hundred")
    func stowClosedForm() throws {
        let model = try scenario(interarrival: "1 h", uplink: uplink)
        let study = try #require(model.run(replication: 0, recordingStudies: true).studies.first)
        // Two round trips for TCP and TLS; slow start until the window holds the line's 100 Mbit/s × 40 ms.
        let slowStart = 5.109_781_5  // log2(500,000 / 14,480)
        let transfer = 2 * 0.04 + slowStart * 0.04 + 2 * 0.04 + 1.04 * 8 * 100e6 / 100e6
        let available = try #require(study.available)
        #expect(abs((available - study.created).seconds - (transfer + 3)) < 1e-4)
    }

    @Test("two studies that start together share the line: both take twice the bytes' time")
    func sharedLine() throws {
        let twin = """
                  - modality: mr
                    arrivals: { interarrival: 1 h }
                    size: { instances: 100, bytes: 100 MB }
                    reading: 10 min
            """
        let model = try scenario(interarrival: "1 h", demand: twin, uplink: uplink)
        let studies = try model.run(replication: 0, recordingStudies: true).studies.prefix(2)
        let setUp = 2 * 0.04 + 5.109_781_5 * 0.04
        let arrived = setUp + 2 * 8.32
        let available = studies.compactMap { $0.available.map { ($0 - .zero).seconds } }.sorted()
        // One ingest worker: the second waits for the first.
        #expect(abs(available[0] - (3600 + arrived + 3)) < 1e-4)
        #expect(abs(available[1] - (3600 + arrived + 6)) < 1e-4)
    }

    @Test("a shift that begins at 08:00 local time begins an hour earlier in UTC once clocks go forward")
    func daylightSaving() throws {
        // Europe/Berlin goes forward on 2026-03-29 at 02:00. Saturday 28th 00:00 is simulated time zero.
        let model = try scenario(
            start: "2026-03-28T00:00", zone: "Europe/Berlin", length: "3 d", interarrival: "20 h",
            shifts: "    shifts: [ { days: daily, hours: 08:00-16:00 } ]")
        let studies = try model.run(replication: 0, recordingStudies: true).studies
        // Made on Saturday 20:00, read when the shift begins on Sunday 08:00 summer time, 11 hours later.
        #expect(studies[0].created == .minutes(20 * 60))
        #expect(studies[0].opened == .minutes(31 * 60))
        // Made on Sunday 17:00 summer time (40 h after the start), read on Monday 08:00, 15 hours later.
        #expect(studies[1].opened == .minutes(55 * 60))
    }

    @Test("a reader finishes the open study after the end of the shift, and opens no other")
    func shiftEnd() throws {
        let model = try scenario(
            interarrival: "6 min", shifts: "    shifts: [ { days: daily, hours: 08:00-09:00 } ]")
        let studies = try model.run(replication: 0, recordingStudies: true).studies
        let opened = studies.compactMap(\.opened).filter { $0 < .minutes(24 * 60) }
        // 08:00, 08:10, … 08:50: six studies of ten minutes in the hour.
        let expected = [480.0, 490, 500, 510, 520, 530].map { SimulationTime.minutes($0) }
        #expect(opened == expected)
    }

    @Test("scanners serve one exam at a time; studies are complete when the exam ends")
    func scanners() throws {
        let model = try scenario(
            length: "3 h", interarrival: "10 min",
            site: "    scanners: { ct: { count: 1, exam: 15 min } }")
        let studies = try model.run(replication: 0, recordingStudies: true).studies
        for study in studies {
            guard let complete = study.imagingComplete else { continue }
            let expected = SimulationTime.minutes(10 + 15 * Double(study.number + 1))
            #expect(complete == expected)
        }
    }

    @Test("transfer + wait + read is the report turnaround time of every study, to the microsecond")
    func intervalsAddUp() throws {
        let model = try TeleradiologyModel(
            ScenarioFile(text: Self.busyScenario, path: "busy.yaml").scenario())
        let result = try model.run(replication: 3, recordingStudies: true)
        var counted = 0
        for study in result.studies {
            guard let complete = study.imagingComplete, let available = study.available,
                let opened = study.opened,
                let assigned = study.assigned, let reported = study.reported
            else { continue }
            counted += 1
            #expect(
                (available - complete) + (opened - available) + (reported - opened) == reported - complete)
            #expect(study.created <= complete && complete <= available && available <= assigned)
            #expect(assigned <= opened && opened <= reported)
        }
        #expect(counted == result.conservation.reported)
        #expect(result.conservation.created == result.studies.count)
    }

    @Test("created = reported + in the system, and what is in the system is where the timelines say")
    func conservation() throws {
        let model = try TeleradiologyModel(
            ScenarioFile(text: Self.busyScenario, path: "busy.yaml").scenario())
        let result = try model.run(replication: 0, recordingStudies: true)
        let waiting = result.studies.filter { $0.available != nil && $0.assigned == nil }.count
        let reading = result.studies.filter { $0.opened != nil && $0.reported == nil }.count
        #expect(result.conservation.inSystemCounts[4] == waiting)
        #expect(result.conservation.inSystemCounts[6] == reading)
        #expect(
            result.conservation.created
                == result.conservation.reported + result.conservation.inSystemCounts.reduce(0, +))
    }

    @Test("with `ending: finish` every study is reported")
    func finish() throws {
        let text = Self.busyScenario.replacing("ending: stop", with: "ending: finish")
        let model = try TeleradiologyModel(ScenarioFile(text: text, path: "busy.yaml").scenario())
        let result = try model.run(replication: 0)
        #expect(result.conservation.created > 1000)
        #expect(result.conservation.reported == result.conservation.created)
    }

    @Test("cloud and on-premise see the same studies: same instants, same attributes")
    func commonRandomNumbers() throws {
        let file = try ScenarioFile(text: Self.busyScenario, path: "busy.yaml")
        let cloud = try TeleradiologyModel(file.scenario())
        let onPremise = try TeleradiologyModel(file.setting(["delivery=on-premise"]).scenario())
        for replication in 0..<3 {
            let first = try cloud.run(replication: replication, recordingStudies: true)
            let second = try onPremise.run(replication: replication, recordingStudies: true)
            #expect(first.demandFingerprint == second.demandFingerprint)
            #expect(first.fingerprint != second.fingerprint)
            let attributes: (StudyRecord) -> [Double] = {
                [
                    Double($0.created.microseconds), Double($0.site), Double($0.modality.rawValue),
                    Double($0.priority),
                    Double($0.application.rawValue), Double($0.instances), $0.bytes,
                ]
            }
            #expect(first.studies.map(attributes) == second.studies.map(attributes))
            #expect(first.studies.count > 1000)
        }
    }

    @Test("a further site leaves the studies of the others as they were")
    func furtherSite() throws {
        let file = try ScenarioFile(text: Self.busyScenario, path: "busy.yaml")
        let before = try file.scenario()
        var after = before
        var further = before.sites[0]
        further.name = "Further"
        after.sites.insert(further, at: 0)
        let first = try TeleradiologyModel(before).run(replication: 0, recordingStudies: true).studies
        let second = try TeleradiologyModel(after).run(replication: 0, recordingStudies: true).studies
        let place: (StudyRecord) -> [Double] = {
            [Double($0.created.microseconds), $0.bytes, Double($0.priority)]
        }
        #expect(first.filter { $0.site == 0 }.map(place) == second.filter { $0.site == 1 }.map(place))
    }

    @Test("a stream that nobody may ever read is found before the run, and named")
    func unreadable() throws {
        let text = Self.busyScenario.replacing("licences: [ DE ]", with: "licences: [ FR ]")
        let scenario = try ScenarioFile(text: text, path: "busy.yaml").scenario()
        #expect {
            _ = try TeleradiologyModel(scenario)
        } throws: { error in
            let error = error as? ModelError
            return error?.reason == .unreadableStream && error?.description.contains("North") == true
        }
    }

    static let busyScenario = """
        title: Busy
        start: 2026-03-02T00:00
        time_zone: Europe/Berlin
        length: 14 d
        warm_up: 1 d
        ending: stop
        priorities: [ { name: stat, target: 30 min }, { name: routine, target: 24 h } ]
        sites:
          - name: North
            kind: hospital
            country: DE
            uplink: { bandwidth: 50 Mbit/s, round_trip: { cloud: 20 ms, on-premise: 6 ms }, loss: 0.001 % }
            scanners: { ct: { count: 2, exam: { lognormal: { mean: 12 min, sd: 5 min } } } }
            demand:
              - modality: ct
                arrivals: { per_day: 90, profile: emergency }
                priority: { stat: 20 %, routine: 80 % }
                application: { neurology: 40 %, other: 60 % }
              - modality: xray
                arrivals: { per_day: 150, profile: outpatient }
                priority: { stat: 5 %, routine: 95 % }
        delivery: cloud
        technologies:
          cloud:
            protocol: { stow: { instances_per_request: 50 } }
            ingest: { workers: { min: 1, max: 8 }, scale_up: 45 s, per_study: 1.5 s, per_instance: 3 ms }
          on-premise:
            protocol: { c_store: { associations: 2 } }
            line: { bandwidth: 200 Mbit/s }
            ingest: { workers: 2, per_study: 0.5 s, per_instance: 2 ms }
        readers:
          - group: Day
            count: 4
            time_zone: Europe/Berlin
            shifts: [ { days: daily, hours: 07:00-19:00 } ]
            licences: [ DE ]
            downlink: { bandwidth: 200 Mbit/s, round_trip: 20 ms }
          - group: Night
            count: 1
            time_zone: Europe/Berlin
            shifts: [ { days: daily, hours: 19:00-07:00 } ]
            reads: { modalities: [ ct ] }
            licences: [ DE ]
            downlink: { bandwidth: 100 Mbit/s, round_trip: 30 ms }
        worklist: { order: priority }
        """
}
