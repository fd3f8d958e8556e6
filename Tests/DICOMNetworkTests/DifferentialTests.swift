import DICOMHeader
import DICOMNetwork
import Foundation
import Testing

/// A file with something changed, for the native scanner and DCMTK to read.
struct Mutant {
    /// Which file it was, and what was done to it.
    var story: String
    var bytes: [UInt8]
}

/// Changes files as fields, networks and disks do, and as those do who mean harm.
struct Mutator {
    var generator: SplitMix
    let files: [Mutant]
    /// Where the elements begin that a header is made from.
    private let heads: [[Int]]

    private static let representations = """
        AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV ZZ ?? cs
        """.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) }
    private static let numbers: [UInt32] = [
        0, 1, 2, 4, 8, 100, 0x7F, 0xFF, 0x100, 0x7FFF, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000,
        0xFFFF_FFFE, .max,
    ]

    init(seed: UInt64, files: [Mutant]) {
        generator = SplitMix(state: seed)
        self.files = files
        let tags =
            WantedAttribute.allCases.map(\.tag) + [
                .transferSyntaxUID, .pixelData, .requestAttributesSequence, .patientName,
            ]
        heads = files.map { file in
            let known = Set(
                tags.flatMap { tag -> [UInt32] in
                    let little = UInt32(tag.element) << 16 | UInt32(tag.group)
                    return [little, tag.rawValue.byteSwapped]
                })
            return stride(from: 0, to: file.bytes.count - 8, by: 2).filter { at in
                known.contains((0..<4).reduce(0) { $0 | UInt32(file.bytes[at + $1]) << (8 * $1) })
            }
        }
    }

    private mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func next() -> Mutant {
        let index = number(0..<files.count)
        var mutant = files[index]
        for _ in 0..<[1, 1, 1, 2, 3][number(0..<5)] { change(&mutant, heads[index]) }
        return mutant
    }

    private mutating func change(_ mutant: inout Mutant, _ heads: [Int]) {
        let count = mutant.bytes.count
        guard count > 200 else { return }
        let known = heads.filter { $0 + 12 < count }
        // The meta group is a small part of a file; half of the changes go to where the wanted attributes are.
        let head =
            known.isEmpty || number(0..<4) == 0 ? number(128..<count - 12) : known[number(0..<known.count)]
        func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
        let isExplicit = isCapital(mutant.bytes[head + 4]) && isCapital(mutant.bytes[head + 5])
        switch number(0..<14) {
        case 0:
            let bit = number(0..<8)
            let at = head + number(0..<12)
            mutant.bytes[at] ^= 1 << bit
            mutant.story += ", bit \(bit) of byte \(at) flipped"
        case 1, 2:
            let at = head + number(0..<12)
            let byte = UInt8(number(0..<256))
            mutant.bytes[at] = byte
            mutant.story += ", byte \(at) set to \(byte)"
        case 3:
            let places = (0..<4).map { _ in number(128..<count) }
            for at in places { mutant.bytes[at] = UInt8(number(0..<256)) }
            mutant.story += ", random bytes at \(places)"
        case 4:
            let length = number(132..<count)
            mutant.bytes.removeSubrange(length...)
            mutant.story += ", cut behind \(length) bytes"
        case 5:
            let vr = Self.representations[number(0..<Self.representations.count)]
            mutant.bytes.replaceSubrange(head + 4..<head + 6, with: vr)
            mutant.story += ", \(String(decoding: vr, as: UTF8.self)) at \(head + 4)"
        case 6, 7:
            let value = Self.numbers[number(0..<Self.numbers.count)]
            let at = head + [4, 6, 8][number(0..<3)]
            let isBig = number(0..<4) == 0
            for index in 0..<(at == head + 6 ? 2 : 4) {
                mutant.bytes[at + index] = UInt8(
                    truncatingIfNeeded: value >> (8 * (isBig ? 3 - index : index)))
            }
            mutant.story += ", number \(value) at \(at)"
        case 8:
            let at = head + (isExplicit ? 6 : 4)
            let step = number(-4..<5)
            mutant.bytes[at] = UInt8(truncatingIfNeeded: Int(mutant.bytes[at]) + step)
            mutant.story += ", length at \(at) changed by \(step)"
        case 9, 10:
            let length = min(number(1..<64), count - head)
            let block = mutant.bytes[head..<head + length]
            let target = known.isEmpty ? head : known[number(0..<known.count)]
            mutant.bytes.insert(contentsOf: block, at: target)
            mutant.story += ", \(length) bytes of \(head) inserted at \(target)"
        case 11:
            let length = min(number(1..<64), count - head)
            mutant.bytes.removeSubrange(head..<head + length)
            mutant.story += ", \(length) bytes of \(head) removed"
        case 12:
            guard known.count > 2 else { return }
            // One element behind the next.
            let first = number(0..<known.count - 2)
            let (a, b, c) = (known[first], known[first + 1], known[first + 2])
            mutant.bytes.replaceSubrange(a..<c, with: Array(mutant.bytes[b..<c] + mutant.bytes[a..<b]))
            mutant.story += ", element at \(a) exchanged with that at \(b)"
        default:
            guard known.count > 2 else { return }
            let from = known[number(0..<known.count)]
            let tag = mutant.bytes[from..<from + 4]
            mutant.bytes.replaceSubrange(head..<head + 4, with: tag)
            mutant.story += ", tag of \(from) at \(head)"
        }
    }
}

