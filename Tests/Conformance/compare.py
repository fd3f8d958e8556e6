#!/usr/bin/env python3
"""Compares telerad's listing of files that others made with what pydicom and dcmdump say of them.

Run by 'make conformance', which installs what it needs. Differences must stand in the table of the documentation page,
and every row of the table must occur; so must the figures. Otherwise the exit code is 1.
"""

import argparse
import collections
import concurrent.futures
import dataclasses
import json
import pathlib
import re
import struct
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "Sources/DICOMHeader/DICOMHeader.docc/Conformance.md"
REGISTRY = ROOT / "Sources/DICOMHeader/Dictionary/DICOMRegistry.swift"
BUILD = ROOT / ".build/conformance"
TELERAD = ROOT / ".build/release/telerad"
sys.path.insert(0, str(BUILD / "packages"))

import corpus  # noqa: E402
import dictionary  # noqa: E402
import peers  # noqa: E402
from header import BROKEN, INDEX, INSTANCE, NOT_DICOM, PIXEL_DATA, UNPLACED, Reading  # noqa: E402

# Cells of the table.
SAME, NOT_TOLD = "same", "not told"


def read_telerad(files):
    """What telerad lists: file -> reading."""
    done = subprocess.run([TELERAD, "studies", files.folder, "--instances", "--json", "--quiet"], capture_output=True)
    if done.returncode != 0:
        raise SystemExit(f"conformance: telerad ended with {done.returncode}: {done.stderr.decode()}")
    listing = json.loads(done.stdout)
    partial = {header["file"]: header for header in listing["partial"]}
    readings = {header["file"]: Reading(INSTANCE, header) for header in listing["instances"]}
    for file in listing["broken"]:
        status = UNPLACED if file["kind"].endswith(("is missing", "are missing")) else BROKEN
        readings[file["file"]] = Reading(status, partial.get(file["file"], {}), file["reason"])
    readings |= {path: Reading(NOT_DICOM) for path in listing["not_dicom"]}
    readings |= {path: Reading(INDEX) for path in listing["indexes"]}
    return {str(pathlib.Path(path).relative_to(files.folder)): reading for path, reading in readings.items()}


def differing(ours, theirs):
    """The fields in which a peer differs, and how many were compared."""
    if ours.status != theirs.status:
        found = {"status": (ours.status, theirs.status)}
        # Of what it could not read it can't tell the fields.
        if ours.status == INSTANCE:
            return found, 1
    else:
        found = {}
    if not ours.fields:
        return found, 1
    for field, value in theirs.fields.items():
        if ours.fields[field] != value:
            found[field] = (ours.fields[field], value)
    return found, 1 + len(theirs.fields)


def check_bytes(files, name, reading):
    """The places and lengths, by the bytes of the file themselves; returns what is wrong."""
    path = files.folder / name
    size, offset = path.stat().st_size, reading.fields["pixel_data_offset"]
    if reading.fields["bytes"] != size:
        return [f"{name}: bytes is {reading.fields['bytes']}, but the file has {size}"]
    if offset is None:
        return []
    with path.open("rb") as file:
        file.seek(offset - 12)
        head = file.read(12)
    # Group and element in either byte order; the head has 12 bytes, or 8 where it is implicit.
    tags = {struct.pack(order + "HH", tag >> 16, tag & 0xFFFF) for tag in PIXEL_DATA for order in "<>"}
    if head[:4] in tags or head[4:8] in tags:
        return []
    return [f"{name}: no head of pixel data stands in front of byte {offset}"]


# The documentation page


def shown(value):
    """A value as a cell of the table."""
    if value is None or value == []:
        return "none"
    return (" ".join(value) if isinstance(value, list) else str(value)).replace("|", "\\|")


