import CDCMTK

/// C-ECHO: asks a peer whether it speaks DICOM with us (PS3.7, section 9.1.5).
public enum DICOMEcho {
    /// Opens an association, sends one C-ECHO and releases the association.
    ///
    /// `timeout` holds for each of connecting, negotiating and waiting for the answer; it is rounded
    /// up to whole seconds, at least one. AE titles have at most 16 characters. Throws DCMTK's text
    /// when the peer is not there, refuses, or says nothing.
    public static func verify(
        host: String, port: UInt16, callingAETitle: String, calledAETitle: String,
        timeout: Duration = .seconds(10)
    ) throws(DICOMNetworkError) {
        let peer = "\(calledAETitle)@\(host):\(port)"
        for title in [callingAETitle, calledAETitle] where !isAETitle(title) {
            throw DICOMNetworkError(
                operation: .echo, subject: peer,
                reason: "\"\(title)\" is no AE title: 1 to 16 printable ASCII characters without backslash")
        }
        let parts = timeout.components
        let seconds = parts.attoseconds > 0 ? parts.seconds + 1 : parts.seconds
        try DICOMNetworkError.check(.echo, peer) { error, size in
            cdcmtk_echo(
                host, port, callingAETitle, calledAETitle, CInt(clamping: max(1, min(seconds, 86_400))),
                error, size)
        }
    }

    /// PS3.5, table 6.2-1, value representation AE.
    private static func isAETitle(_ text: String) -> Bool {
        (1...16).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
            && text.utf8.contains { $0 != 0x20 }
    }
}
