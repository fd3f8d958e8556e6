import Foundation
import SimulationKernel
import Teleradiology
import Testing

/// Laws that hold for every protocol, stack and path.
@Suite("Transfer times obey the laws of their causes")
struct TransferLawFacts {
    /// A protocol, a stack and a study; paths are varied by the laws.
    struct Case: CustomTestStringConvertible, Sendable {
        var transferProtocol: TransferProtocol
        var tcp = TCPStack()
        var compression: Compression?
        var encryptionShare = 0.0
        var bytes = 181e6
        var instances = 343

        func model(
            milliseconds: Double = 40, megabits: Double = 100, loss: Double = 0
        ) -> TransferModel {
            TransferModel(
                transferProtocol,
                over: NetworkPath(
                    roundTrip: .seconds(milliseconds / 1000), lossProbability: loss,
                    bottleneck: .megabits(megabits)), tcp: tcp, compression: compression,
                encryptionShare: encryptionShare)
        }

        func seconds(milliseconds: Double = 40, megabits: Double = 100, loss: Double = 0) -> Double {
            model(milliseconds: milliseconds, megabits: megabits, loss: loss)
                .timing(bytes: bytes, instances: instances, modality: .ct).total.seconds
        }

        var testDescription: String {
            "\(transferProtocol) \(tcp.congestionControl) \(instances) × \(bytes)"
        }
    }

    static let protocols: [TransferProtocol] = [
        .cStore(CStore()), .cStore(CStore(associations: 4)), .cStore(CStore(asynchronousWindow: 8)),
        .cStore(CStore(associations: 3, asynchronousWindow: 5, noDelay: false, tls: true)),
        .cStore(CStore(noDelay: false)), .stow(STOW()), .stow(STOW(instancesPerRequest: 7, tls: false)),
        .stow(
            STOW(
                instancesPerRequest: 20, parallelRequests: 3, connections: .perRequest,
                receiver: ReceiverTime(
                    perInstance: Duration(microseconds: 4200), perMegabyte: Duration(microseconds: 5000)))),
    ]

    static let cases: [Case] = protocols.flatMap { transferProtocol in
        CongestionControl.allCases.flatMap { control in
            [
                Case(transferProtocol: transferProtocol, tcp: TCPStack(congestionControl: control)),
                Case(
                    transferProtocol: transferProtocol,
                    tcp: TCPStack(congestionControl: control, window: 65_536),
                    compression: Compression(ratios: CompressionPreset.ratios, codecBytesPerSecond: 50e6),
                    encryptionShare: 0.07, bytes: 20e6, instances: 1400),
                Case(
                    transferProtocol: transferProtocol, tcp: TCPStack(congestionControl: control),
                    bytes: 30e6, instances: 2),
            ]
        }
    }

    private static let trips = [0.0, 0.1, 1, 5, 10, 20, 40, 80, 150, 300]
    private static let losses = [0.0, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.05, 0.14, 0.16, 0.3]

    /// Microseconds that rounding may add.
    private static let rounding = 3e-6

    @Test("a longer round trip is never faster", arguments: cases)
    func roundTrip(_ one: Case) {
        for loss in Self.losses {
            for megabits in [5.0, 100, 1000] {
                let times = Self.trips.map { one.seconds(milliseconds: $0, megabits: megabits, loss: loss) }
                for (shorter, longer) in zip(times, times.dropFirst()) {
                    #expect(longer >= shorter - Self.rounding)
                }
            }
        }
    }

    @Test(
        "a faster line is never slower, but for a tenth of a round trip a connection by which slow start's law is rough",
        arguments: cases)
    func bandwidth(_ one: Case) {
        var connections = 1.0
        if case .stow(let stow) = one.transferProtocol, stow.connections == .perRequest {
            connections = (Double(one.instances) / Double(stow.instancesPerRequest)).rounded(.up)
        }
        for loss in Self.losses {
            let times = [1.0, 10, 50, 100, 1000, 1e5].map { one.seconds(megabits: $0, loss: loss) }
            for (slower, faster) in zip(times, times.dropFirst()) {
                #expect(faster <= slower + 0.1 * 0.04 * connections + Self.rounding, "\(loss) \(times)")
            }
        }
    }

