/// What kind of place makes the studies.
public enum SiteKind: String, CaseIterable, Sendable, Hashable {
    /// A hospital or clinic.
    case hospital
    /// A diagnostic imaging centre.
    case imagingCentre = "imaging-centre"
    /// An ambulatory surgical centre.
    case ambulatorySurgicalCentre = "ambulatory-surgical-centre"
    /// Any other place.
    case other
}