def tables(page):
    """The rows of each table of the page, without heads: first column's head -> rows of cells."""
    found, name = {}, None
    for line in page.read_text().split("\n"):
        if not line.startswith("|"):
            name = None
            continue
        cells = [cell.strip().strip("`") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if name is None:
            name = cells[0]
            found[name] = []
        elif not set(cells[0]) <= set("-: "):
            found[name].append(cells)
    return found


@dataclasses.dataclass
class Outcome:
    """What a comparison came to."""

    # (file, field) -> cells of telerad, pydicom and dcmdump.
    differences: dict = dataclasses.field(default_factory=dict)
    # Values compared with each peer, files of each status.
    compared: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    statuses: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    places: int = 0
    # What no table excuses.
    wrong: list = dataclasses.field(default_factory=list)


def compare(files):
    """Compares all files."""
    telerad, outcome = read_telerad(files), Outcome()
    outcome.wrong = [f"{name}: telerad does not name it at all" for name in files.files if name not in telerad]
    names = [name for name in files.files if name in telerad]
    with concurrent.futures.ThreadPoolExecutor() as pool:
        dumps = pool.map(lambda name: peers.read_dcmdump(files.folder / name), names)
        for name, dump in zip(names, dumps):
            ours, theirs = telerad[name], {"pydicom": peers.read_pydicom(files.folder / name), "dcmdump": dump}
            outcome.statuses[ours.status] += 1
            if ours.status == INSTANCE:
                outcome.wrong += check_bytes(files, name, ours)
                outcome.places += ours.fields["pixel_data_offset"] is not None
            add(outcome, name, ours, theirs)
    return outcome


def add(outcome, name, ours, theirs):
    """Adds what differs in one file."""
    for peer, reading in theirs.items():
        found, count = differing(ours, reading)
        outcome.compared[peer] += count
        for field, (mine, value) in found.items():
            cells = outcome.differences.setdefault((name, field), {
                "telerad": shown(mine),
                **{other: SAME if field == "status" or field in reading.fields else NOT_TOLD
                   for other, reading in theirs.items()}})
            cells[peer] = shown(value)


def check_page(outcome, figures):
    """What the page lacks, and what it has too much."""
    page, wrong = tables(PAGE), []
    listed = {(file, field): (cells, reason) for file, field, *cells, reason in page["file"]}
    for key, row in outcome.differences.items():
        cells, reason = listed.get(key, ([], ""))
        if cells != list(row.values()) or not reason:
            wrong.append("a difference that the page does not list:\n"
                         f"| `{key[0]}` | {key[1]} | {' | '.join(row.values())} | {reason} |")
    gone = sorted(listed.keys() - outcome.differences)
    wrong += [f"a row of the page that does not occur: {' '.join(key)}" for key in gone]
    if dict(page["figure"]) != figures:
        wrong.append("figures of the page that are not those of this run; they are:\n"
                     + "\n".join(f"| {what} | {number} |" for what, number in figures.items()))
    return wrong


def main():
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter).parse_args()
    files = corpus.collect(BUILD / "packages", ROOT / "SampleStudies", BUILD / "files")
    outcome = compare(files)
    entries, mistakes = dictionary.compare(REGISTRY)
    figures = {
        "files of the packages": files.count(*corpus.SOURCES),
        "files of SampleStudies": files.count("SampleStudies"),
        "files with a name as description": files.count(corpus.TEXTS),
        "files rewritten by dcmconv": files.count(corpus.REWRITTEN),
        "files in all": len(files.files),
        "… whole instances": outcome.statuses[INSTANCE],
        "… broken": outcome.statuses[BROKEN],
        "… without study or modality": outcome.statuses[UNPLACED],
        "… DICOMDIR": outcome.statuses[INDEX],
        "… not DICOM": outcome.statuses[NOT_DICOM],
        "values compared with pydicom": outcome.compared["pydicom"],
        "values compared with dcmdump": outcome.compared["dcmdump"],
        "places of pixel data checked in the bytes": outcome.places,
        "entries of the data dictionary": entries,
        "values that differ": len(outcome.differences),
    }
    figures = {what: f"{number:,}" for what, number in figures.items()}
    print(f"telerad beside pydicom {peers.pydicom.__version__} and dcmdump {peers.dcmdump_version()}")
    for what, number in figures.items():
        print(f"{number:>8}  {what}")
    wrong = outcome.wrong + mistakes + check_page(outcome, figures)
    if wrong:
        print(f"\nconformance: {len(wrong)} × wrong:\n" + "\n".join(wrong), file=sys.stderr)
        raise SystemExit(1)
    print("All values are equal but for those that differ as the documentation says.")


main()