    @Test("more loss is never faster", arguments: cases)
    func loss(_ one: Case) {
        for trip in Self.trips {
            let times = Self.losses.map { one.seconds(milliseconds: trip, loss: $0) }
            for (fewer, more) in zip(times, times.dropFirst()) { #expect(more >= fewer - Self.rounding) }
        }
    }

    @Test("more associations, a wider asynchronous window, more parallel requests are never slower")
    func parallel() {
        for loss in Self.losses {
            for trip in Self.trips {
                for (bytes, instances) in [(181e6, 343), (20e6, 1400), (30e6, 2), (5e3, 1)] {
                    func times(_ protocols: [TransferProtocol]) -> [Double] {
                        protocols.map {
                            Case(transferProtocol: $0, bytes: bytes, instances: instances)
                                .seconds(milliseconds: trip, loss: loss)
                        }
                    }
                    let steps = [1, 2, 3, 4, 7, 8, 16, 100, 1000, 5000]
                    for rows in [
                        times(steps.map { .cStore(CStore(associations: $0)) }),
                        times(steps.map { .cStore(CStore(associations: $0, asynchronousWindow: 4)) }),
                        times(steps.map { .stow(STOW(instancesPerRequest: 10, parallelRequests: $0)) }),
                    ] {
                        for (fewer, more) in zip(rows, rows.dropFirst()) {
                            #expect(
                                more <= fewer + Self.rounding, "\(loss) \(trip) \(bytes) \(instances) \(rows)"
                            )
                        }
                    }
                    guard loss == 0 else { continue }
                    let windows = times(steps.map { .cStore(CStore(asynchronousWindow: $0)) })
                    for (fewer, more) in zip(windows, windows.dropFirst()) {
                        #expect(more <= fewer + Self.rounding)
                    }
                }
            }
        }
    }

    @Test("TCP_NODELAY is never slower, nor are connections that persist", arguments: trips)
    func options(_ trip: Double) {
        func seconds(_ transferProtocol: TransferProtocol) -> Double {
            Case(transferProtocol: transferProtocol).seconds(milliseconds: trip)
        }
        #expect(seconds(.cStore(CStore())) < seconds(.cStore(CStore(noDelay: false))))
        let reopened = seconds(.stow(STOW(connections: .perRequest)))
        #expect(seconds(.stow(STOW())) <= reopened)
        // Seven requests: six more connections of two round trips, and six more slow starts.
        let ramp = max(0, log2(max(14_480, 12.5e6 * trip / 1000) / 14_480))
        let expected = seconds(.stow(STOW())) + 6 * (2 + ramp) * trip / 1000
        if trip >= 10, trip <= 150 { #expect(abs(reopened - expected) < 1e-5) }
    }

    @Test("compression with ratio 1 and a codec that takes no time changes nothing", arguments: cases)
    func neutralCompression(_ one: Case) {
        var plain = one
        plain.compression = nil
        var neutral = one
        neutral.compression = Compression(ratios: [.ct: 1])
        #expect(
            plain.model().timing(bytes: one.bytes, instances: one.instances, modality: .ct)
                == neutral.model().timing(bytes: one.bytes, instances: one.instances, modality: .ct))
    }

    @Test("compression by 4 at 200 MB/s: a quarter of the bytes, and the codec's time for each instance")
    func compression() {
        let one = Case(
            transferProtocol: .cStore(CStore()),
            compression: Compression(ratios: [.ct: 4], codecBytesPerSecond: 200e6), bytes: 100e6,
            instances: 100)
        // 1 MB an instance: 5 ms of codec, 250 kB on a line of 12.5 MB/s; slow start until 250 kB.
        let expected =
            0.07 + 0.12 + log2(250e3 / 14_480) * 0.04
            + 100 * (0.04 + 0.005 + 1.04 * 250e3 / 12.5e6 + 0.0015)
        #expect(abs(one.seconds() - expected) < 3e-6)
        let breakdown = one.model().breakdown(bytes: 100e6, instances: 100, modality: .ct)
        #expect(abs(breakdown.codec.seconds - 0.5) < 3e-6)
        // Another modality is sent as it is.
        let timing = one.model().timing(bytes: 100e6, instances: 100, modality: .mr)
        #expect(timing.bytes == 104e6)
    }

    @Test("encryption of 5 % sends 5 % more bytes")
    func encryption() {
        let one = Case(transferProtocol: .stow(STOW()), encryptionShare: 0.05)
        let timing = one.model().timing(bytes: 100e6, instances: 100, modality: .ct)
        #expect(abs(timing.bytes - 100e6 * 1.04 * 1.05) < 1e-3)
    }

