"""The data dictionary of the sources beside pydicom's."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import pydicom
from pydicom import datadict
from pydicom._dicom_dict import DicomDictionary

ROW = re.compile(r"([0-9A-F]{8})([A-Z]{2})([R ])([A-Za-z0-9]+)")
# PS3.6, chapter 9, which pydicom does not have.
ADDED = {0x00060001}


def compare(registry):
    """Tag, value representation, keyword and whether retired; returns how many entries, and what is wrong."""
    rows = [found.groups() for line in registry.read_text().split("\n") if (found := ROW.fullmatch(line))]
    wrong, tags = [], set()
    for digits, vr, retired, keyword in rows:
        tag = int(digits, 16)
        tags.add(tag)
        if tag in ADDED:
            continue
        if not datadict.dictionary_has_tag(tag) and not datadict.repeater_has_tag(tag):
            wrong.append(f"data dictionary: pydicom has no {digits}")
            continue
        ours = (vr, retired == "R", keyword)
        theirs = (
            datadict.dictionary_VR(tag)[:2], datadict.dictionary_is_retired(tag), datadict.dictionary_keyword(tag))
        if ours != theirs:
            wrong.append(f"data dictionary: {digits} is {ours}, in pydicom {theirs}")
    # What has no keyword is a gap in the standard's table, what has no VR is an item or delimiter.
    missing = {tag for tag, (vr, *_, keyword) in DicomDictionary.items() if keyword and vr != "NONE"} - tags
    wrong += [f"data dictionary: {tag:08X} is missing" for tag in sorted(missing)]
    if generated(registry) != registry.read_bytes():
        wrong.append("data dictionary: generate-dictionary.py writes another DICOMRegistry.swift than there is")
    return len(rows), wrong


def generated(registry):
    """What the generator beside the registry writes now."""
    with tempfile.TemporaryDirectory() as folder:
        generator = shutil.copy(registry.with_name("generate-dictionary.py"), folder)
        packages = pathlib.Path(pydicom.__file__).parents[1]
        subprocess.run([sys.executable, generator], env={"PYTHONPATH": str(packages)}, check=True)
        return (pathlib.Path(folder) / registry.name).read_bytes()
