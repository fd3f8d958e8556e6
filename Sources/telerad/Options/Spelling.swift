/// The nearest command to a misspelt one.
enum Spelling {
    /// The candidate that shares the most pairs of neighbouring letters, when it shares enough.
    static func nearest(_ word: String, among candidates: [String]) -> String? {
        let wanted = pairs(word)
        let scored = candidates.map { candidate -> (String, Double) in
            let given = pairs(candidate)
            let common = wanted.filter(given.contains).count
            return (candidate, 2 * Double(common) / Double(max(1, wanted.count + given.count)))
        }
        return scored.max { $0.1 < $1.1 }.flatMap { $0.1 >= 0.4 ? $0.0 : nil }
    }

    private static func pairs(_ word: String) -> [String] {
        let letters = Array(" \(word.lowercased()) ")
        return zip(letters, letters.dropFirst()).map { "\($0)\($1)" }
    }
}