    @Test(
        "C-STORE with an asynchronous window of all instances takes the time of one STOW-RS request but for the set-up",
        arguments: [1.0, 20, 80, 200])
    func asynchronous(_ trip: Double) {
        let none = ReceiverTime()
        let asynchronous = Case(
            transferProtocol: .cStore(
                CStore(asynchronousWindow: 343, receiver: none, associationTime: .zero))
        ).seconds(milliseconds: trip)
        let request = Case(transferProtocol: .stow(STOW(instancesPerRequest: 343))).seconds(
            milliseconds: trip)
        // Three round trips (connection, association, release) against two (connection, TLS).
        #expect(abs(asynchronous - trip / 1000 - request) < 3e-6)
    }

    @Test("an asynchronous window of w costs one round trip for w instances when the line is fast")
    func asynchronousWindow() {
        func seconds(_ window: Int) -> Double {
            Case(
                transferProtocol: .cStore(
                    CStore(asynchronousWindow: window, receiver: ReceiverTime(), associationTime: .zero)),
                tcp: TCPStack(window: 1e12), bytes: 4e6, instances: 400
            ).seconds(milliseconds: 100, megabits: 1e6)
        }
        // 10 kB an instance: three round trips of set-up, and slow start where a window holds more than 14,480 bytes.
        #expect(abs(seconds(1) - 40.3) < 1e-3)
        #expect(abs(seconds(10) - (0.3 + 0.1 * log2(100e3 / 14_480) + 4)) < 1e-3)
        #expect(abs(seconds(100) - (0.3 + 0.1 * log2(1e6 / 14_480) + 0.4)) < 1e-3)
    }

    @Test(
        "the parts of a breakdown are not negative and add up to the time, to the microsecond",
        arguments: cases)
    func breakdown(_ one: Case) {
        for trip in Self.trips {
            for loss in Self.losses {
                for megabits in [2.0, 100, 10_000] {
                    let model = one.model(milliseconds: trip, megabits: megabits, loss: loss)
                    let timing = model.timing(bytes: one.bytes, instances: one.instances, modality: .ct)
                    let parts = model.breakdown(
                        bytes: one.bytes, instances: one.instances, modality: .ct)
                    #expect(parts.total == timing.total)
                    #expect(parts.parts.allSatisfy { $0.duration >= .zero }, "\(parts)")
                    #expect(parts.connection + parts.slowStart >= timing.setUp)
                }
            }
        }
    }

    @Test("the parts of one association are n times what each instance costs")
    func parts() {
        let one = Case(
            transferProtocol: .cStore(CStore(noDelay: false)), bytes: 100e6, instances: 100)
        let parts = one.model().breakdown(bytes: 100e6, instances: 100, modality: .ct)
        func expect(_ part: Duration, _ seconds: Double) { #expect(abs(part.seconds - seconds) < 3e-6) }
        expect(parts.connection, 0.19)
        expect(parts.slowStart, log2(500e3 / 14_480) * 0.04)
        expect(parts.serialisation, 8.32)
        expect(parts.roundTrips, 4)
        expect(parts.receiver, 0.15)
        // 83 ms of sending hide the wait for the first acknowledgement; that for the response's does not hide.
        expect(parts.delayedAcknowledgements, 8)
        expect(parts.window, 0)
        expect(parts.codec, 0)
        expect(parts.repair, 0)
    }

    @Test("the example in the documentation of the model")
    func example() {
        let path = NetworkPath(roundTrip: .seconds(0.04), bottleneck: .megabits(100))
        let model = TransferModel(.cStore(CStore()), over: path)
        // 0.19 s + log2(500,000 / 14,480) · 40 ms, and 343 instances of 40 ms + 43.9 ms + 1.5 ms.
        let timing = model.timing(bytes: 181e6, instances: 343, modality: .ct)
        #expect((timing.total.seconds * 10).rounded() == 297)
        let parts = model.breakdown(bytes: 181e6, instances: 343, modality: .ct)
        #expect(abs(parts.roundTrips.seconds - 13.72) < 3e-6)
    }

    @Test("a study of no bytes, and one instance over a line without end, have a time")
    func extremes() {
        for transferProtocol in Self.protocols {
            let path = NetworkPath(
                roundTrip: .zero, bottleneck: Bandwidth(bitsPerSecond: .infinity))
            let model = TransferModel(transferProtocol, over: path)
            for (bytes, instances) in [(0.0, 1), (0, 0), (1, 1), (1e15, 1), (1e9, 1_000_000)] {
                let timing = model.timing(bytes: bytes, instances: instances, modality: .mr)
                #expect(timing.total >= .zero && timing.cap > 0 && timing.bytes > 0)
            }
        }
    }
}

@Suite("What TCP carries under loss is what the literature says")
struct CongestionControlFacts {
    /// What one connection carries of a line without end, in the long run: the time that ten more terabytes take.
    private func megabits(_ control: CongestionControl, milliseconds: Double, loss: Double) -> Double {
        let model = TransferModel(
            .stow(STOW(instancesPerRequest: 1_000_000)),
            over: NetworkPath(
                roundTrip: .seconds(milliseconds / 1000), lossProbability: loss,
                bottleneck: .megabits(1e6)),
            tcp: TCPStack(congestionControl: control, window: 1e12))
        func seconds(_ bytes: Double) -> Double {
            model.timing(bytes: bytes, instances: 1, modality: .ct).total.seconds
        }
        return 1e13 * 8 / 1e6 / (seconds(3e13) - seconds(2e13)) * 1.04
    }

