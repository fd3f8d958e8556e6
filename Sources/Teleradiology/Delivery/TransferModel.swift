import SimulationKernel

/// What a protocol and a TCP stack make of a path: the time of any study over it.
///
/// For n instances of S bytes over one C-STORE association without loss it is
///
///     T(n) = 0.07 s + 3 RTT + log2(max(1, min(S, rate · RTT) / 14480 B)) · RTT + n · (RTT + 1.04 · S / rate + 1.5 ms)
///
/// The page <doc:TransferTimes> says how it was compared with 80 measured transfers and where it fails.
///
///     let path = NetworkPath(roundTrip: .seconds(0.04), bottleneck: .megabits(100))
///     let model = TransferModel(.cStore(CStore()), over: path)
///     model.timing(bytes: 181e6, instances: 343, modality: .ct).total           // 29.7 s
///     model.breakdown(bytes: 181e6, instances: 343, modality: .ct).roundTrips  // 13.7 s
///
/// Making one evaluates the laws of loss; a timing then costs some twenty multiplications and a logarithm, and with
/// loss two exponentials, and allocates nothing.
public struct TransferModel: Sendable {
    // What is exchanged.
    /// Instances in an exchange: one for C-STORE, a request's for STOW-RS.
    private let perExchange: Double
    /// Bytes in an exchange where that decides; else infinite.
    private let bucket: Double
    /// Exchanges that run side by side.
    private let lanes: Double
    /// Exchanges that a lane may begin before the first has ended.
    private let outstanding: Double
    private let closesConnections: Bool
    private let holdsSmallSegments: Bool
    /// Seconds to begin, and in the end to close, a connection.
    private let connection: Double
    private let receiverPerInstance: Double
    private let receiverPerByte: Double

    // What the path makes of it.
    private let trip: Double
    /// Bytes a second of the line, of a connection without loss, and of one after its first loss.
    private let line: Double
    private let clear: Double
    private let steady: Double
    /// The window that fills the line, or the largest there is; at least the first one.
    private let fullWindow: Double
    private let largestWindow: Double
    private let loss: Double
    private let logReceived: Double
    private let repair: Double
    private let wireFactor: Double

    // What becomes smaller first.
    private let ratios: SIMD8<Double>
    private let codec: Double

    /// The model of a protocol over a path.
    ///
    /// - Parameters:
    ///   - encryptionShare: bytes that encryption adds to each byte on the wire; 0.05 to 0.1 for IPsec.
    public init(
        _ transferProtocol: TransferProtocol, over path: NetworkPath, tcp: TCPStack = TCPStack(),
        compression: Compression? = nil, encryptionShare: Double = 0
    ) {
        trip = path.roundTrip.seconds
        let receiver: ReceiverTime
        switch transferProtocol {
        case .cStore(let store):
            perExchange = 1
            bucket = .infinity
            lanes = Double(store.associations)
            outstanding = Double(store.asynchronousWindow)
            closesConnections = false
            holdsSmallSegments = !store.noDelay
            connection = store.associationTime.seconds + (store.tls ? 4 : 3) * trip
            receiver = store.receiver
        case .stow(let stow):
            perExchange = Double(stow.instancesPerRequest)
            bucket = stow.bytesPerRequest ?? .infinity
            lanes = Double(stow.parallelRequests)
            outstanding = 1
            closesConnections = stow.connections == .perRequest
            holdsSmallSegments = false
            connection = (stow.tls ? 2 : 1) * trip
            receiver = stow.receiver
        }
        receiverPerInstance = receiver.perInstance.seconds
        receiverPerByte = receiver.perMegabyte.seconds / 1e6

        line = path.bottleneck.bytesPerSecond
        clear = trip > 0 ? min(line, tcp.window / trip) : line
        largestWindow = tcp.window
        loss = path.lossProbability
        logReceived = loss > 0 ? logarithm(onePlus: -loss) : 0
        repair = TCPStack.repairSeconds(trip: trip)
        steady =
            loss > 0
            ? min(
                clear,
                tcp.congestionControl.steadyRate(
                    lossProbability: loss, trip: trip, repair: TCPStack.probeSeconds(trip: trip),
                    segment: TCPStack.segment)) : clear
        fullWindow = trip > 0 ? max(clear * trip, TCPStack.initialWindow) : TCPStack.initialWindow
        wireFactor = TCPStack.headerFactor * (1 + encryptionShare)

        var ratios = SIMD8<Double>(repeating: 1)
        for (modality, ratio) in compression?.ratios ?? [:] { ratios[Int(modality.rawValue)] = ratio }
        self.ratios = ratios
        codec = compression?.codecBytesPerSecond ?? .infinity
    }

    /// The timing of a study of `instances` instances and `bytes` bytes.
    public func timing(bytes: Double, instances: Int, modality: Modality) -> TransferTiming {
        course(bytes: bytes, instances: instances, modality: modality).timing(line: line)
    }