/// A way in which DCMTK reads some files otherwise than the scanner, and has other rights or wrongs than it.
struct Exemption: Sendable {
    let name: String
    let reason: String
    /// Whether it explains that a field differs.
    let explains:
        @Sendable (_ field: String, _ native: InstanceHeader, _ dcmtk: InstanceHeader, _ file: [UInt8]) ->
            Bool

    static let all = [
        Exemption(
            name: "group length",
            reason: """
                The meta group's length does not end where its elements do. DCMTK goes by the length; the scanner by the \
                elements, because files with wrong lengths are met and what stands there is seen.
                """
        ) { _, _, _, file in MetaGroup(file).contradictsItsLength },
        Exemption(
            name: "representation",
            reason: """
                The attribute has a value representation in the file that is none of its kind. DCMTK then makes \
                hexadecimal or floating-point numbers of text; the scanner reads text as text, and numbers as the \
                representation in the file says.
                """
        ) { field, native, dcmtk, file in
            // The meta group is explicit always.
            guard native.transferSyntax.isExplicitVR || field == "transferSyntax" else { return false }
            if field == "malformed" {
                return malformedOnce(native, dcmtk).allSatisfy { tag in
                    // A time without a date is not looked at.
                    isWrittenOddly(tag, in: file)
                        || date(of: tag).map { isWrittenOddly($0, in: file) } == true
                }
            }
            return attributes(behind: field).contains { isWrittenOddly($0, in: file) }
        },
        Exemption(
            name: "white space in UIDs",
            reason:
                "DCMTK takes white space out of unique identifiers; the scanner leaves them as they are written."
        ) { field, native, dcmtk, _ in
            guard let one = text(of: field, native), let other = text(of: field, dcmtk) else { return false }
            func isBlank(_ scalar: Unicode.Scalar) -> Bool {
                scalar.properties.isWhitespace || scalar == "\0"
            }
            return !other.contains(where: \.properties.isWhitespace)
                && other.filter { !isBlank($0) } == one.filter { !isBlank($0) }
        },
        Exemption(
            name: "unreadable text",
            reason: """
                Bytes that the declared character set does not have, or a set that nobody knows. What stands for them \
                is up to the reader; everything else has to be the same.
                """
        ) { field, native, dcmtk, _ in
            guard let one = text(of: field, native), let other = text(of: field, dcmtk) else { return false }
            func isReadable(_ scalar: Unicode.Scalar) -> Bool { (0x21...0x7E).contains(scalar.value) }
            return (one + other).contains("\u{FFFD}") && one.filter(isReadable) == other.filter(isReadable)
        },
        Exemption(
            name: "length of a number",
            reason: """
                A binary number with another length than its representation has. The scanner notes it as malformed; \
                DCMTK takes it for absent, or for what the bytes that are there make.
                """
        ) { field, native, dcmtk, file in
            let tags = field == "malformed" ? malformedOnce(native, dcmtk) : attributes(behind: field)
            return !tags.isEmpty
                && tags.allSatisfy { native.malformed.contains($0) && hasNumberOfWrongLength($0, in: file) }
        },
        Exemption(
            name: "unusual pixel data",
            reason: """
                Float pixel data, or pixel data with a value representation that has a length of two bytes. The package's \
                reading through DCMTK looks for (7FE0,0010) with a head of twelve bytes only.
                """
        ) { field, native, dcmtk, file in
            guard field.hasPrefix("pixelData"), dcmtk.pixelDataOffset == nil,
                let offset = native.pixelDataOffset
            else { return false }
            func hasTag(_ element: UInt8, at place: Int) -> Bool {
                let tag = file[place..<place + 4]
                return tag.elementsEqual([0xE0, 0x7F, element, 0x00])
                    || tag.elementsEqual([0x7F, 0xE0, 0x00, element])
            }
            return hasTag(0x10, at: offset - 8)
                || [0x08, 0x09].contains { hasTag($0, at: offset - 8) || hasTag($0, at: offset - 12) }
        },
        Exemption(
            name: "content longer than its sequence",
            reason: """
                An item longer than its sequence, or an element longer than its item. DCMTK takes what follows for \
                content, and so misses it; the scanner passes over a sequence with a length as a whole.
                """
        ) { field, native, dcmtk, file in
            let value = Mirror(reflecting: dcmtk).children.first { $0.label == field }?.value
            let isMissing = value.map { "\($0)" == "nil" || field == "frames" } ?? false
            return isMissing
                && hasContentLongerThanItsSequence(file, isExplicit: native.transferSyntax.isExplicitVR)
        },
    ]

