/// What triage by software said of a study, and whether it was right.
public enum TriageFinding: UInt8, CaseIterable, Sendable, Hashable, BitwiseCopyable {
    case truePositive, falseNegative, falsePositive, trueNegative

    /// The finding of a study.
    public init(isDiseased: Bool, isPositive: Bool) {
        self =
            switch (isDiseased, isPositive) {
            case (true, true): .truePositive
            case (true, false): .falseNegative
            case (false, true): .falsePositive
            case (false, false): .trueNegative
            }
    }

    /// The name in measures and reports for programs.
    public var name: String {
        switch self {
        case .truePositive: "true-positive"
        case .falseNegative: "false-negative"
        case .falsePositive: "false-positive"
        case .trueNegative: "true-negative"
        }
    }
}

/// The studies that triage looked at, parted by what it found.
public enum TriagedStudies: UInt8, CaseIterable, Sendable, Hashable {
    /// Diseased, and called so.
    case truePositive
    /// Diseased, but not called so.
    case falseNegative
    /// Not diseased, but called so.
    case falsePositive
    /// Not diseased, and not called so.
    case trueNegative
    /// All that are diseased.
    case diseased
    /// All that are not.
    case notDiseased
    /// All that the program called positive.
    case positive
    /// All that it called negative.
    case negative

    /// The findings of these studies.
    public var findings: [TriageFinding] {
        switch self {
        case .truePositive: [.truePositive]
        case .falseNegative: [.falseNegative]
        case .falsePositive: [.falsePositive]
        case .trueNegative: [.trueNegative]
        case .diseased: [.truePositive, .falseNegative]
        case .notDiseased: [.falsePositive, .trueNegative]
        case .positive: [.truePositive, .falsePositive]
        case .negative: [.falseNegative, .trueNegative]
        }
    }

    /// The name in measures and reports for programs.
    public var name: String {
        switch self {
        case .truePositive: "true-positive"
        case .falseNegative: "false-negative"
        case .falsePositive: "false-positive"
        case .trueNegative: "true-negative"
        case .diseased: "diseased"
        case .notDiseased: "not-diseased"
        case .positive: "positive"
        case .negative: "negative"
        }
    }
}
