import SimulationKernel

/// How a site's router sends on what the scanners make.
///
/// A sender can't say that a study is complete: who wants whole studies or series waits until no new image has come for a
/// while. Images come evenly over the exam, or over its last part; of a study without a scanner they all come when its
/// imaging is complete.
///
/// What is sendable goes out in turns. A turn takes all that has become sendable so far and waits at the site's gateway
/// like any other; the connection stays open between turns unless the protocol closes it after each request. The time of
/// a turn is that of its own images: a turn of one image can't use several associations. A study is with its hub when its
/// last turn is there, and is ingested then. Simulating single images costs a flow for each turn, at most one an image.
public struct Forwarding: Hashable, Sendable {
    /// What is sent as soon as it is complete.
    public enum Level: String, CaseIterable, Sendable, Hashable {
        /// The whole study, when no image has come for ``Forwarding/silence``.
        case study
        /// Each series, when no image of it has come for ``Forwarding/silence``.
        case series
        /// Each image, at once.
        case instance
    }
    /// What is sent as soon as it is complete.
    public var level: Level
    /// How long no new image must have come.
    public var silence: Duration
    /// A study is sent as far as it is there when it has been coming for so long, and again after so long; nil for never.
    /// Of use for whole studies.
    public var force: Duration?
    /// The share of an exam that passes before the first image; from 0 to below 1.
    public var imagesFrom: Double

    /// How long routers and archives wait for silence unless told otherwise: about a minute ([M]).
    public static let usualSilence = Duration.seconds(60)

    /// A way of forwarding.
    public init(
        level: Level, silence: Duration = Forwarding.usualSilence, force: Duration? = nil,
        imagesFrom: Double = 0
    ) {
        self.level = level
        self.silence = silence
        self.force = force
        self.imagesFrom = imagesFrom
    }
}
