/// A picture made of ellipses and noise: what a scanner might have seen of a body that never was.
struct Phantom {
    /// An ellipse whose value is added to what lies below it; coordinates run from −1 to 1.
    struct Ellipse {
        var x: Double
        var y: Double
        var width: Double
        var height: Double
        /// Turned counter-clockwise, in degrees.
        var angle = 0.0
        var value: Double
    }

    var ellipses: [Ellipse]
    /// The standard deviation of the noise.
    var noise: Double
    /// The value of air.
    var background = 0.0

    /// Pixel values of a picture, row by row, cut to 0...maximum.
    func pixels(rows: Int, columns: Int, maximum: Double, _ random: inout SplitMix) -> [UInt16] {
        let turned = ellipses.map { ellipse in
            (ellipse, Turn(degrees: ellipse.angle))
        }
        var pixels = [UInt16](repeating: 0, count: rows * columns)
        for row in 0..<rows {
            let y = 1 - 2 * (Double(row) + 0.5) / Double(rows)
            for column in 0..<columns {
                let x = 2 * (Double(column) + 0.5) / Double(columns) - 1
                var value = background
                for (ellipse, turn) in turned {
                    let (u, v) = turn.apply(x - ellipse.x, y - ellipse.y)
                    let distance =
                        u * u / (ellipse.width * ellipse.width) + v * v / (ellipse.height * ellipse.height)
                    if distance <= 1 { value += ellipse.value }
                }
                // The sum of four uniform numbers is near enough to normal for noise.
                var bits = random.next()
                var sum = -2.0
                for _ in 0..<4 {
                    sum += Double(bits & 0xFFFF) / 65_536
                    bits >>= 16
                }
                value += noise * sum * 1.732
                pixels[row * columns + column] = UInt16(max(0, min(maximum, value)))
            }
        }
        return pixels
    }

    private struct Turn {
        let cosine: Double
        let sine: Double

        init(degrees: Double) {
            // Quarter steps of the Taylor series are exact enough for pictures and the same on every machine.
            let radians = degrees * .pi / 180
            var c = 0.0
            var s = 0.0
            var term = 1.0
            for n in 0..<24 {
                switch n % 4 {
                case 0: c += term
                case 1: s += term
                case 2: c -= term
                default: s -= term
                }
                term *= radians / Double(n + 1)
            }
            cosine = c
            sine = s
        }

        func apply(_ x: Double, _ y: Double) -> (Double, Double) {
            (x * cosine + y * sine, y * cosine - x * sine)
        }
    }
}

// MARK: - Bodies that never were

extension Phantom {
    /// A head in the manner of Shepp and Logan (1974), at a height from −1 (neck) to 1 (crown); `scale` is the skull's value.
    static func head(height: Double, scale: Double, noise: Double) -> Phantom {
        let size = max(0.25, (1 - height * height * 0.6))
        func ellipse(_ x: Double, _ y: Double, _ w: Double, _ h: Double, _ angle: Double, _ value: Double)
            -> Ellipse
        {
            Ellipse(
                x: x * size, y: y * size, width: w * size, height: h * size, angle: angle,
                value: value * scale)
        }
        return Phantom(
            ellipses: [
                ellipse(0, 0, 0.69, 0.92, 0, 1), ellipse(0, -0.0184, 0.6624, 0.874, 0, -0.5),
                ellipse(0.22, 0, 0.11, 0.31, 18, -0.12), ellipse(-0.22, 0, 0.16, 0.41, -18, -0.12),
                ellipse(0, 0.35, 0.21, 0.25, 0, 0.06), ellipse(0, 0.1, 0.046, 0.046, 0, 0.08),
                ellipse(-0.08, -0.605, 0.046, 0.023, 0, 0.1), ellipse(0.06, -0.605, 0.023, 0.046, 0, 0.1),
            ], noise: noise)
    }

    /// A trunk in cross-section: fat, muscle, spine and an organ with a spot.
    static func trunk(height: Double, scale: Double, noise: Double) -> Phantom {
        Phantom(
            ellipses: [
                Ellipse(x: 0, y: 0, width: 0.92, height: 0.62, value: 0.45 * scale),
                Ellipse(x: 0, y: 0, width: 0.84, height: 0.54, value: 0.15 * scale),
                Ellipse(x: 0, y: -0.36, width: 0.12, height: 0.12, value: 0.35 * scale),
                Ellipse(
                    x: -0.38, y: 0.08, width: 0.36, height: 0.32 - 0.1 * height, angle: 12,
                    value: 0.08 * scale),
                Ellipse(x: -0.3, y: 0.12 + 0.05 * height, width: 0.06, height: 0.05, value: -0.12 * scale),
                Ellipse(x: 0.42, y: -0.05, width: 0.16, height: 0.2, value: 0.1 * scale),
            ], noise: noise)
    }

