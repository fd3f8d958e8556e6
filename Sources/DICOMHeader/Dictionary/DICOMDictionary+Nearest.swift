extension DICOMDictionary {
    /// The keyword with the smallest edit distance to a misspelt one, letters of both cases being the same,
    /// when it is near enough to be meant: up to a third of the letters, four at most. Of equally near
    /// ones that with the lowest tag.
    ///
    /// For error messages: it goes through the whole dictionary.
    public static func nearestKeyword(to keyword: String) -> String? {
        // No longer text is near to any keyword, of which the longest has 63 letters.
        let wanted = keyword.utf8.prefix(80).map(lowercase)
        guard !wanted.isEmpty else { return nil }
        var distance = EditDistance(to: wanted)
        var nearest: RegistryRow?
        var smallest = max(1, min(wanted.count / 3, 4)) + 1
        for place in 0..<DICOMRegistry.count {
            let row = RegistryRow(inTagOrder: place)
            let candidate = row.keywordBytes
            guard abs(candidate.count - wanted.count) < smallest else { continue }
            let edits = distance.edits(from: candidate.lazy.map(lowercase))
            if edits < smallest {
                smallest = edits
                nearest = row
            }
        }
        return nearest?.keyword
    }

    private static func lowercase(_ letter: UInt8) -> UInt8 {
        (0x41...0x5A).contains(letter) ? letter + 0x20 : letter
    }
}

/// Counts the edits that turn words into one word: insert, delete, replace, swap neighbours.
private struct EditDistance {
    private let word: [UInt8]
    private var beforeLast: [Int]
    private var last: [Int]
    private var row: [Int]

    init(to word: [UInt8]) {
        self.word = word
        row = Array(repeating: 0, count: word.count + 1)
        beforeLast = row
        last = row
    }

    mutating func edits(from other: some Sequence<UInt8>) -> Int {
        for column in last.indices { last[column] = column }
        var previous: UInt8?
        for (index, letter) in other.enumerated() {
            row[0] = index + 1
            for column in word.indices {
                var cost = min(
                    last[column + 1] + 1, row[column] + 1, last[column] + (word[column] == letter ? 0 : 1))
                if column > 0, word[column - 1] == letter, word[column] == previous {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                row[column + 1] = cost
            }
            previous = letter
            (beforeLast, last, row) = (last, row, beforeLast)
        }
        return last[word.count]
    }
}
