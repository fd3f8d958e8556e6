import SimulationKernel
import Teleradiology

/// Reads how a technology sends studies: its protocol, its TCP, its compression.
enum TransferReader {
    // MARK: Protocols

    static func transferProtocol(_ reader: NodeReader) -> TransferProtocol? {
        guard
            let map = reader.map(
                "a protocol such as '{ c_store: { associations: 2 } }' or '{ stow: { instances_per_request: 50 } }'",
                keys: ["c_store", "stow"])
        else { return nil }
        if map.entries.count > 1 {
            reader.error("give one protocol, 'c_store' or 'stow'")
            return nil
        }
        if let store = map.optional("c_store") { return cStore(store).map { .cStore($0) } }
        if let request = map.optional("stow") { return stow(request).map { .stow($0) } }
        reader.error("\(reader.path): expected 'c_store' or 'stow'")
        return nil
    }

    private static func cStore(_ reader: NodeReader) -> CStore? {
        guard
            let map = reader.map(
                "parameters of C-STORE",
                keys: ["associations", "asynchronous", "receiver", "no_delay", "tls"])
        else { return nil }
        var store = CStore()
        store.associations =
            map.optional("associations")?.count("a number of parallel associations", in: 1...1000)
            ?? map.fallback("associations", store.associations)
        store.asynchronousWindow =
            map.optional("asynchronous")?.count("a number of instances on their way at once", in: 1...65_535)
            ?? map.fallback("asynchronous", store.asynchronousWindow)
        store.receiver =
            map.optional("receiver").flatMap(receiver)
            ?? map.fallback("receiver", store.receiver, as: shownReceiver)
        store.noDelay = map.optional("no_delay")?.flag() ?? map.fallback("no_delay", store.noDelay)
        store.tls = map.optional("tls")?.flag() ?? map.fallback("tls", store.tls)
        return store
    }

    private static func stow(_ reader: NodeReader) -> STOW? {
        guard
            let map = reader.map(
                "parameters of STOW-RS",
                keys: [
                    "instances_per_request", "bucket", "parallel", "parallel_requests", "connections", "tls",
                    "receiver",
                ])
        else { return nil }
        var stow = STOW()
        if let count = map.optional("instances_per_request")?.count(
            "a number of instances in a request", in: 1...1_000_000)
        {
            stow.instancesPerRequest = count
        } else if map.optional("bucket") == nil {
            stow.instancesPerRequest = map.fallback("instances_per_request", stow.instancesPerRequest)
        }
        if let bucket = map.optional("bucket") {
            if map.optional("instances_per_request") != nil {
                bucket.error("give 'instances_per_request' or 'bucket', not both")
            }
            if let bytes = bucket.bytes() {
                if bytes < 1000 { bucket.error("\(bucket.path): a bucket holds 1 kB at least") }
                stow.bytesPerRequest = max(bytes, 1000)
            }
        }
        // Two names of one thing: the longer is the older.
        if let other = map.optional("parallel_requests"), map.optional("parallel") != nil {
            other.error("give 'parallel' or 'parallel_requests', not both")
        }
        if let count = (map.optional("parallel") ?? map.optional("parallel_requests"))?.count(
            "a number of parallel requests", in: 1...1000)
        {
            stow.parallelRequests = count
        } else if map.optional("parallel_requests") == nil {
            stow.parallelRequests = map.fallback("parallel", stow.parallelRequests)
        }
        stow.connections =
            map.optional("connections")?.choice(
                "way with connections", STOW.Connections.allCases.map { ($0.rawValue, $0) })
            ?? map.fallback("connections", stow.connections)
        stow.tls = map.optional("tls")?.flag() ?? map.fallback("tls", stow.tls)
        stow.receiver =
            map.optional("receiver").flatMap(receiver)
            ?? map.fallback("receiver", stow.receiver, as: shownReceiver)
        return stow
    }

    /// A time for each instance, or one for each instance and one for each megabyte.
    private static func receiver(_ reader: NodeReader) -> ReceiverTime? {
        guard case .map = reader.node.content else {
            return reader.duration("a duration such as '1.5 ms'").map { ReceiverTime(perInstance: $0) }
        }
        guard
            let map = reader.map(
                "a receiver's time such as '{ per_instance: 1.5 ms, per_megabyte: 3 ms }'",
                keys: ["per_instance", "per_megabyte"])
        else { return nil }
        let perInstance =
            map.optional("per_instance")?.duration("a duration such as '1.5 ms'")
            ?? map.fallback("per_instance", .zero)
        let perMegabyte =
            map.optional("per_megabyte")?.duration("a duration such as '3 ms'")
            ?? map.fallback("per_megabyte", .zero)
        return ReceiverTime(perInstance: perInstance, perMegabyte: perMegabyte)
    }

    private static func shownReceiver(_ time: ReceiverTime) -> String {
        time.perMegabyte == .zero
            ? time.perInstance.shownText
            : "{ per_instance: \(time.perInstance.shownText), per_megabyte: \(time.perMegabyte.shownText) }"
    }

    // MARK: TCP and compression

    static func stack(_ reader: NodeReader) -> TCPStack {
        var stack = TCPStack()
        guard
            let map = reader.map(
                "a stack such as '{ window: 4 MiB, congestion: cubic }'", keys: ["window", "congestion"])
        else { return stack }
        stack.window = map.fallback("window", stack.window, as: NumberShown.binaryBytes)
        if let window = map.optional("window"), let bytes = window.bytes() {
            if bytes >= TCPStack.segment {
                stack.window = bytes
            } else {
                window.error("\(window.path): a window holds a packet at least (1448 B)")
            }
        }
        stack.congestionControl =
            map.optional("congestion")?.choice(
                "congestion control", CongestionControl.allCases.map { ($0.rawValue, $0) })
            ?? map.fallback("congestion", stack.congestionControl)
        return stack
    }

    static func compression(_ reader: NodeReader) -> Compression? {
        guard
            let map = reader.map(
                "a compression such as '{ ratio: preset, codec: 200 MB/s }'", keys: ["ratio", "codec"])
        else { return nil }
        let ratios = map.required("ratio", "preset").flatMap(ratios)
        let codec =
            map.optional("codec")?.bytesPerSecond()
            ?? map.fallback("codec", .infinity, as: { _ in "no limit" })
        return ratios.map { Compression(ratios: $0, codecBytesPerSecond: codec) }
    }

    /// The preset's ratios, or ratios by modality.
    private static func ratios(_ reader: NodeReader) -> [Modality: Double]? {
        if case .scalar("preset") = reader.node.content {
            reader.note(source: CompressionPreset.of(.ct).source)
            return CompressionPreset.ratios
        }
        guard let entries = reader.entries("'preset' or ratios such as '{ ct: 4, mr: 3.6 }'") else {
            return nil
        }
        var ratios: [Modality: Double] = [:]
        for entry in entries {
            guard let modality = Modality(named: entry.key) else {
                reader.problems.noSuch(
                    "modality", entry.key, among: Modality.allCases.map(\.name), at: entry.keyPlace)
                continue
            }
            if let ratio = entry.value.number("a ratio such as 3.6", in: 1...1000) {
                ratios[modality] = ratio
            }
        }
        return ratios
    }
}
