/// The name most like a misspelt one.
enum NearestName {
    /// The candidate with the smallest edit distance to `word`, when it is near enough to be meant.
    static func of(_ word: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(word.lowercased().unicodeScalars.prefix(64))
        var best: String?
        var bestDistance = max(1, min(wanted.count, 12) / 3) + 1
        for candidate in candidates {
            let distance = distance(wanted, Array(candidate.lowercased().unicodeScalars))
            if distance < bestDistance {
                bestDistance = distance
                best = candidate
            }
        }
        return best ?? beginning(word, among: candidates)
    }

    /// The only candidate that begins with the word: `Night` for `Night team`.
    private static func beginning(_ word: String, among candidates: some Sequence<String>) -> String? {
        guard word.count >= 3 else { return nil }
        let found = candidates.filter { $0.lowercased().hasPrefix(word.lowercased()) }
        return found.count == 1 ? found[0] : nil
    }

    /// `; did you mean 'x'?`, or nothing where none is near, or what is given for that.
    static func hint(
        _ word: String, among candidates: some Sequence<String>, orElse other: String = ""
    ) -> String {
        of(word, among: candidates).map { "; did you mean '\($0)'?" } ?? other
    }

    /// What is said behind a wrong name: the nearest right one, and all there are. `; did you mean 'x'? Expected one of: x, y`,
    /// or `. Expected one of: x, y`.
    static func choice(_ word: String, among candidates: [String]) -> String {
        "\(hint(word, among: candidates, orElse: ".")) Expected one of: \(candidates.joined(separator: ", "))"
    }

    /// What is said behind a wrong name where there are many right ones: the nearest, or else all of them.
    static func nearestOrAll(_ word: String, among candidates: [String]) -> String {
        hint(word, among: candidates, orElse: ". Expected one of: \(candidates.joined(separator: ", "))")
    }

    /// Edits that turn one word into the other: insert, delete, replace, swap neighbours.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    cost = min(cost, beforeLast[j - 2] + 1)
                }
                row.append(cost)
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
