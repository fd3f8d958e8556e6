import CDCMTK

/// DCMTK, as far as it is one library for the whole process.
public enum DICOMLibrary {
    /// The version of DCMTK in use, such as `3.6.7`.
    public static var version: String { String(cString: cdcmtk_version()) }

    /// Whether DCMTK writes its warnings to standard error. It is silent unless asked.
    public static func setLogging(_ isEnabled: Bool) {
        cdcmtk_set_logging(isEnabled ? 1 : 0)
    }
}
