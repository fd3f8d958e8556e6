public import DICOMHeader

extension StudyFolder {
    /// Reads all files below a folder, and those inside the zip and tar archives that lie there, or those inside one archive,
    /// on up to `threads` threads.
    ///
    /// ```swift
    /// let night = try StudyFolder(atFolderOrArchive: "night.zip", threads: 2)
    /// print(night.studies.count, "studies,", night.notDICOM.count, "other files")
    /// ```
    ///
    /// A file inside has the archive's path in front of its own, such as `night.zip/CT/0001.dcm`; nothing is written to
    /// disk. Archives are told by their first bytes (``ArchiveKind``), among the files that are no DICOM. An archive in
    /// which nothing is DICOM is one file in ``DICOMHeader/StudyFolder/notDICOM``. One that is damaged or encrypted is in
    /// ``DICOMHeader/StudyFolder/broken``, and what could be read of it counts. Links inside are listed as broken;
    /// archives inside archives are files that are no DICOM.
    ///
    /// One thread reads an archive from its beginning to its end, and holds its largest DICOM file in memory. Throws when
    /// `path` is neither a folder that can be listed nor an archive.
    public init(
        atFolderOrArchive path: String, threads: Int, keepsInstances: Bool = false,
        progress: FolderProgress? = nil, limits: ArchiveLimits = ArchiveLimits()
    ) throws(UnreadableFile) {
        try self.init(
            at: path, archives: ZipAndTar(limits: limits), threads: threads, keepsInstances: keepsInstances,
            progress: progress)
    }
}