    /// A chest from the front: two dark lungs, heart, spine.
    static func chest(scale: Double, noise: Double) -> Phantom {
        Phantom(
            ellipses: [
                Ellipse(x: 0, y: -0.1, width: 0.95, height: 1.05, value: 0.7 * scale),
                Ellipse(x: -0.42, y: 0.08, width: 0.3, height: 0.62, angle: -6, value: -0.45 * scale),
                Ellipse(x: 0.42, y: 0.08, width: 0.3, height: 0.62, angle: 6, value: -0.45 * scale),
                Ellipse(x: 0.14, y: -0.2, width: 0.3, height: 0.34, angle: 30, value: 0.25 * scale),
                Ellipse(x: 0, y: 0, width: 0.1, height: 1, value: 0.15 * scale),
                Ellipse(x: -0.36, y: 0.3, width: 0.05, height: 0.05, value: 0.2 * scale),
            ], noise: noise, background: 0.02 * scale)
    }

    /// A knee from the front: two bones and the gap between them.
    static func knee(scale: Double, noise: Double) -> Phantom {
        Phantom(
            ellipses: [
                Ellipse(x: 0, y: 0, width: 0.55, height: 1.2, value: 0.35 * scale),
                Ellipse(x: 0, y: 0.7, width: 0.26, height: 0.6, value: 0.4 * scale),
                Ellipse(x: 0, y: 0.22, width: 0.44, height: 0.18, value: 0.15 * scale),
                Ellipse(x: 0, y: -0.75, width: 0.24, height: 0.6, value: 0.4 * scale),
                Ellipse(x: 0, y: -0.22, width: 0.44, height: 0.16, value: 0.15 * scale),
                Ellipse(x: 0.3, y: -0.7, width: 0.07, height: 0.5, value: 0.25 * scale),
            ], noise: noise)
    }

    /// A breast against the left or right edge, with a cluster of bright spots.
    static func breast(fromLeft: Bool, depth: Double, scale: Double, noise: Double) -> Phantom {
        let side = fromLeft ? 1.0 : -1.0
        return Phantom(
            ellipses: [
                Ellipse(x: -side, y: 0, width: 1.35, height: 0.8, value: 0.45 * scale),
                Ellipse(x: -side, y: 0, width: 1.1, height: 0.6, value: 0.15 * scale),
                Ellipse(x: -0.5 * side, y: 0.1, width: 0.3, height: 0.25, angle: 25, value: 0.12 * scale),
                Ellipse(
                    x: -0.35 * side, y: 0.15, width: 0.05, height: 0.05, value: 0.3 * scale * (1 - abs(depth))
                ),
                Ellipse(x: -0.3 * side, y: 0.05, width: 0.015, height: 0.015, value: 0.4 * scale),
            ], noise: noise, background: 0.01 * scale)
    }

    /// A fan of ultrasound with a cyst that beats with the phase (0 to 1).
    static func ultrasound(phase: Double, scale: Double, noise: Double) -> Phantom {
        let beat = 0.04 * (phase < 0.5 ? phase : 1 - phase)
        return Phantom(
            ellipses: [
                Ellipse(x: 0, y: 0.1, width: 0.85, height: 0.85, value: 0.35 * scale),
                Ellipse(
                    x: 0.1, y: -0.05, width: 0.28 + beat, height: 0.22 + beat, angle: 20, value: -0.3 * scale),
                Ellipse(x: -0.4, y: 0.2, width: 0.2, height: 0.1, angle: -30, value: 0.2 * scale),
                Ellipse(x: 0, y: -0.5, width: 0.6, height: 0.06, value: 0.25 * scale),
            ], noise: noise)
    }

    /// What a gamma camera counts of a body with a few hot spots.
    static func emission(height: Double, scale: Double, noise: Double) -> Phantom {
        Phantom(
            ellipses: [
                Ellipse(x: 0, y: 0, width: 0.6, height: 0.42, value: 0.15 * scale),
                Ellipse(x: -0.25, y: 0.1, width: 0.14, height: 0.12, value: 0.3 * scale),
                Ellipse(
                    x: 0.2, y: 0.12 - 0.1 * height, width: 0.05, height: 0.05,
                    value: 0.8 * scale * (1 - abs(height))),
                Ellipse(x: 0, y: -0.25, width: 0.08, height: 0.08, value: 0.25 * scale),
            ], noise: noise, background: 0.01 * scale)
    }
}