    /// Which exemptions explain that a field differs; nil when it is not explained.
    static func names(
        _ field: String, _ native: InstanceHeader, _ dcmtk: InstanceHeader, _ file: [UInt8]
    ) -> [String]? {
        guard field == "malformed" else {
            return all.first { $0.explains(field, native, dcmtk, file) }.map { [$0.name] }
        }
        // Of malformed attributes each has to be explained.
        var names: [String] = []
        for tag in malformedOnce(native, dcmtk) {
            var (one, other) = (native, dcmtk)
            one.malformed = native.malformed.filter { $0 == tag }
            other.malformed = dcmtk.malformed.filter { $0 == tag }
            guard let exemption = all.first(where: { $0.explains(field, one, other, file) }) else {
                return nil
            }
            names.append(exemption.name)
        }
        return names
    }

    /// Whether an attribute stands somewhere in an explicit file with a value representation of another kind of
    /// values: of neither texts nor, where the dictionary wants them, whole numbers.
    private static func isWrittenOddly(_ tag: DICOMTag, in file: [UInt8]) -> Bool {
        let texts = "AE AS CS DA DS DT IS LO LT PN SH ST TM UC UI UN UR UT"
        let usual = (DICOMDictionary.vr(of: tag) == .us ? texts + " SL SS UL US" : texts).split(
            separator: " ")
        return places(of: tag, in: file).contains { at in
            !usual.contains { $0.utf8.elementsEqual(file[at + 4..<at + 6]) }
        }
    }

    /// The malformed attributes that only one of them has.
    private static func malformedOnce(_ one: InstanceHeader, _ other: InstanceHeader) -> [DICOMTag] {
        Set(one.malformed).symmetricDifference(other.malformed).sorted()
    }