    @Test(
        "Reno is Mathis's law within 6 % where timeouts are rare",
        arguments: [(10.0, 1e-4), (40, 1e-4), (80, 1e-3), (150, 1e-3), (250, 1e-4)])
    func mathis(_ milliseconds: Double, _ loss: Double) {
        let law = 1448 * 8 / (milliseconds / 1000) * (1.5 / loss).squareRoot() / 1e6
        #expect(abs(megabits(.reno, milliseconds: milliseconds, loss: loss) / law - 1) < 0.06)
    }

    @Test("under heavy loss Reno carries less than Mathis's law, because timeouts come in")
    func timeouts() {
        let law = 1448 * 8 / 0.08 * (1.5 / 0.1).squareRoot() / 1e6
        #expect(megabits(.reno, milliseconds: 80, loss: 0.1) < 0.8 * law)
    }

    @Test(
        "CUBIC has the average windows of RFC 9438, tables 1 and 2 (C = 0.4), in segments",
        arguments: [(100.0, 1e-4, 187.0), (100, 1e-5, 1054), (100, 1e-6, 5926), (10, 1e-7, 5926)])
    func cubic(_ milliseconds: Double, _ loss: Double, _ window: Double) {
        let rate = megabits(.cubic, milliseconds: milliseconds, loss: loss) * 1e6 / 8
        #expect(abs(rate * milliseconds / 1000 / 1448 / window - 1) < 0.005)
    }

    @Test("BBR does not slow down for random loss of 1 %, and is no better than Reno at 20 %")
    func bbr() {
        #expect(
            megabits(.bbr, milliseconds: 80, loss: 0.01) > 100
                * megabits(.cubic, milliseconds: 80, loss: 0.01))
        #expect(
            megabits(.bbr, milliseconds: 80, loss: 0.2) == megabits(.reno, milliseconds: 80, loss: 0.2))
    }

    @Test(
        "a window of 64 KiB carries window / round trip",
        arguments: [(10.0, 52.4), (40, 13.1), (80, 6.55), (150, 3.50), (250, 2.10)])
    func window(_ milliseconds: Double, _ expected: Double) {
        // Window / RTT by hand, as reference tables have it.
        let model = TransferModel(
            .stow(STOW(instancesPerRequest: 1_000_000)),
            over: NetworkPath(roundTrip: .seconds(milliseconds / 1000), bottleneck: .megabits(1000)),
            tcp: TCPStack(window: 65_536))
        let first = model.timing(bytes: 1e9, instances: 1, modality: .ct).total.seconds
        let second = model.timing(bytes: 2e9, instances: 1, modality: .ct).total.seconds
        #expect(abs(1e9 * 1.04 * 8 / 1e6 / (second - first) / expected - 1) < 0.005)
    }

    @Test("JPEG-LS presets are Clunie's ratios, with their source")
    func presets() {
        let expected: [Modality: Double] = [
            .ct: 4.00, .mr: 3.59, .nuclear: 5.98, .ultrasound: 3.4, .xray: 2.43, .mammography: 2.62,
        ]
        #expect(CompressionPreset.ratios == expected)
        for modality in Modality.allCases {
            #expect(CompressionPreset.of(modality).source.description.hasPrefix("[S] D. A. Clunie"))
        }
    }
}
