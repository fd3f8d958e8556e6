import DICOMNetwork
import Foundation
import Testing

@Suite("C-ECHO")
struct EchoTests {
    static func failure(
        port: UInt16, called: String = "ARCHIVE", calling: String = "TELERAD", host: String = "127.0.0.1",
        timeout: Duration = .seconds(5)
    ) -> DICOMNetworkError? {
        do {
            try DICOMEcho.verify(
                host: host, port: port, callingAETitle: calling, calledAETitle: called, timeout: timeout)
            return nil
        } catch {
            return error
        }
    }

    @Test("storescp answers, time after time")
    func answers() throws {
        let server = try StoreServer()
        for _ in 0..<3 { #expect(Self.failure(port: server.port) == nil) }
    }

    @Test("an answer comes at once, not after the delays of Nagle's algorithm")
    func isQuick() throws {
        let server = try StoreServer()
        let clock = ContinuousClock()
        // Delayed acknowledgements take 40 ms (Linux) at each end, each time; a busy machine is slow only sometimes.
        #expect(
            (0..<50).contains { _ in clock.measure { _ = Self.failure(port: server.port) } < .milliseconds(40)
            })
    }

    @Test("a peer that refuses associations is an error with DCMTK's text")
    func refuses() throws {
        let server = try StoreServer(options: ["--refuse"])
        let error = Self.failure(port: server.port)
        #expect(error?.operation == .echo)
        #expect(error?.subject == "ARCHIVE@127.0.0.1:\(server.port)")
        #expect(error?.reason.contains("Association Rejected") == true, "\(error?.reason ?? "no error")")
    }

    @Test("a port where nobody listens is an error with DCMTK's text")
    func nobody() throws {
        let socket = try LoopbackSocket(isListening: false)
        let error = Self.failure(port: socket.port)
        #expect(error?.reason.contains("Connection refused") == true, "\(error?.reason ?? "no error")")
    }

    @Test("a peer that accepts and says nothing is an error when the time is over")
    func silent() throws {
        let socket = try LoopbackSocket(isListening: true)
        var error: DICOMNetworkError?
        let time = ContinuousClock().measure {
            error = Self.failure(port: socket.port, timeout: .milliseconds(1500))
        }
        #expect(error?.reason.isEmpty == false)
        // 1.5 s are rounded up to 2 s.
        #expect(time >= .seconds(1.9) && time < .seconds(20), "\(time)")
    }

    @Test("a peer that hangs up is an error")
    func hangsUp() throws {
        let socket = try LoopbackSocket(isListening: true)
        let acceptor = Thread { socket.acceptAndClose() }
        acceptor.start()
        #expect(Self.failure(port: socket.port)?.reason.isEmpty == false)
    }

    @Test(
        "AE titles that DICOM does not allow are refused",
        arguments: ["", "  ", "SEVENTEEN_LETTERS", "A\\B", "Ä"])
    func titles(title: String) throws {
        let socket = try LoopbackSocket(isListening: false)
        #expect(Self.failure(port: socket.port, called: title)?.reason.contains("AE title") == true)
        #expect(Self.failure(port: socket.port, calling: title)?.reason.contains("AE title") == true)
    }

    @Test("a host that does not exist is an error")
    func unknownHost() throws {
        // RFC 6761 keeps .invalid from ever resolving.
        #expect(Self.failure(port: 104, host: "archive.invalid")?.reason.isEmpty == false)
    }
}

/// A TCP socket of 127.0.0.1 on a port that the system chose.
final class LoopbackSocket: Sendable {
    let port: UInt16
    private let descriptor: CInt

    struct Failure: Error { let code: CInt }

    init(isListening: Bool) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard status, !isListening || listen(descriptor, 4) == 0 else { throw Failure(code: errno) }
        port = UInt16(bigEndian: address.sin_port)
    }

    func acceptAndClose() {
        let peer = accept(descriptor, nil, nil)
        if peer >= 0 { close(peer) }
    }

    deinit { close(descriptor) }
}

/// The package dcmtk's storescp on a port of 127.0.0.1, ended when the test lets go of it.
final class StoreServer {
    let port: UInt16
    private let process = Process()
    private let folder: ScratchFolder

    struct NotUp: Error {}

    init(options: [String] = []) throws {
        folder = try ScratchFolder()
        // The port is free again when the socket is gone, which is at the end of this line.
        port = try LoopbackSocket(isListening: false).port
        process.executableURL = try ExternalProgram.storescp.locate()
        process.arguments = options + ["--ignore", "-od", folder.path, "\(port)"]
        process.environment = ["TCP_NODELAY": "1", "PATH": "/usr/bin:/bin"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<200 {
            if canConnect() { return }
            usleep(25_000)
        }
        throw NotUp()
    }

    deinit {
        // A child of Foundation's inherits the signal mask of the test's thread, which may block
        // SIGTERM. SIGKILL can't be blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private func canConnect() -> Bool {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
