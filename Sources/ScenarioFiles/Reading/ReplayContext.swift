import DICOMArchives
import DICOMHeader
import Foundation
import SimulationKernel
import Teleradiology

/// Turns folders and archives of DICOM files into studies on a scenario's time axis.
///
/// A study's imaging is complete at the last acquisition time of its instances. The clock on the wall is
/// kept: the whole folder moves by whole weeks, so that its first study falls into the week that begins
/// with the scenario, on the same weekday at the same local time of the site.
struct ReplayContext {
    /// The folders that relative paths start from.
    let folders: FileFolders
    let start: LocalDateTime
    /// The time zone of the scenario's start.
    let startZone: TimeZone
    /// The time zone of the site.
    let timeZone: String
    let length: Duration
    let brokenFiles: BrokenFilePolicy
    /// Counts the files that are read; nil where nobody looks on.
    let progress: FolderProgress?
    let problems: ProblemCollector

    private static let week = 604_800.0

    /// The studies of a `replay:` item.
    func studies(
        _ reader: NodeReader, _ stream: MapReader, priorities: [PriorityClass]
    ) -> [ReplayedStudy] {
        guard let path = reader.text("a folder of DICOM files, or an archive of them") else { return [] }
        let isWeekly =
            stream.optional("repeat")?.choice("repetition", [("never", false), ("weekly", true)])
            ?? stream.fallback("repeat", false, as: { _ in "never" })
        let policy =
            stream.optional("broken")?.choice(
                "way with broken files", BrokenFilePolicy.allCases.map { ($0.rawValue, $0) })
            ?? stream.fallback("broken", brokenFiles, as: \.rawValue)
        let full = folders.path(path, namedAt: reader.node.place)
        let content: StudyFolder
        do {
            content = try StudyFolder(
                atFolderOrArchive: full, threads: min(8, ProcessInfo.processInfo.activeProcessorCount),
                progress: progress)
        } catch {
            reader.error("\(error)")
            return []
        }
        func report(_ message: String) {
            switch policy {
            case .refuse: reader.error(message)
            case .skip: problems.warn("skipped: \(message)", at: reader.node.place)
            }
        }
        for file in content.broken { report("broken DICOM file: \(file)") }
        guard let zone = TimeZone(identifier: timeZone) else { return [] }

        var timed: [(wall: Double, study: ReplayedStudy)] = []
        for study in content.studies {
            guard let acquired = study.lastAcquisition ?? study.firstAcquisition else {
                report("study \(study.uid) has no date or time")
                continue
            }
            guard let replayed = replayed(study, priorities, report) else { continue }
            timed.append((Self.wallSeconds(of: acquired, in: zone), replayed))
        }
        guard let first = timed.map(\.wall).min() else {
            reader.error("'\(reader.node.shown)' holds no study that can be replayed")
            return []
        }
        let startUTC = Double(start.secondsSince1970(in: startZone))
        let startWall = startUTC + Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: startUTC)))
        let shift = ((startWall - first) / Self.week).rounded(.up) * Self.week
        let repetitions = isWeekly ? Int((length.seconds / Self.week).rounded(.up)) + 1 : 1
        var studies: [ReplayedStudy] = []
        var beyond = 0
        for repetition in 0..<repetitions {
            for (wall, study) in timed {
                let moved = wall + shift + Double(repetition) * Self.week
                let completed = Duration(seconds: Self.utcSeconds(ofWall: moved, in: zone) - startUTC)
                guard completed < length, completed >= .zero else {
                    if repetition == 0 { beyond += 1 }
                    continue
                }
                var study = study
                study.completed = .zero + completed
                studies.append(study)
            }
        }
        if beyond > 0 {
            problems.warn(
                "\(beyond) of \(timed.count) studies lie behind the scenario's length of \(length) and are not replayed",
                at: reader.node.place)
        }
        return studies.sorted { ($0.completed, $0.studyInstanceUID) < ($1.completed, $1.studyInstanceUID) }
    }

    /// The study at time zero.
    private func replayed(
        _ study: ImagingStudy, _ priorities: [PriorityClass], _ report: (String) -> Void
    ) -> ReplayedStudy? {
        guard let modality = Self.technique(of: study) else {
            report(
                "study \(study.uid) holds no images of the six techniques (\(study.modalities.joined(separator: ", ")))"
            )
            return nil
        }
        var replayed = ReplayedStudy(
            completed: .zero, modality: modality, application: Self.application(ofBodyPart: study.bodyPart),
            priority: Self.priority(study.requestedPriority, priorities), instances: study.instances,
            bytes: Double(study.bytes), studyInstanceUID: study.uid)
        replayed.series = max(1, study.series.count)
        return replayed
    }

    // MARK: What a header says

    /// The technique with the most instances; a study with PET images is nuclear, whatever else it holds.
    static func technique(of study: ImagingStudy) -> Modality? {
        if study.modalities.contains("PT") { return .nuclear }
        var counts: [Modality: Int] = [:]
        for series in study.series {
            for modality in Modality.allCases where modality.dicomCodes.contains(series.modality) {
                counts[modality, default: 0] += series.instances
            }
        }
        return Modality.allCases.filter { counts[$0] != nil }.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) }
    }

    /// Body Part Examined (0018,0015) to the application that usually reads it; an assumption ([M]).
    static func application(ofBodyPart bodyPart: String?) -> Application? {
        guard let part = bodyPart?.uppercased(), !part.isEmpty else { return nil }
        let parts: [(Application, [String])] = [
            (.neurology, ["HEAD", "BRAIN", "SKULL", "NECK", "CSPINE"]),
            (.cardiology, ["HEART", "CORONARY", "CARDI"]),
            (.oncology, ["BREAST", "WHOLEBODY", "PROSTATE"]),
            (.gastroenterology, ["ABDOMEN", "LIVER", "PANCREAS", "COLON", "GALLBLADDER", "STOMACH"]),
            (
                .orthopaedics,
                [
                    "SPINE", "KNEE", "HIP", "SHOULDER", "ANKLE", "FOOT", "HAND", "WRIST", "ELBOW", "PELVIS",
                    "EXTREMITY", "LEG", "ARM",
                ]
            ),
        ]
        return parts.first { $0.1.contains { part.contains($0) } }?.0 ?? .other
    }

    /// Requested Procedure Priority (0040,1003) to a class: STAT the class `stat`, HIGH the class `urgent`, the
    /// others the lowest class. Nil, so that the shares decide, when it is absent or there is no such class.
    static func priority(_ requested: String?, _ priorities: [PriorityClass]) -> Int? {
        switch requested?.uppercased() {
        case "STAT": priorities.firstIndex { $0.name.lowercased() == "stat" }
        case "HIGH": priorities.firstIndex { ["urgent", "high"].contains($0.name.lowercased()) }
        case "ROUTINE", "MEDIUM", "LOW": priorities.count - 1
        default: nil
        }
    }

    // MARK: Clocks

    /// The clock on the site's wall, as seconds since 1970 of that clock.
    private static func wallSeconds(of time: DICOMDateTime, in zone: TimeZone) -> Double {
        guard time.utcOffsetMinutes != nil else { return time.secondsSince1970 }
        let utc = time.secondsSince1970
        return utc + Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: utc)))
    }

    private static func utcSeconds(ofWall wall: Double, in zone: TimeZone) -> Double {
        var seconds = wall
        for _ in 0..<2 {
            seconds = wall - Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)))
        }
        return seconds
    }
}
