import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

@Suite("A scenario says how studies are sent")
struct TransferOptionTests {
    private func plan(_ technology: DeliveryTechnology, replacing old: String, with new: String) throws
        -> DeliveryPlan
    {
        let scenario = try SampleScenario.scenario(replacing: old, with: new)
        return try #require(scenario.technologies[technology])
    }

    @Test("what is left out is Linux's TCP, no compression, no encryption, and measured times of C-STORE")
    func defaults() throws {
        let scenario = try SampleScenario.scenario()
        let onPremise = try #require(scenario.technologies[.onPremise])
        #expect(
            onPremise.transferProtocol
                == .cStore(
                    CStore(
                        associations: 2, asynchronousWindow: 1,
                        receiver: ReceiverTime(perInstance: Duration(microseconds: 1500)), noDelay: true,
                        tls: false)))
        #expect(onPremise.tcp == TCPStack(congestionControl: .cubic, window: 4_194_304))
        #expect(onPremise.compression == nil)
        #expect(onPremise.encryptionShare == 0)
        #expect(
            scenario.technologies[.cloud]?.transferProtocol
                == .stow(
                    STOW(
                        instancesPerRequest: 50, parallelRequests: 1, connections: .persistent, tls: true,
                        receiver: ReceiverTime())))
    }

    @Test(
        "the parameters of a protocol",
        arguments: [
            (
                "c_store: { associations: 2, asynchronous: 8, receiver: 2 ms, no_delay: false, tls: true }",
                TransferProtocol.cStore(
                    CStore(
                        associations: 2, asynchronousWindow: 8,
                        receiver: ReceiverTime(perInstance: Duration(microseconds: 2000)), noDelay: false,
                        tls: true))
            ),
            (
                "c_store: { receiver: { per_instance: 0.5 ms, per_megabyte: 3 ms } }",
                .cStore(
                    CStore(
                        receiver: ReceiverTime(
                            perInstance: Duration(microseconds: 500),
                            perMegabyte: Duration(microseconds: 3000))))
            ),
            (
                "stow: { instances_per_request: 20, parallel: 3, tls: false, connections: per-request }",
                .stow(
                    STOW(
                        instancesPerRequest: 20, parallelRequests: 3, connections: .perRequest, tls: false))
            ),
            ("stow: { parallel_requests: 4 }", .stow(STOW(parallelRequests: 4))),
            (
                "stow: { connections: persistent, receiver: 4 ms }",
                .stow(STOW(receiver: ReceiverTime(perInstance: Duration(microseconds: 4000))))
            ),
        ])
    func protocols(_ text: String, _ expected: TransferProtocol) throws {
        let plan = try plan(.onPremise, replacing: "c_store: { associations: 2 }", with: text)
        #expect(plan.transferProtocol == expected)
    }

    private let place = "    line: { bandwidth: 500 Mbit/s }\n"

    @Test("TCP, compression and encryption of a technology")
    func options() throws {
        let text = """
                tcp: { window: 256 KiB, congestion: bbr }
                compression: { ratio: { ct: 4, MR: 3.5 }, codec: 200 MB/s }
                encryption: 5 %

            """
        let plan = try plan(.onPremise, replacing: place, with: text)
        #expect(plan.tcp == TCPStack(congestionControl: .bbr, window: 262_144))
        #expect(plan.compression == Compression(ratios: [.ct: 4, .mr: 3.5], codecBytesPerSecond: 200e6))
        #expect(plan.encryptionShare == 0.05)
    }

    @Test(
        "the preset of compression is JPEG-LS by modality, with a codec that takes no time unless it is given"
    )
    func preset() throws {
        let plan = try plan(.onPremise, replacing: place, with: "    compression: { ratio: preset }\n")
        #expect(plan.compression == Compression(ratios: CompressionPreset.ratios))
        #expect(plan.compression?.ratios[.nuclear] == 5.98)
        #expect(plan.compression?.codecBytesPerSecond == .infinity)
    }

    @Test("the example of the page on transfer times is a scenario, and shows the defaults")
    func page() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(
                path: "Sources/Teleradiology/Teleradiology.docc/TransferTimes.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let block = try #require(text.firstMatch(of: /```yaml\n((?s:.*?))```/)).1
        let lines = DefaultTests.shortest.split(separator: "\n").filter { !$0.hasPrefix("technologies:") }
        let scenario = try SampleScenario.scenario(lines.joined(separator: "\n") + "\n" + block)
        let onPremise = try #require(scenario.technologies[.onPremise])
        #expect(onPremise.transferProtocol == .cStore(CStore(associations: 2)))
        #expect(onPremise.tcp == TCPStack())
        #expect(
            onPremise.compression
                == Compression(ratios: CompressionPreset.ratios, codecBytesPerSecond: 200e6))
        #expect(onPremise.encryptionShare == 0.05)
        #expect(scenario.technologies[.cloud]?.transferProtocol == .stow(STOW()))
    }

    @Test("each mistake is found at its place, alone", arguments: mistakes)
    func mistake(_ mistake: Mistake) throws {
        let marked = try MarkedText(SampleScenario.text(replacing: mistake.old, with: mistake.new))
        let heads = SampleScenario.errors(in: marked.text).map(\.head)
        #expect(heads == ["night.yaml:\(marked.line):\(marked.column): error: \(mistake.message)"])
    }

    private static func store(_ text: String, _ message: String) -> Mistake {
        Mistake("c_store: { associations: 2 }", "c_store: { \(text) }", message)
    }

    private static func line(_ text: String, _ message: String) -> Mistake {
        Mistake("    line: { bandwidth: 500 Mbit/s }\n", "    \(text)\n", message)
    }

    private static let at = "technologies.on-premise"

    static let mistakes: [Mistake] = [
        store(
            "«asynchronus: 2",
            "unknown key 'asynchronus' in \(at).protocol.c_store; did you mean 'asynchronous'?"),
        store(
            "asynchronous: «0",
            "\(at).protocol.c_store.asynchronous: '0' is not a number of instances on their way at once (1 to 65535)"
        ),
        store(
            "no_delay: «maybe",
            "\(at).protocol.c_store.no_delay: 'maybe' is no answer. Expected one of: true, false"),
        store(
            "receiver: «1.5",
            "\(at).protocol.c_store.receiver: '1.5' has no unit; write a duration such as '15 min'"),
        Mistake(
            "stow: { instances_per_request: 50 }", "stow: { connections: «persistant }",
            "technologies.cloud.protocol.stow.connections: 'persistant' is no way with connections; did you mean "
                + "'persistent'? Expected one of: persistent, per-request"),
        Mistake(
            "stow: { instances_per_request: 50 }", "stow: { parallel: 2, parallel_requests: «2 }",
            "give 'parallel' or 'parallel_requests', not both"),
        line(
            "tcp: { congestion: «cubik }",
            "\(at).tcp.congestion: 'cubik' is no congestion control; did you mean 'cubic'? Expected one of: "
                + "reno, cubic, bbr"),
        line("tcp: { window: «1 kB }", "\(at).tcp.window: a window holds a packet at least (1448 B)"),
        line("tcp: { «windw: 1 MB }", "unknown key 'windw' in \(at).tcp; did you mean 'window'?"),
        line(
            "compression: «{ codec: 200 MB/s }",
            "missing key 'ratio' in \(at).compression; write for example 'ratio: preset'"),
        line(
            "compression: { ratio: { «ctt: 4 } }",
            "'ctt' is no modality; did you mean 'ct'? Expected one of: xray, ct, mr, ultrasound, nuclear, mammography"
        ),
        line(
            "compression: { ratio: { ct: «0.5 } }",
            "\(at).compression.ratio.ct: '0.5' is not a ratio such as 3.6 (1 to 1000)"),
        line(
            "compression: { ratio: «presets }",
            "\(at).compression.ratio: expected 'preset' or ratios such as '{ ct: 4, mr: 3.6 }', found 'presets'"
        ),
        line(
            "compression: { ratio: preset, codec: «200 Mbit/s }",
            "\(at).compression.codec: unknown unit 'Mbit/s' in '200 Mbit/s'; did you mean 'MB/s'? Expected a speed such as '200 MB/s'"
        ),
        line(
            "encryption: «120 %",
            "\(at).encryption: '120 %' is not a share between 0 % and 100 %"),
    ]
}
