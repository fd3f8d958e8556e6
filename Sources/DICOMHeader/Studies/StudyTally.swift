/// Instances counted by study and series, one at a time and in any order; tallies of different files merge.
///
/// The result does not depend on the order of adding and merging. An instance costs 16 bytes, beyond what its study
/// and series cost once.
struct StudyTally: Sendable {
    private var studies: [String: Int] = [:]
    private var tallies: [Study] = []
    /// Where the last instance went: the next one mostly goes there too.
    private var recent: Int?

    /// The counts of one study.
    fileprivate struct Study {
        let uid: String
        var series: [Series] = []
        var places: [String?: Int] = [:]
        var recent: Int?
        var bodyParts = Frequencies()
        var descriptions = Frequencies()
        var priorities = Frequencies()
    }

    /// The counts of one series.
    fileprivate struct Series {
        let uid: String?
        var modalities = Frequencies()
        var bodyParts = Frequencies()
        /// Those that can be told apart, and those that can't because they have no SOP Instance UID.
        var marks: [Mark] = []
        var unnamed = 0
        var unnamedBytes = 0
        var first: DICOMDateTime?
        var last: DICOMDateTime?
    }

    /// An instance: a hash of its SOP Instance UID, and the length of its file.
    fileprivate struct Mark {
        let hash: UInt64
        let bytes: Int
    }

    /// Whether nothing was counted.
    var isEmpty: Bool { tallies.isEmpty }

    /// Counts an instance.
    mutating func add(_ header: InstanceHeader) {
        let place = place(of: header.studyInstanceUID)
        tallies[place].add(header)
    }

    private mutating func place(of uid: String) -> Int {
        if let recent, tallies[recent].uid == uid { return recent }
        let place: Int
        if let known = studies[uid] {
            place = known
        } else {
            place = tallies.count
            tallies.append(Study(uid: uid))
            studies[uid] = place
        }
        recent = place
        return place
    }

    /// Adds all instances of another tally.
    mutating func merge(_ other: StudyTally) {
        for study in other.tallies {
            let place = place(of: study.uid)
            tallies[place].merge(study)
        }
    }

    /// The studies, ordered by first acquisition, then UID; those without a time come last.
    mutating func finish() -> [ImagingStudy] {
        tallies.map { $0.finish() }
            .sorted { isOrdered(($0.firstAcquisition, $0.uid), ($1.firstAcquisition, $1.uid)) }
    }
}

extension StudyTally.Study {
    fileprivate mutating func add(_ header: InstanceHeader) {
        bodyParts.add(header.bodyPart)
        descriptions.add(header.studyDescription)
        priorities.add(header.requestedProcedurePriority)
        let place = place(of: header.seriesInstanceUID)
        series[place].add(header)
    }

    private mutating func place(of uid: String?) -> Int {
        if let recent, series[recent].uid == uid { return recent }
        let place: Int
        if let known = places[uid] {
            place = known
        } else {
            place = series.count
            series.append(StudyTally.Series(uid: uid))
            places[uid] = place
        }
        recent = place
        return place
    }

    fileprivate mutating func merge(_ other: Self) {
        bodyParts.merge(other.bodyParts)
        descriptions.merge(other.descriptions)
        priorities.merge(other.priorities)
        for one in other.series {
            let place = place(of: one.uid)
            series[place].merge(one)
        }
    }

    fileprivate func finish() -> ImagingStudy {
        var duplicates = 0
        let finished = series.map { $0.finish(&duplicates) }
            .sorted { isOrdered(($0.firstAcquisition, $0.uid ?? ""), ($1.firstAcquisition, $1.uid ?? "")) }
        return ImagingStudy(
            uid: uid, series: finished, modalities: Set(series.flatMap { $0.modalities.values }).sorted(),
            bodyPart: bodyParts.mostFrequent, description: descriptions.mostFrequent,
            requestedPriority: priorities.mostFrequent,
            firstAcquisition: finished.lazy.compactMap(\.firstAcquisition).min(),
            lastAcquisition: finished.lazy.compactMap(\.lastAcquisition).max(), duplicates: duplicates)
    }
}

extension StudyTally.Series {
    fileprivate mutating func add(_ header: InstanceHeader) {
        modalities.add(header.modality)
        bodyParts.add(header.bodyPart)
        if let uid = header.sopInstanceUID {
            marks.append(StudyTally.Mark(hash: stableHash(uid), bytes: header.fileSize))
        } else {
            unnamed += 1
            unnamedBytes += header.fileSize
        }
        guard let acquired = header.acquired else { return }
        if first == nil || first.map({ acquired < $0 }) == true { first = acquired }
        if last == nil || last.map({ $0 < acquired }) == true { last = acquired }
    }

    fileprivate mutating func merge(_ other: Self) {
        modalities.merge(other.modalities)
        bodyParts.merge(other.bodyParts)
        marks += other.marks
        unnamed += other.unnamed
        unnamedBytes += other.unnamedBytes
        first = [first, other.first].compactMap(\.self).min()
        last = [last, other.last].compactMap(\.self).max()
    }

    /// Of several files with one SOP Instance UID the largest counts.
    fileprivate func finish(_ duplicates: inout Int) -> ImagingSeries {
        var instances = unnamed
        var bytes = unnamedBytes
        var recent: UInt64?
        for mark in marks.sorted(by: { ($0.hash, $1.bytes) < ($1.hash, $0.bytes) }) {
            if mark.hash == recent {
                duplicates += 1
            } else {
                instances += 1
                bytes += mark.bytes
                recent = mark.hash
            }
        }
        return ImagingSeries(
            uid: uid, modality: modalities.mostFrequent ?? "", bodyPart: bodyParts.mostFrequent,
            instances: instances, bytes: bytes, firstAcquisition: first, lastAcquisition: last)
    }
}

/// 64 bits out of a text, the same in every process; two of a million texts share them once in forty million times.
private func stableHash(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { bytes in
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
        var next = 0
        while next < bytes.count {
            var word: UInt64 = 0
            for index in next..<min(next + 8, bytes.count) { word = word << 8 | UInt64(bytes[index]) }
            let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
            hash = product.high ^ product.low ^ hash.byteSwapped
            next += 8
        }
        return hash
    }
}

/// How often each of a few texts occurred.
struct Frequencies: Sendable {
    private var counts: [String: Int] = [:]
    /// The text counted last, and how often in a row: neighbours mostly agree, and then no table is looked up.
    private var recent = ""
    private var inARow = 0

    mutating func add(_ text: String?) {
        guard let text else { return }
        if inARow > 0, text == recent {
            inARow += 1
        } else {
            settle()
            recent = text
            inARow = 1
        }
    }

    private mutating func settle() {
        if inARow > 0 { counts[recent, default: 0] += inARow }
        inARow = 0
    }

    mutating func merge(_ other: Frequencies) {
        settle()
        for (text, count) in other.total { counts[text, default: 0] += count }
    }

    private var total: [String: Int] {
        var settled = self
        settled.settle()
        return settled.counts
    }

    /// The texts that occurred.
    var values: [String] { Array(total.keys) }

    /// The most frequent text; of equally frequent ones the first in the alphabet.
    var mostFrequent: String? {
        total.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
    }
}

/// Earlier first, unknown times last, equal times by UID.
func isOrdered(_ left: (DICOMDateTime?, String), _ right: (DICOMDateTime?, String)) -> Bool {
    switch (left.0, right.0) {
    case (let one?, let other?) where one != other: one < other
    case (nil, _?): false
    case (_?, nil): true
    default: left.1 < right.1
    }
}
