"""The files that are compared: the test data of Python packages, and SampleStudies."""

import concurrent.futures
import dataclasses
import gzip
import hashlib
import pathlib
import shutil
import struct
import subprocess

import pydicom

# Name in the corpus, and folder below the installed packages.
SOURCES = {
    "pydicom": "pydicom/data",
    "pydicom-data": "data_store/data",
    "nibabel": "nibabel/nicom/tests/data",
    "nibabel-other": "nibabel/tests/data",
    "heudiconv": "heudiconv/tests/data",
    "pynetdicom": "pynetdicom/tests/dicom_files",
}
# Sources of programs beside the data.
PROGRAMS = {".py", ".pyc", ".pyi", ".m"}

# Made of the packages' files.
TEXTS, REWRITTEN = "charset-texts", "rewritten"
STUDY_DESCRIPTION, PATIENT_NAME = 0x00081030, 0x00100010
# Options of dcmconv; a bare file has neither prefix nor meta group.
REWRITINGS = {
    "implicit": ["--write-xfer-implicit", "--length-undefined"],
    "big-endian": ["--write-xfer-big", "--length-undefined", "--group-length-remove"],
    "deflated": ["--write-xfer-deflated", "--length-undefined"],
    "bare-implicit": ["--write-xfer-implicit", "--length-explicit", "--write-dataset"],
    "bare-explicit": ["--write-xfer-little", "--length-explicit", "--write-dataset"],
    "bare-big-endian": ["--write-xfer-big", "--length-explicit", "--write-dataset"],
}
LARGEST_REWRITTEN = 600_000  # bytes: larger ones have nothing in their headers that smaller ones have not


@dataclasses.dataclass
class Corpus:
    """Files below one folder, no two of the same content."""

    folder: pathlib.Path
    # Relative to the folder, in the order of their names.
    files: list

    def count(self, *kinds):
        """How many stand in folders of those names."""
        return sum(file.split("/")[0] in kinds for file in self.files)


def collect(packages, samples, folder):
    """Copies the files of the packages and of SampleStudies into a new folder, compressed ones decompressed."""
    shutil.rmtree(folder, ignore_errors=True)
    roots = {name: packages / root for name, root in SOURCES.items()} | {"SampleStudies": samples}
    seen = set()

    def add(path, content):
        digest = hashlib.sha256(content).digest()
        if digest not in seen:
            seen.add(digest)
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)

    for name, root in roots.items():
        if not root.is_dir():
            raise SystemExit(f"conformance: {root} is missing; 'make conformance' installs it")
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix not in PROGRAMS:
                target, content = pathlib.Path(name) / path.relative_to(root), path.read_bytes()
                if path.name == "zipMR.gz" or path.name.endswith(".dcm.gz"):
                    target, content = target.with_suffix(""), gzip.decompress(content)
                add(target, content)
    originals = [path for name in SOURCES for path in sorted((folder / name).rglob("*")) if path.is_file()]
    for path in (folder / "pydicom/charset_files").glob("*.dcm"):
        if content := with_name_as_description(path):
            add(pathlib.Path(TEXTS) / path.name, content)
    small = [path for path in originals if path.stat().st_size <= LARGEST_REWRITTEN]
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for path, contents in zip(small, pool.map(rewritten, small)):
            for name, content in contents.items():
                add(pathlib.Path(REWRITTEN) / name / path.relative_to(folder), content)
    return Corpus(folder, sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()))


def rewritten(path):
    """A file as dcmconv writes it in other encodings; none of what it can't read or would have to decompress."""
    contents = {}
    for name, options in REWRITINGS.items():
        target = path.with_name(path.name + ".rewritten")
        if subprocess.run(["dcmconv", "--quiet", *options, path, target], capture_output=True).returncode != 0:
            target.unlink(missing_ok=True)
            break
        contents[name] = target.read_bytes()
        target.unlink()
    return contents


def with_name_as_description(path):
    """A file with the bytes of its (invented) name also as Study Description; None when it has no name.

    pydicom's files for character sets use them for names only, which telerad does not read.
    """
    dataset = pydicom.dcmread(path)
    if PATIENT_NAME not in dataset or dataset.original_encoding != (False, True):
        return None
    elements = [dataset.get_item(tag) for tag in sorted(dataset.keys())]
    name = dataset.get_item(PATIENT_NAME).value
    content = path.read_bytes()
    # All of these have heads of 8 bytes.
    start = next(element.value_tell for element in elements if element.tag >= STUDY_DESCRIPTION) - 8
    old = dataset.get_item(STUDY_DESCRIPTION) if STUDY_DESCRIPTION in dataset else None
    end = start + 8 + old.length if old else start
    description = struct.pack("<HH2sH", 0x0008, 0x1030, b"LO", len(name)) + name
    return content[:start] + description + content[end:]
