import DICOMHeader
import Testing

@Suite("Grouping instances to studies")
struct GroupingTests {
    static func header(
        study: String, series: String?, instance: String?, modality: String = "CT", bytes: Int = 100,
        at time: String? = nil, bodyPart: String? = nil, description: String? = nil, priority: String? = nil
    ) throws -> InstanceHeader {
        InstanceHeader(
            transferSyntax: .explicitVRLittleEndian, sopInstanceUID: instance, studyInstanceUID: study,
            seriesInstanceUID: series, modality: modality, bodyPart: bodyPart,
            acquisitionTime: try time.map { try DICOMDateTime(dateTime: $0) }, studyDescription: description,
            requestedProcedurePriority: priority, fileSize: bytes)
    }

    static func mixture() throws -> [InstanceHeader] {
        [
            try header(
                study: "1.2", series: "1.2.1", instance: "a", bytes: 10, at: "20240301100000",
                bodyPart: "HEAD", description: "Head", priority: "STAT"),
            try header(
                study: "1.2", series: "1.2.1", instance: "b", bytes: 20, at: "20240301100500",
                bodyPart: "NECK", description: "Head", priority: "ROUTINE"),
            try header(
                study: "1.2", series: "1.2.0", instance: "c", modality: "SR", bytes: 1,
                at: "20240301101000", bodyPart: "NECK", description: "Report", priority: "STAT"),
            try header(study: "1.1", series: "1.1.1", instance: "d", modality: "MR", at: "20240301090000"),
            try header(study: "1.0", series: nil, instance: nil, modality: "US"),
            try header(study: "1.0", series: nil, instance: nil, modality: "US"),
        ]
    }

    @Test("counts, bytes, modalities and times are those of the instances")
    func facts() throws {
        let studies = ImagingStudy.grouping(try Self.mixture())
        // By first acquisition; the one without a time comes last although its UID is the smallest.
        #expect(studies.map(\.uid) == ["1.1", "1.2", "1.0"])
        let head = studies[1]
        #expect(head.instances == 3)
        #expect(head.bytes == 31)
        #expect(head.modalities == ["CT", "SR"])
        #expect(head.series.map(\.uid) == ["1.2.1", "1.2.0"])
        #expect(head.series.map(\.instances) == [2, 1])
        #expect(head.series.map(\.bytes) == [30, 1])
        #expect(head.series.map(\.modality) == ["CT", "SR"])
        #expect(head.firstAcquisition?.description == "2024-03-01T10:00:00")
        #expect(head.lastAcquisition?.description == "2024-03-01T10:10:00")
        #expect(head.series[0].lastAcquisition?.description == "2024-03-01T10:05:00")
        // Most frequent: NECK 2 of 3, Head 2 of 3, STAT 2 of 3.
        #expect(head.bodyPart == "NECK")
        #expect(head.description == "Head")
        #expect(head.requestedPriority == "STAT")
        #expect(head.duplicates == 0)
        // Instances without a UID can't be told to be the same: both count.
        #expect(studies[2].instances == 2)
        #expect(studies[2].firstAcquisition == nil)
    }

    @Test("the order of the files does not matter", arguments: 0..<20)
    func orderDoesNotMatter(seed: UInt64) throws {
        // The arguments are the seeds, so a failure names its own.
        var generator = SplitMix64(state: seed)
        var headers = try Self.mixture()
        headers.append(headers[0])
        headers[6].fileSize = 11
        headers[6].bodyPart = "FOOT"
        #expect(
            ImagingStudy.grouping(headers.shuffled(using: &generator)) == ImagingStudy.grouping(headers))
    }

    @Test("of two files with one SOP Instance UID the larger counts")
    func duplicates() throws {
        let studies = ImagingStudy.grouping([
            try Self.header(study: "1", series: "1.1", instance: "x", bytes: 50),
            try Self.header(study: "1", series: "1.1", instance: "x", bytes: 70),
            try Self.header(study: "1", series: "1.1", instance: "y", bytes: 1),
        ])
        #expect(studies[0].instances == 2)
        #expect(studies[0].bytes == 71)
        #expect(studies[0].duplicates == 1)
    }

    @Test("equally frequent values: the first in the alphabet; equal times: the smaller UID")
    func ties() throws {
        let studies = ImagingStudy.grouping([
            try Self.header(study: "2", series: "2.1", instance: "a", at: "2024", bodyPart: "NECK"),
            try Self.header(study: "2", series: "2.1", instance: "b", at: "2024", bodyPart: "HEAD"),
            try Self.header(study: "1", series: "1.1", instance: "c", at: "2024"),
        ])
        #expect(studies.map(\.uid) == ["1", "2"])
        #expect(studies[1].bodyPart == "HEAD")
    }

    @Test("the acquisition's time comes first, then the content's, the series', the study's")
    func acquiredPreference() throws {
        var header = try Self.header(study: "1", series: "1", instance: "1")
        #expect(header.acquired == nil)
        header.studyTime = try DICOMDateTime(date: "20240101")
        #expect(header.acquired == header.studyTime)
        header.seriesTime = try DICOMDateTime(date: "20240102")
        #expect(header.acquired == header.seriesTime)
        header.contentTime = try DICOMDateTime(date: "20240103")
        #expect(header.acquired == header.contentTime)
        header.acquisitionTime = try DICOMDateTime(date: "20240104")
        #expect(header.acquired == header.acquisitionTime)
    }
}