    private static func date(of time: DICOMTag) -> DICOMTag? {
        switch time {
        case .studyTime: .studyDate
        case .seriesTime: .seriesDate
        case .acquisitionTime: .acquisitionDate
        case .contentTime: .contentDate
        default: nil
        }
    }

    /// The characters of a field that is a text.
    private static func text(of field: String, _ header: InstanceHeader) -> [Unicode.Scalar]? {
        if field == "transferSyntax" { return Array(header.transferSyntax.uid.unicodeScalars) }
        let value = Mirror(reflecting: header).children.first { $0.label == field }?.value
        return (value as? String).map { Array($0.unicodeScalars) }
    }

    /// Where the bytes of a tag stand, in either order.
    private static func places(of tag: DICOMTag, in file: [UInt8]) -> [Int] {
        let little = [tag.group & 0xFF, tag.group >> 8, tag.element & 0xFF, tag.element >> 8].map {
            UInt8($0)
        }
        let big = [little[1], little[0], little[3], little[2]]
        return file.indices.dropLast(8).filter { at in
            guard file[at] == little[0] || file[at] == big[0] else { return false }
            let bytes = file[at..<at + 4]
            return bytes.elementsEqual(little) || bytes.elementsEqual(big)
        }
    }

    private static func hasNumberOfWrongLength(_ tag: DICOMTag, in file: [UInt8]) -> Bool {
        places(of: tag, in: file).contains { at in
            // Of implicit elements the length stands where explicit ones have their representation.
            let width: [String: UInt8] = ["US": 2, "SS": 2, "UL": 4, "SL": 4, "UN": 2]
            let vr = String(decoding: file[at + 4..<at + 6], as: UTF8.self)
            guard let expected = width[vr] else { return !file[at + 4..<at + 8].elementsEqual([2, 0, 0, 0]) }
            return vr == "UN" || file[at + 6] + file[at + 7] != expected
                || file[at + 6] != 0 && file[at + 7] != 0
        }
    }

    /// Whether the first item of a sequence with a length goes beyond its end, or its last element beyond
    /// the item's.
    private static func hasContentLongerThanItsSequence(_ file: [UInt8], isExplicit: Bool) -> Bool {
        func number(_ at: Int, _ count: Int, isBig: Bool) -> Int {
            (0..<count).reduce(0) { $0 | Int(file[at + $1]) << (8 * (isBig ? count - 1 - $1 : $1)) }
        }
        return file.indices.dropLast(8).dropFirst(4).contains { item in
            let tag = file[item..<item + 4]
            let isBig = tag.elementsEqual([0xFF, 0xFE, 0xE0, 0x00])
            guard isBig || tag.elementsEqual([0xFE, 0xFF, 0x00, 0xE0]) else { return false }
            let sequenceLength = number(item - 4, 4, isBig: isBig)
            let itemLength = number(item + 4, 4, isBig: isBig)
            guard sequenceLength < 0xFFFF_FFFF, itemLength < 0xFFFF_FFFF else { return false }
            let end = item + 8 + itemLength
            if itemLength + 8 > sequenceLength || end > file.count { return true }
            var at = item + 8
            while at + 8 <= end {
                let vr = String(decoding: file[at + 4..<at + 6], as: UTF8.self)
                let isLong = !isExplicit || ["OB", "OW", "SQ", "UC", "UN", "UR", "UT"].contains(vr)
                let head = isExplicit && isLong ? 12 : 8
                guard at + head <= file.count else { return true }
                at += head + number(at + head - (isLong ? 4 : 2), isLong ? 4 : 2, isBig: isBig)
            }
            return at != end
        }
    }

