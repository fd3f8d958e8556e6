/// What a study shows; a study of a stream that says nothing about it has none.
public enum BodyRegion: UInt8, CaseIterable, Sendable, Hashable, Codable {
    case head, neck, chest, heart, breast, abdomen, pelvis, spine, limbs
    /// Several regions at once, as after an accident.
    case wholeBody

    /// The name in scenario files and reports.
    public var name: String {
        switch self {
        case .head: "head"
        case .neck: "neck"
        case .chest: "chest"
        case .heart: "heart"
        case .breast: "breast"
        case .abdomen: "abdomen"
        case .pelvis: "pelvis"
        case .spine: "spine"
        case .limbs: "limbs"
        case .wholeBody: "whole-body"
        }
    }
}
