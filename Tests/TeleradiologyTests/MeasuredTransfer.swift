import Foundation
import SimulationKernel
import Teleradiology

/// One run of `Fixtures/wan-measurements.tsv` or `Fixtures/wan-stow-measurements.tsv`, and what the model says to it.
struct MeasuredTransfer: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case cStore = "C-STORE"
        case withoutNoDelay = "C-STORE without TCP_NODELAY"
        case http = "STOW-RS and REST"
    }

    let kind: Kind
    let name: String
    let roundTripMilliseconds: Double
    let megabits: Double
    /// The random loss that was set.
    let loss: Double
    let size: String
    let lanes: Int
    let instances: Int
    let seconds: Double
    /// Random losses that happened, and packets that the full queue dropped.
    let lost: Int
    let dropped: Int
    let transferProtocol: TransferProtocol
    let tcp: TCPStack

    var bytes: Double { Double(instances) * (size == "16K" ? 12_600 : 528_680) }

    func model(loss: Double) -> TransferModel {
        TransferModel(
            transferProtocol,
            over: NetworkPath(
                roundTrip: .seconds(roundTripMilliseconds / 1000), lossProbability: loss,
                bottleneck: .megabits(megabits)), tcp: tcp)
    }

    func predicted(loss: Double) -> Double {
        model(loss: loss).timing(bytes: bytes, instances: instances, modality: .ct).total.seconds
    }

    var predicted: Double { predicted(loss: loss) }
    var ratio: Double { predicted / seconds }
}

// MARK: Judging

extension MeasuredTransfer {
    /// What is asked of a row.
    enum Rule: Sendable {
        /// No random loss: predicted / measured is 0.9 to 1.1.
        case lossFree
        /// Random loss, five packets or more lost: predicted / measured is 1 / 1.5 to 1.5.
        case loss
        /// Random loss, at most four packets lost: the measured time lies between the predictions at the ends of the
        /// 95 % interval for the loss that is consistent with the packets lost, widened by a factor of 1.5.
        case fewLosses
    }

    var rule: Rule { loss == 0 ? .lossFree : lost <= 4 ? .fewLosses : .loss }

    /// The 95 % interval of the mean of a Poisson variable that was 0, 1, 2, 3, 4 (F. Garwood, "Fiducial limits for
    /// the Poisson distribution", Biometrika 28, 1936): halves of quantiles of χ².
    private static let garwood = [
        (0.0, 3.6889), (0.0253, 5.5716), (0.2422, 7.2247), (0.6187, 8.7673), (1.0899, 10.2416),
    ]

    /// The predictions at the ends of that interval.
    var interval: ClosedRange<Double> {
        let packets = bytes / TCPStack.segment
        let (low, high) = Self.garwood[lost]
        return predicted(loss: low / packets)...predicted(loss: high / packets)
    }

    var isMet: Bool {
        switch rule {
        case .lossFree: abs(ratio - 1) <= 0.1
        case .loss: ratio >= 1 / 1.5 && ratio <= 1.5
        case .fewLosses: seconds >= interval.lowerBound / 1.5 && seconds <= interval.upperBound * 1.5
        }
    }
}

// MARK: Reading

extension MeasuredTransfer {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    /// All rows of both files, in their order.
    static let all = cStore + http

    /// The stack and protocol of a row of C-STORE:
    ///
    /// - `cc` is the congestion control, `associations` the associations.
    /// - `TCP_NODELAY` 0 is `noDelay: false`.
    /// - `TCP_BUFFER_LENGTH`, whatever its value, is a window of 86,016 bytes (84 KiB): the three values 64 KiB,
    ///   256 KiB and 4 MiB gave the same time within 1.4 %, and this window explains it. It is the one
    ///   figure that these rows set.
    /// - `-pdu` changes nothing.
    static let cStore: [MeasuredTransfer] = rows("wan-measurements.tsv").map { row in
        let noDelay = !row["env", default: ""].contains("\"TCP_NODELAY\": \"0\"")
        let buffer = row["env", default: ""].contains("TCP_BUFFER_LENGTH")
        let lanes = Int(row["associations", default: ""]) ?? 1
        return MeasuredTransfer(
            kind: noDelay ? .cStore : .withoutNoDelay,
            name: row["experiment", default: ""], roundTripMilliseconds: row.number("rtt_ms"),
            megabits: row.number("rate_mbit"), loss: row.number("loss_pct") / 100,
            size: row["size", default: ""], lanes: lanes, instances: Int(row.number("n")),
            seconds: row.number("wall_s"), lost: Int(row.number("pkts_lost")),
            dropped: Int(row.number("tail_drops")),
            transferProtocol: .cStore(CStore(associations: lanes, noDelay: noDelay)),
            tcp: TCPStack(
                congestionControl: row["cc"] == "bbr" ? .bbr : .cubic, window: buffer ? 86_016 : 4_194_304))
    }

    /// The receivers of the HTTP rows: Orthanc's times for an instance and a megabyte, set by the rows without delay.
    private static let stowReceiver = ReceiverTime(
        perInstance: Duration(microseconds: 4200), perMegabyte: Duration(microseconds: 5000))
    private static let restReceiver = ReceiverTime(
        perInstance: Duration(microseconds: 3200), perMegabyte: Duration(microseconds: 7200))

    static let http: [MeasuredTransfer] = rows("wan-stow-measurements.tsv").map { row in
        let isStow = row["method", default: ""].hasPrefix("STOW-RS")
        return MeasuredTransfer(
            kind: .http, name: isStow ? "STOW-RS, 20 a request" : "REST, 1 a request",
            roundTripMilliseconds: row.number("rtt_ms"), megabits: row.number("rate_mbit"), loss: 0,
            size: row["size", default: ""], lanes: 1, instances: Int(row.number("instances")),
            seconds: row.number("seconds"), lost: 0, dropped: 0,
            transferProtocol: .stow(
                STOW(
                    instancesPerRequest: isStow ? 20 : 1, tls: false,
                    receiver: isStow ? stowReceiver : restReceiver)), tcp: TCPStack())
    }

    private static func rows(_ file: String) -> [[String: String]] {
        let text = (try? String(contentsOf: folder.appending(path: file), encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard let names = lines.first else { return [] }
        return lines.dropFirst().map { Dictionary(zip(names, $0)) { $1 } }
    }
}

extension [String: String] {
    fileprivate func number(_ key: String) -> Double { Double(self[key, default: ""]) ?? .nan }
}
