/// The version of telerad.
///
/// Results of different versions are never mixed: a new version may compute another figure from the same numbers.
public let teleradVersion = "0.1.0"
