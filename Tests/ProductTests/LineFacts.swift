import SimulationKernel
import Teleradiology
import Testing

/// What else is on a line, limits, tunnels and buckets, worked by hand.
@Suite("Lines: other traffic, limits of gateways, tunnels, buckets")
struct LineFacts {
    private func clinic(_ uplink: String, more: String = "", technology: String = "") -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.site = "uplink: { bandwidth: 100 Mbit/s, round_trip: 0 s\(uplink) }\n\(more)"
        clinic.size = "{ instances: 1, bytes: 900 MB }"
        // One request for all, so that the line alone decides: 936 MB on the wire, 74.88 s at 100 Mbit/s.
        clinic.technologies = """
            cloud:
              protocol: { stow: { instances_per_request: 1000 } }
              ingest: { workers: 9, per_study: 0 s, per_instance: 0 s }
            \(indented(technology, by: 2))
            """
        return clinic
    }

    private let alone = 900e6 * 1.04 * 8 / 100e6

    private func transfer(_ clinic: ClinicScenario) throws -> StudyRecord { try clinic.run().studies[0] }

    @Test("traffic that always takes 40 % leaves 60 %, which counts as sharing")
    func background() throws {
        let study = try transfer(clinic(", background: 40 %"))
        #expect(try abs(study.seconds(to: \.available) - alone / 0.6) < 1e-4)
        #expect(abs(study.parts[.serialisation].seconds - alone) < 1e-4)
        #expect(abs(study.parts[.sharing].seconds - (alone / 0.6 - alone)) < 1e-4)
    }

    @Test("traffic by a weekly profile changes while a study is sent")
    func profile() throws {
        // Weight 0 until 01:01 is not to be had: hours change at the full hour. The study of 00:59:30 is sent for 30 s
        // on a free line, then with half of it.
        let weights = (0..<168).map { $0 % 2 == 0 ? "0" : "1" }.joined(separator: ", ")
        var clinic = clinic(", background: { share: 25 %, profile: [ \(weights) ] }")
        clinic.arrivals = "{ interarrival: 59.5 min }"
        clinic.length = "1 h"
        let study = try transfer(clinic)
        // A mean of 25 % with every other hour free is 50 % in the others.
        #expect(try abs(study.seconds(to: \.available) - (30 + (alone - 30) / 0.5)) < 1e-4)
    }

    @Test("other traffic on the hub's own line slows what comes in and what goes out")
    func hubLine() throws {
        var clinic = clinic("", technology: "line: { bandwidth: 100 Mbit/s, background: 50 % }")
        clinic.readers =
            "- { group: Team, count: 1, downlink: { bandwidth: 1 Gbit/s, round_trip: 0 s } }"
        let study = try transfer(clinic)
        #expect(try abs(study.seconds(to: \.available) - 2 * alone) < 1e-4)
        #expect(try abs(study.seconds(to: \.opened) - 4 * alone) < 1e-4)
    }

    @Test("a gateway's limit holds in its hours, and what it delays is sharing")
    func shaping() throws {
        let gateway = "gateway: { concurrency: 2, shaping: { hours: 00:00-01:00, limit: 10 Mbit/s } }"
        var clinic = clinic("", more: gateway)
        clinic.arrivals = "{ interarrival: 59 min }"
        clinic.length = "1 h"
        let study = try transfer(clinic)
        // A minute at a tenth of the line, the rest with all of it.
        #expect(try abs(study.seconds(to: \.available) - (60 + alone - 6)) < 1e-4)
        #expect(abs(study.parts[.sharing].seconds - 54) < 1e-4)
        let weekend = clinic.with(
            gateway: "gateway: { concurrency: 2, shaping: [ { days: Sat, limit: 10 Mbit/s } ] }")
        #expect(try abs(transfer(weekend).seconds(to: \.available) - alone) < 1e-4)
    }

    @Test("a tunnel adds its bytes and its delay")
    func tunnel() throws {
        let path = NetworkPath(roundTrip: .seconds(0.024), bottleneck: .megabits(100))
        let expected = TransferModel(
            .stow(STOW(instancesPerRequest: 1000)), over: path, encryptionShare: 0.0608
        )
        .timing(bytes: 900e6, instances: 1, modality: .ct).total.seconds
        var clinic = clinic("", technology: "encryption: 2 %\nvpn: { overhead: 4 %, delay: 4 ms }")
        clinic.site = "uplink: { bandwidth: 100 Mbit/s, round_trip: 20 ms }"
        #expect(try abs(transfer(clinic).seconds(to: \.available) - expected) < 1e-4)
    }

    @Test("buckets of 4 MB make 25 requests of 100 MB, however many instances there are")
    func buckets() throws {
        // Four lanes, a round trip for each request: 25 / 4 cycles of 4.16 MB each, or the line if that is slower.
        var small = clinic("", technology: "")
        small.site = "uplink: { bandwidth: 10 Gbit/s, round_trip: 40 ms }"
        small.size = "{ instances: 1000, bytes: 100 MB }"
        func available(_ stow: String) throws -> Double {
            var clinic = small
            clinic.technologies = clinic.technologies.replacing("{ instances_per_request: 1000 }", with: stow)
            return try transfer(clinic).seconds(to: \.available)
        }
        let four = try available("{ bucket: 4 MB, parallel: 4, tls: false }")
        let same = try available("{ instances_per_request: 40, parallel: 4, tls: false }")
        #expect(abs(four - same) < 1e-6)
        // One instance that is cut into buckets uses four windows of 512 KiB, in one piece one.
        small.size = "{ instances: 1, bytes: 100 MB }"
        small.technologies += "\n  tcp: { window: 512 KiB }"
        #expect(try available("{ bucket: 4 MB, parallel: 4 }") < 0.5 * available("{ parallel: 4 }"))
    }

    @Test(
        "mistakes about lines are found, with what was expected",
        arguments: [
            (", background: 120 %", "", "not a share between 0 % and 100 %"),
            (
                ", background: { share: 60 %, profile: outpatient }", "",
                "of the line in its busiest hour; at most 99 % is possible"
            ),
            (", background: { profile: flat }", "", "missing key 'share'"),
            ("", "gateway: { concurrency: 1, shaping: { hours: 08:00-18:00 } }", "missing key 'limit'"),
            ("", "gateway: { concurrency: 1, shaping: { limit: 3 } }", "write a bandwidth such as"),
        ])
    func mistakes(_ uplink: String, _ more: String, _ message: String) {
        let errors = clinic(uplink, more: more).errors()
        #expect(errors.hasPrefix("clinic.yaml:1"), "\(errors)")
        #expect(errors.contains(message), "\(errors)")
    }

    @Test("a bucket or a number of instances, a tunnel with its overhead")
    func moreMistakes() {
        var both = clinic("")
        both.technologies = both.technologies.replacing(
            "instances_per_request: 1000", with: "instances_per_request: 1000, bucket: 4 MB")
        #expect(both.errors().contains("give 'instances_per_request' or 'bucket', not both"))
        #expect(clinic("", technology: "vpn: { delay: 2 ms }").errors().contains("missing key 'overhead'"))
    }
}

extension ClinicScenario {
    /// The same with another gateway behind its uplink.
    fileprivate func with(gateway: String) -> ClinicScenario {
        var changed = self
        changed.site = site.split(separator: "\n")[0] + "\n" + gateway
        return changed
    }
}