    /// The attributes that a field is made from.
    private static func attributes(behind field: String) -> [DICOMTag] {
        switch field {
        case "transferSyntax": [.transferSyntaxUID]
        case "studyTime": [.studyDate, .studyTime, .timezoneOffsetFromUTC]
        case "seriesTime": [.seriesDate, .seriesTime, .timezoneOffsetFromUTC]
        case "acquisitionTime":
            [.acquisitionDateTime, .acquisitionDate, .acquisitionTime, .timezoneOffsetFromUTC]
        case "contentTime": [.contentDate, .contentTime, .timezoneOffsetFromUTC]
        case "bodyPart": [.bodyPartExamined]
        case "frames": [.numberOfFrames]
        default: WantedAttribute.allCases.filter { "\($0)" == field }.map(\.tag)
        }
    }
}
/// The file meta group of a file with the prefix (PS3.10, section 7.1).
struct MetaGroup {
    /// Whether its declared length ends elsewhere than its elements.
    private(set) var contradictsItsLength = false

    init(_ file: [UInt8]) {
        guard file.count > 144, file[128..<132].elementsEqual("DICM".utf8) else { return }
        var at = 132
        var declaredEnd: Int?
        while at + 12 <= file.count, file[at] == 2, file[at + 1] == 0 {
            func number(_ offset: Int, _ count: Int) -> Int {
                (0..<count).reduce(0) { $0 | Int(file[at + offset + $1]) << (8 * $1) }
            }
            let isLong = ["OB", "OW", "UN", "UT", "SQ"].contains(
                String(decoding: file[at + 4..<at + 6], as: UTF8.self))
            let end = at + (isLong ? 12 + number(8, 4) : 8 + number(6, 2))
            if at == 132, number(2, 2) == 0 { declaredEnd = end + number(8, 4) }
            at = end
        }
        contradictsItsLength = declaredEnd != at
    }
}

@Suite("The scanner and DCMTK")
struct DifferentialTests {
    /// A file up to its pixel data, of which no more than the shape is left.
    static func stripped(_ file: Mutant) throws -> Mutant {
        var scanner = HeaderScanner()
        let header = try scanner.header(of: file.bytes)
        guard let offset = header.pixelDataOffset else { return file }
        var bytes = Array(file.bytes[..<offset])
        if header.pixelDataLength == nil {
            bytes += [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]
        } else {
            let isBig = header.transferSyntax.isBigEndian
            bytes.replaceSubrange((offset - 4)..., with: isBig ? [0, 0, 0, 4] : [4, 0, 0, 0])
            bytes += [1, 2, 3, 4]
        }
        return Mutant(story: file.story, bytes: bytes)
    }

