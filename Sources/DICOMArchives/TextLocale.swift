#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The encoding in which libarchive hands out names, which is that of the thread's locale: in the one that programs start
/// with, names beyond ASCII would be lost.
enum TextLocale {
    /// Calls `body` with UTF-8 as the calling thread's encoding, and sets back what there was.
    static func withUTF8<Result>(_ body: () -> Result) -> Result {
        // Where the system has none of these, such names are lost, and nothing else.
        let opened =
            newlocale(LC_CTYPE_MASK, "C.UTF-8", nil) ?? newlocale(LC_CTYPE_MASK, "UTF-8", nil)
            ?? newlocale(LC_CTYPE_MASK, "en_US.UTF-8", nil)
        guard let locale = opened else { return body() }
        let previous = uselocale(locale)
        defer {
            uselocale(previous)
            freelocale(locale)
        }
        return body()
    }
}