    /// Where that time goes on an idle line.
    public func breakdown(bytes: Double, instances: Int, modality: Modality) -> TransferBreakdown {
        let course = course(bytes: bytes, instances: instances, modality: modality)
        return course.breakdown(of: course.timing(line: line))
    }
}

extension TransferModel {
    private func course(bytes: Double, instances: Int, modality: Modality) -> TransferCourse {
        let count = max(1, Double(instances))
        let ratio = ratios[Int(modality.rawValue)]
        let exchanges =
            bucket == .infinity
            ? (count / perExchange).rounded(.up) : max(1, (bytes / ratio / bucket).rounded(.up))
        let lanes = min(lanes, exchanges)
        // Instances differ in size, and a lane that is done takes the next: lanes share them evenly, not in wholes.
        let perLane = exchanges / lanes
        let exchange = bytes / ratio / exchanges
        let wire = exchange * wireFactor
        let serial = wire / line
        let clearData = wire / clear

        var waits = TransferCourse.Waits()
        if ratio != 1 { waits.codec = bytes / exchanges / codec }
        waits.roundTrip = trip
        waits.receiver = receiverPerInstance * count / exchanges + receiverPerByte * exchange
        if loss > 0 {
            // What may be under way at the end of an exchange: a loss before it is repaired while other packets go on.
            let exposed = min(exchange, largestWindow) / TCPStack.segment
            waits.repair = (1 - exponential(exposed * logReceived)) * repair
        }

        // N. Cardwell, S. Savage, T. Anderson, "Modeling TCP latency", INFOCOM 2000, equation 5: the segments a
        // connection sends until its first loss. Until then the window grows and is whole, after it the law of loss
        // holds.
        let segments = max(1, (closesConnections ? exchange : exchange * perLane) / TCPStack.segment)
        var clearSegments = segments
        if steady < clear {
            clearSegments = min(segments, (1 - exponential(segments * logReceived)) * (1 - loss) / loss + 1)
        }
        // Exchanges that are under way at once: a window that is wider than the path needs does not fill.
        let stage = max(clearData, waits.receiver, waits.codec)
        let together =
            outstanding == 1
            ? 1
            : max(
                1,
                min(
                    outstanding, perLane,
                    (waits.latency + delayedAcknowledgement(sending: clearData) + clearData) / stage))
        let ramp = slowStart(burst: min(exchange * together, clearSegments * TCPStack.segment))
        if closesConnections {
            let later = 1 - 1 / perLane
            waits.connection = connection * later
            waits.slowStart = ramp * later
        }

        let lineTime = exchanges * serial
        func time(sending data: Double) -> Double {
            let cycle = waits.latency + delayedAcknowledgement(sending: data) + data
            if outstanding == 1 { return max(lineTime, perLane * cycle) }
            // The next exchange begins when the slowest stage is done with this one, and no sooner than the
            // response that makes room in the asynchronous window.
            let stage = max(data, waits.receiver, waits.codec)
            if outstanding * stage >= cycle { return max(lineTime, cycle + (perLane - 1) * stage) }
            let windows = ((perLane - 1) / outstanding).rounded(.down)
            let others = perLane - 1 - windows * outstanding
            return max(lineTime, cycle * (1 + windows) + others * stage)
        }
        var flow = time(sending: clearData)
        waits.window = clearData - serial
        waits.delayedAcknowledgement = delayedAcknowledgement(sending: clearData)
        if clearSegments < segments {
            let share = clearSegments / segments
            let steadyData = wire / steady
            flow = share * flow + (1 - share) * time(sending: steadyData)
            waits.window += (1 - share) * (steadyData - clearData)
            waits.delayedAcknowledgement =
                share * waits.delayedAcknowledgement
                + (1 - share) * delayedAcknowledgement(sending: steadyData)
        }
        return TransferCourse(
            bytes: max(1, bytes / ratio * wireFactor), connection: connection, slowStart: ramp, flow: flow,
            serialisation: lineTime, waits: waits)
    }

    /// Seconds that an exchange waits for acknowledgements because small segments are held back: what remains of a
    /// round trip when its own bytes are sent, and a round trip and the delay for its response.
    private func delayedAcknowledgement(sending data: Double) -> Double {
        holdsSmallSegments ? max(0, trip - data) + trip + TCPStack.delayedAcknowledgement.seconds : 0
    }

    /// Seconds lost while the window of a new connection doubles every round trip until it holds the burst, or what
    /// fills the line.
    private func slowStart(burst: Double) -> Double {
        let window = min(burst, fullWindow)
        return window > TCPStack.initialWindow
            ? binaryLogarithm(window / TCPStack.initialWindow) * trip : 0
    }
}