    static let sampleStudies: [Mutant] = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("SampleStudies")
        let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".dcm") }.sorted().compactMap { path in
            (try? bytes(ofFile: root.appendingPathComponent(path).path)).map {
                Mutant(story: path, bytes: $0)
            }
        }
    }()

    /// The sample in every encoding, with sequences, and with everything of the unknown value representation.
    static func encodings() throws -> [Mutant] {
        let folder = try ScratchFolder()
        var files: [Mutant] = []
        for syntax in WritingTests.encodings {
            var image = try SampleImage.ct()
            var item = try DICOMDataset()
            try item.set(.modality, "MR")
            try item.set(.studyDescription, "inside")
            try image.append(item, to: .requestAttributesSequence)
            try image.set(.acquisitionDateTime, "20240302101112-0500")
            try image.set(.numberOfFrames, "1")
            try image.write(to: folder.file("sample.dcm"), transferSyntax: syntax)
            files.append(Mutant(story: "\(syntax)", bytes: try bytes(ofFile: folder.file("sample.dcm"))))
        }
        for (isExplicit, isDefined) in [(true, true), (true, false), (false, true), (false, false)] {
            let bytes = ReadingTests.nested(depth: 3, isExplicit: isExplicit, isDefined: isDefined)
            files.append(Mutant(story: "nested, explicit \(isExplicit), defined \(isDefined)", bytes: bytes))
        }
        return files
    }

    /// Where two headers differ.
    static func differences(_ one: InstanceHeader, _ other: InstanceHeader) -> [(
        field: String, one: String, other: String
    )] {
        guard one != other else { return [] }
        func fields(_ header: InstanceHeader) -> [(String, String)] {
            Mirror(reflecting: header).children.map { ($0.label ?? "", String(reflecting: $0.value)) }
        }
        return zip(fields(one), fields(other)).filter { $0.1 != $1.1 }.map { ($0.0, $0.1, $1.1) }
    }

    @Test("they agree on every field of every sample")
    func samples() throws {
        let folder = try ScratchFolder()
        let files = Self.sampleStudies + (try Self.encodings())
        #expect(files.count == 194 + WritingTests.encodings.count + 4)
        for file in files {
            for version in [file, try Self.stripped(file)] {
                let path = try folder.write(version.bytes, to: "file.dcm")
                let differences = Self.differences(
                    try Reader.native.header(path), try Reader.dcmtk.header(path))
                #expect(differences.isEmpty, "\(file.story): \(differences)")
            }
        }
    }

    /// How many mutants a test run makes; `make differential` makes more.
    static let mutants = ProcessInfo.processInfo.environment["TELERAD_MUTANTS"].flatMap { Int($0) } ?? 6_000

    // The arguments are seeds, so a failure names its own, and its story what to do again.
    @Test("where both accept a changed file, they agree on every field", arguments: 0..<4)
    func changed(seed: UInt64) throws {
        let folder = try ScratchFolder()
        let files = try (Self.sampleStudies + Self.encodings()).map { try Self.stripped($0) }
            .filter { $0.bytes.count < 16_384 }
        var mutator = Mutator(seed: seed, files: files)
        var tally = Tally()
        for _ in 0..<Self.mutants / 4 {
            let mutant = mutator.next()
            let path = try folder.write(mutant.bytes, to: "mutant.dcm")
            let native = try? Reader.native.header(path)
            let dcmtk = try? Reader.dcmtk.header(path)
            tally.count(native, dcmtk)
            guard let native, let dcmtk else { continue }
            var isExempted = false
            for (field, one, other) in Self.differences(native, dcmtk) {
                if let names = Exemption.names(field, native, dcmtk, mutant.bytes) {
                    for name in names { tally.exemptions[name, default: 0] += 1 }
                    isExempted = true
                } else {
                    Issue.record("\(mutant.story): \(field) is \(one), DCMTK has \(other)")
                }
            }
            if isExempted { tally.exempted += 1 }
        }
        let all = Self.mutants / 4
        // A third of the mutants is read by both, and most of those without any exemption.
        #expect(tally.both > all / 4, "\(tally)")
        #expect(tally.exempted < tally.both / 8, "\(tally)")
        // What the scanner refuses although DCMTK reads it is rare.
        #expect(tally.dcmtkOnly < all / 100, "\(tally)")
        if Self.mutants > 6_000 { print("seed \(seed): \(tally)") }
    }

    /// What became of the mutants.
    struct Tally: CustomStringConvertible {
        var both = 0
        var nativeOnly = 0
        var dcmtkOnly = 0
        var neither = 0
        var exempted = 0
        var exemptions: [String: Int] = [:]

        mutating func count(_ native: InstanceHeader?, _ dcmtk: InstanceHeader?) {
            switch (native, dcmtk) {
            case (_?, _?): both += 1
            case (_?, nil): nativeOnly += 1
            case (nil, _?): dcmtkOnly += 1
            case (nil, nil): neither += 1
            }
        }

        var description: String {
            let names = exemptions.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }
            return """
                both \(both), of them \(exempted) differ for known reasons (\(names.joined(separator: ", "))); \
                the scanner only \(nativeOnly), DCMTK only \(dcmtkOnly), neither \(neither)
                """
        }
    }
}
