import SimulationKernel
import Teleradiology
import Testing

/// Triage worked by hand: an X-ray at 100 s and one at 110 s, a CT at 120 s that software looks at; one reader, reads of
/// 10 minutes. The software finds what each test says.
@Suite("Triage by software, worked by hand")
struct TriageFacts {
    static func stream(_ modality: String, at seconds: Int, _ rest: String = "", reading: String = "10 min")
        -> String
    {
        "- { name: \(modality) \(seconds), modality: \(modality), arrivals: { interarrival: \(seconds) s }, "
            + "reading: \(reading), size: { instances: 100, bytes: 100 MB }\(rest.isEmpty ? "" : ", \(rest)") }"
    }

    private func clinic(_ triage: String, priority: String = "routine") -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.length = "150 s"
        clinic.priorities = "[ { name: stat }, { name: routine } ]"
        clinic.arrivals = "{ interarrival: 120 s }"
        clinic.demand = "priority: \(priority)"
        clinic.streams = [Self.stream("xray", at: 100), Self.stream("xray", at: 110)].joined(separator: "\n")
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.readers = "- { group: Team, count: 1, time_zone: UTC }"
        clinic.rest = "triage: \(triage)"
        return clinic
    }

    private func always(_ effect: String, time: String = "0 s") -> String {
        "{ applies_to: { modality: ct }, time: \(time), sensitivity: 100 %, specificity: 100 %, prevalence: 100 %, effect: \(effect) }"
    }

    private func opened(_ clinic: ClinicScenario) throws -> [Double] {
        try clinic.run().studies.map { (try #require($0.opened) - .zero).seconds }
    }

    @Test("a flag leaves the order of work as it is")
    func flag() throws {
        #expect(try opened(clinic(always("flag"))) == [100, 700, 1300])
    }

    @Test("a positive study that is reordered is read next")
    func reorder() throws {
        #expect(try opened(clinic(always("reorder"))) == [100, 1300, 700])
        #expect(try opened(clinic(always("{ reorder: stat }"))) == [100, 1300, 700])
        #expect(try opened(clinic(always("{ reorder: routine }"))) == [100, 700, 1300])
    }

    @Test("a negative study stays where it is")
    func negative() throws {
        let blind = always("reorder").replacing("sensitivity: 100 %", with: "sensitivity: 0 %")
        #expect(try opened(clinic(blind)) == [100, 700, 1300])
    }

    @Test("a verdict never lowers a study's class")
    func neverLower() throws {
        #expect(try opened(clinic(always("{ reorder: routine }"), priority: "stat")) == [100, 1300, 700])
    }

    @Test("a positive study interrupts; the interrupted one goes on first, with its work kept")
    func preempt() throws {
        let studies = try clinic(always("pre-empt")).run().studies
        #expect(try opened(clinic(always("pre-empt"))) == [100, 1300, 120])
        #expect(studies.map(\.reported) == [1300, 1900, 720].map { .zero + .seconds($0) })
        #expect(studies.map(\.interruptions) == [1, 0, 0])
        #expect(studies[0].interrupted == .seconds(600))
    }

    @Test("the wait is triage, queue and retrieval, exactly")
    func parts() throws {
        var clinic = clinic(always("flag", time: "40 s"))
        clinic.streams = Self.stream("ct", at: 120)
        clinic.readers = "- { group: Team, count: 1, downlink: { bandwidth: 100 Mbit/s, round_trip: 40 ms } }"
        let result = try clinic.run()
        let download = ClinicScenario.transfer
        // One server: the second is looked at from 160 to 200 s, and taken up when the first is read.
        let ends = 160 + download + 600
        func expect(_ milestone: KeyPath<StudyRecord, SimulationTime?>, _ seconds: [Double]) throws {
            for (study, expected) in zip(result.studies, seconds) {
                #expect(abs((try #require(study[keyPath: milestone]) - .zero).seconds - expected) < 1e-3)
            }
        }
        try expect(\.available, [120, 120])
        try expect(\.triaged, [160, 200])
        try expect(\.taken, [160, ends])
        try expect(\.opened, [160 + download, ends + download])
        let all = result.merged { _, _ in true }
        let parts = WaitPart.allCases.map { all.meanSeconds(of: $0) ?? -1 }
        for (part, expected) in zip(parts, [60, (ends - 200) / 2, download]) {
            #expect(abs(part - expected) < 1e-3)
        }
        let wait = try #require(all.intervals[Int(Interval.wait.rawValue)].meanSeconds)
        #expect(abs(parts.reduce(0, +) - wait) < 1e-9)
    }

    @Test("designs with and without triage, and with a better program, see the same patients")
    func samePatients() throws {
        var plain = QueueingScenario.poisson(load: 0.8, readers: 2)
        plain.length = "60 d"
        func result(_ triage: String) throws -> RunResult {
            var text = plain
            text.order = "priority }\n" + triage + "\nx-rest: { a: 1"
            return try text.model().run(replication: 3, recordingStudies: true)
        }
        func program(_ effect: String, sensitivity: Int, application: String = "all", time: String = "1 min")
            -> String
        {
            "triage: { applies_to: { application: \(application) }, servers: 9, time: \(time), sensitivity: \(sensitivity) %, "
                + "specificity: 90 %, prevalence: 20 %, effect: \(effect) }"
        }
        let without = try plain.model().run(replication: 3, recordingStudies: true)
        let flag = try result(program("flag", sensitivity: 80))
        let better = try result(
            program("reorder", sensitivity: 90, time: "{ lognormal: { median: 1 min, sigma: 1 } }"))
        #expect(without.demandFingerprint == flag.demandFingerprint)
        #expect(without.demandFingerprint == better.demandFingerprint)
        let done = (0..<5000).filter { flag.studies[$0].finding != nil && better.studies[$0].finding != nil }
        #expect(done.count > 4900)
        func isDiseased(_ study: StudyRecord) -> Bool {
            study.finding == .truePositive || study.finding == .falseNegative
        }
        for index in done {
            let (one, other) = (flag.studies[index], better.studies[index])
            #expect(isDiseased(one) == isDiseased(other))
            // What the worse program finds, the better one finds.
            if one.finding == .truePositive { #expect(other.finding == .truePositive) }
            if one.finding == .falsePositive { #expect(other.finding == .falsePositive) }
        }
        let found = done.filter { flag.studies[$0].finding == .truePositive }.count
        let better90 = done.filter { better.studies[$0].finding == .truePositive }.count
        #expect(better90 > found)
    }

    /// 40,000 studies or so: shares of a binomial within five standard deviations.
    @Test(
        "prevalence, sensitivity and specificity are the shares that are found, by technique and application")
    func shares() throws {
        var queue = QueueingScenario.poisson(load: 0.5, readers: 2)
        queue.order = """
            priority }
            triage:
              time: 10 s
              servers: 9
              sensitivity: 90 %
              specificity: 95 %
              prevalence: { ct: { neurology: 20 %, other: 5 % }, mr: 100 % }
              effect: flag
            x-rest: { a: 1
            """
        queue.length = "300 d"
        var text = queue.text.replacing(
            "reading:", with: "application: { neurology: 50 %, other: 50 % }\n        reading:")
        text = text.replacing("warm_up: 30 d", with: "warm_up: 0 d")
        let result = try ClinicScenario.result(of: text)
        func count(_ application: Application, _ findings: [TriageFinding]) -> Double {
            Double(
                result.studies.filter {
                    $0.application == application && $0.finding.map(findings.contains) == true
                }.count)
        }
        func expect(_ part: Double, of whole: Double, _ share: Double) {
            #expect(
                abs(part / whole - share) < 5 * (share * (1 - share) / whole).squareRoot(),
                "\(part) of \(whole)")
        }
        for (application, prevalence) in [(Application.neurology, 0.2), (.other, 0.05)] {
            let diseased = count(application, [.truePositive, .falseNegative])
            let others = count(application, [.falsePositive, .trueNegative])
            expect(diseased, of: diseased + others, prevalence)
            expect(count(application, [.truePositive]), of: diseased, 0.9)
            expect(count(application, [.trueNegative]), of: others, 0.95)
        }
    }

    @Test("servers of triage are a resource: their use, and who waits for them")
    func servers() throws {
        var clinic = clinic(always("flag", time: "40 s"))
        clinic.streams = [Self.stream("ct", at: 120), Self.stream("ct", at: 121)].joined(separator: "\n")
        let result = try clinic.run()
        let use = try #require(result.resources.first { $0.kind == .triage })
        #expect(use.name == "triage")
        #expect(use.maximumQueue == 2)
        // Busy from 120 s to the end of the length at 150 s.
        #expect(abs((use.utilisation ?? 0) - 30.0 / 150) < 1e-12)
    }

    @Test(
        "mistakes about triage are found, with what was expected",
        arguments: [
            ("reorder: sta", "'sta' is no priority class; did you mean 'stat'?"),
            ("reorder: stat, pre-empt: stat", "an effect is one of 'reorder' and 'pre-empt'"),
        ])
    func wrongEffects(effect: String, message: String) {
        #expect(clinic(always("{ \(effect) }")).errors().contains(message))
    }

    @Test("mistakes in the keys of triage are found at their place")
    func mistakes() {
        func errors(_ old: String, _ new: String) -> String {
            clinic(always("flag").replacing(old, with: new)).errors()
        }
        #expect(errors("effect: flag", "effect: reorde").contains("did you mean 'reorder'?"))
        #expect(errors("sensitivity: 100 %", "sensitivity: 120 %").contains("clinic.yaml:"))
        #expect(errors("modality: ct", "modality: cd").contains("'cd' is no modality; did you mean 'ct'?"))
        #expect(errors("modality: ct", "modalty: ct").contains("did you mean 'modality'?"))
        #expect(errors("modality: ct", "site: Klinic").contains("did you mean 'Clinic'?"))
        #expect(errors("time: 0 s, ", "").contains("missing key 'time' in triage"))
        #expect(
            errors("prevalence: 100 %", "prevalence: { ct: { neurolgy: 5 % } }").contains(
                "did you mean 'neurology'?"))
        #expect(
            clinic(
                "[ \(always("flag")), \(always("flag").replacing("{ applies", with: "{ name: b, applies")) ]"
            ).errors()
                .contains("'b' and 'triage' look at the same studies"))
        #expect(
            clinic(
                "[ \(always("flag")), \(always("flag").replacing("modality: ct", with: "modality: mr").replacing("{ applies", with: "{ name: b, applies")) ]"
            ).errors().isEmpty)
    }
}
