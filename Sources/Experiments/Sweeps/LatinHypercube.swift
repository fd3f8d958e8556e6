import SimulationKernel

/// Points spread over a cube so that each coordinate falls once into each of as many equal parts as there are points.
///
/// M. D. McKay, R. J. Beckman, W. J. Conover, "A comparison of three methods for selecting values of input variables
/// in the analysis of output from a computer code", Technometrics 21 (1979). Each coordinate has its own random
/// stream, so that one more leaves the others as they were.
public enum LatinHypercube {
    /// `count` points with one coordinate, from 0 up to but not 1, for each name; the same for the same seed.
    public static func points(_ count: Int, coordinates names: [String], seed: UInt64) -> [[Double]] {
        let columns = names.map { name -> [Double] in
            var stream = RandomStream(seed: seed, replication: 0, name: "latin hypercube/\(name)")
            var cells = Array(0..<count)
            for last in stride(from: count - 1, to: 0, by: -1) {
                cells.swapAt(last, Int(stream.uniform() * Double(last + 1)))
            }
            return cells.map { (Double($0) + stream.uniform()) / Double(count) }
        }
        return (0..<count).map { point in columns.map { $0[point] } }
    }
}
