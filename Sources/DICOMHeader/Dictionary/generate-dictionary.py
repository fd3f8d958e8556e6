#!/usr/bin/env python3
"""Writes DICOMRegistry.swift, beside this file, from the data dictionary of pydicom.

    pip install pydicom==3.0.2
    python3 Sources/DICOMHeader/Dictionary/generate-dictionary.py

Only facts are taken: tag, first value representation, keyword, whether retired.
"""

import pathlib

from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary
from pydicom._version import __dicom_version__, __version__

# Where the x of a repeating tag is not 0 in the first tag that it stands for: PS3.6, chapter 6, has other
# attributes at (0028,0400) to (0028,0403), and elements 0000 to 000F of a group are none of its own.
FIRST = {"002804x": "0028041", "1000xxx": "1000001", "1010xxxx": "10100001"}

# PS3.6, chapter 9 (the payload of real-time video), which pydicom does not have.
ADDED = {"00060001": ("SQ", False, "CurrentFrameFunctionalGroupsSequence")}


def first_tag(mask):
    for pattern, first in FIRST.items():
        if mask.startswith(pattern):
            return first + mask[len(pattern) :]
    return mask.replace("x", "0").upper()


def rows():
    """tag -> (value representation, retired, keyword); left out is what has no keyword or no VR."""
    found = dict(ADDED)
    sources = [(f"{tag:08X}", fields) for tag, fields in DicomDictionary.items()]
    sources += [(first_tag(mask), fields) for mask, fields in RepeatersDictionary.items()]
    for tag, (vr, _, _, retired, keyword) in sources:
        if not keyword or vr == "NONE":
            continue
        assert tag not in found, tag
        assert keyword.isascii() and keyword.isalnum(), keyword
        found[tag] = (vr.split(" or ")[0], bool(retired), keyword)
    return found


def literal(name, comment, lines):
    """A string without indentation, which would make a fifth of the file."""
    text = "\n".join(lines)
    return f'    /// {comment}\n    static var {name}: StaticString {{\n"""\n{text}\n"""\n    }}\n'


def index(offsets):
    """Five hexadecimal digits for each, 20 a line; the backslashes join the lines."""
    digits = [f"{offset:05X}" for offset in offsets]
    lines = ["".join(digits[start : start + 20]) for start in range(0, len(digits), 20)]
    return [line + "\\" for line in lines[:-1]] + lines[-1:]


def main():
    table = rows()
    lines, offsets, offset = [], {}, 0
    for tag in sorted(table):
        vr, retired, keyword = table[tag]
        line = f"{tag}{vr}{'R' if retired else ' '}{keyword}"
        lines.append(line)
        offsets[keyword] = offset
        offset += len(line) + 1
    parts = [
        literal(
            "rows",
            "Ordered by tag: 8 digits of the tag, 2 letters of the VR, R when retired or a space, the keyword.",
            # The empty line at the end gives the last row its line break.
            lines + [""],
        ),
        literal("byTag", "Where each row begins, in the order of the tags.", index(offsets.values())),
        literal(
            "byKeyword",
            "Where each row begins, in the order of the keywords' bytes.",
            index(offsets[keyword] for keyword in sorted(offsets)),
        ),
    ]
    header = f"""\
// swift-format-ignore-file
// Written by generate-dictionary.py; change that, not this.

/// The data elements of PS3.6, chapters 6 to 9, and PS3.7, annex E, as pydicom {__version__} has them:
/// edition {__dicom_version__} of the standard.
enum DICOMRegistry {{
    /// Number of rows.
    static var count: Int {{ {len(lines)} }}
    /// Bytes of all rows.
    static var length: Int {{ {offset} }}

"""
    path = pathlib.Path(__file__).with_name("DICOMRegistry.swift")
    path.write_text(header + "\n".join(parts) + "}\n", encoding="ascii")


if __name__ == "__main__":
    main()
