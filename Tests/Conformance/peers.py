"""What pydicom and dcmdump say of a file."""

import logging
import re
import subprocess
import warnings

import pydicom
import pydicom.config
from pydicom.errors import InvalidDicomError
from pydicom.multival import MultiValue

import header
from header import BROKEN, INDEX, INSTANCE, NOT_DICOM, UNPLACED, Reading

DIRECTORY_CLASS = "1.2.840.10008.1.3.10"
DEFLATED = "1.2.840.10008.1.2.1.99"
UNDEFINED_LENGTH = 0xFFFFFFFF

pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
logging.getLogger("pydicom").setLevel(logging.CRITICAL)
warnings.simplefilter("ignore")


def status(values, media_class, is_dicom, is_broken):
    """The same rule for both: a file is DICOM by its prefix or meta group, or because it names study and modality."""
    is_placed = header.text(values.get(header.STUDY)) and header.text(values.get(header.MODALITY))
    if media_class == DIRECTORY_CLASS:
        return INDEX
    if not is_dicom and not is_placed:
        return NOT_DICOM
    return BROKEN if is_broken else INSTANCE if is_placed else UNPLACED


# pydicom

PLAIN_SYNTAXES = {  # (implicit VR, little endian)
    (True, True): "1.2.840.10008.1.2", (False, True): "1.2.840.10008.1.2.1", (False, False): "1.2.840.10008.1.2.2",
}


def read_pydicom(path):
    """Two readings: up to the pixel data for the fields, the whole file for its end and the place of the pixels."""
    complaints = []
    head = pydicom_dataset(path, complaints, force=True, stop_before_pixels=True)
    if head is None:
        return Reading(NOT_DICOM, note="; ".join(complaints))
    is_dicom = bool(head.file_meta) or pydicom_dataset(path, [], stop_before_pixels=True) is not None
    values = {tag: value for tag in header.TAGS if (value := pydicom_value(head, tag)) is not None}
    fields = header.fields(values)
    fields["transfer_syntax_uid"] = (
        header.text(pydicom_value(head.file_meta, header.TRANSFER_SYNTAX)) or PLAIN_SYNTAXES[head.original_encoding])

    whole = pydicom_dataset(path, complaints, force=True)
    elements = {} if whole is None else {tag: whole.get_item(tag) for tag in whole.keys()}
    for tag, element in elements.items():
        value, length = element.value, getattr(element, "length", UNDEFINED_LENGTH)
        if isinstance(value, bytes) and length != UNDEFINED_LENGTH and len(value) < length:
            complaints.append(f"{tag} has {len(value)} of {length} bytes")
    pixels = next((elements[tag] for tag in header.PIXEL_DATA if tag in elements), None)
    # In a deflated file there are no offsets.
    if fields["transfer_syntax_uid"] == DEFLATED:
        pixels = None
    fields["pixel_data_offset"] = pixels and pixels.value_tell
    fields["pixel_data_bytes"] = None if pixels is None or pixels.length == UNDEFINED_LENGTH else pixels.length
    media_class = header.text(pydicom_value(head.file_meta, header.MEDIA_CLASS))
    return Reading(status(values, media_class, is_dicom, bool(complaints)), fields, "; ".join(complaints))


def pydicom_dataset(path, complaints, **options):
    """A data set, or None; why not, or where it ended early, is added to the complaints."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            dataset = pydicom.dcmread(path, **options)
        except InvalidDicomError:
            return None
        except Exception as error:  # Of many kinds, on files that are no DICOM.
            complaints.append(f"{type(error).__name__}: {error}")
            return None
    complaints += [str(one.message) for one in caught if str(one.message).startswith("End of")]
    return dataset


def pydicom_value(dataset, tag):
    """As text, several values joined again; None when absent or empty."""
    if tag not in dataset:
        return None
    raw = dataset.get_item(tag).value
    try:
        value = dataset[tag].value
    except Exception:  # It makes no number of the text.
        return raw.decode("latin-1")
    if value is None or isinstance(value, pydicom.Sequence):
        return None
    return "\\".join(map(str, value)) if isinstance(value, MultiValue) else str(value)


# dcmdump

# Long values stay in the file, shorter ones are printed whole; UIDs as they are; unknown values by the dictionary.
DCMDUMP = ["dcmdump", "-M", "+L", "-Un", "+uc"]
NOT_CONVERTED = "not converted"
# Elements of the data set itself begin a line, those of items are indented.
LINE = re.compile(r"\(([0-9a-f]{4}),([0-9a-f]{4})\) .. (.*?) *# *(u/l|\d+), *\d+ \S.*")
SYNTAX_NAMES = {
    "Little Endian Implicit": "1.2.840.10008.1.2", "Little Endian Explicit": "1.2.840.10008.1.2.1",
    "Big Endian Explicit": "1.2.840.10008.1.2.2",
}


def read_dcmdump(path):
    """One dump, or what there is of it when the file is broken."""
    dump = run_dcmdump("+U8", path)
    is_converted = dump.returncode == 0
    if not is_converted:
        dump = run_dcmdump(path)
    complaints, is_broken = dump.stderr.strip().replace("\n", "; "), dump.returncode != 0
    if is_broken:
        dump = run_dcmdump("+E", "+U8", path)
        is_converted = True
    values, lengths, syntax = {}, {}, None
    for line in dump.stdout.split("\n"):
        if line.startswith("# Used TransferSyntax: "):
            syntax = SYNTAX_NAMES.get(line.split(": ")[1].strip())
        elif found := LINE.fullmatch(line):
            tag = int(found[1] + found[2], 16)
            if tag not in lengths:
                lengths[tag] = None if found[4] == "u/l" else int(found[4])
                value = dumped(found[3])
                is_plain = value is None or value.isascii() and "\x1b" not in value
                values[tag] = value if is_plain or is_converted else NOT_CONVERTED
    fields = header.fields(values)
    fields["transfer_syntax_uid"] = header.text(values.get(header.TRANSFER_SYNTAX)) or syntax
    pixels = next((tag for tag in header.PIXEL_DATA if tag in lengths), None)
    is_placeless = pixels is None or fields["transfer_syntax_uid"] == DEFLATED
    fields["pixel_data_bytes"] = None if is_placeless else lengths[pixels]
    media_class = header.text(values.get(header.MEDIA_CLASS))
    has_meta_group = any(tag >> 16 == 2 for tag in lengths)
    return Reading(status(values, media_class, has_meta_group, is_broken), fields, complaints)


def run_dcmdump(*arguments):
    return subprocess.run([*DCMDUMP, *arguments], capture_output=True, encoding="utf-8", errors="replace")


def dumped(value):
    """The value behind what dcmdump prints; None for none, for sequences and for what is not loaded."""
    if value.startswith("["):
        return value[1:].removesuffix("]")
    return None if value.startswith("(") else value


def dcmdump_version():
    return run_dcmdump("--version").stdout.split()[2].removeprefix("v")
