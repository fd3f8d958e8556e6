"""Writes a corpus of synthetic DICOM files whose headers are as long and as odd as those of real ones.

usage: make_headers.py small|vendor FOLDER FILES

small:   headers of about 4.4 KB, all explicit VR little endian, 12.6 KB a file.
vendor:  pixel data begin where they do in real MR and CT files (median 19.5 KB, three quarters below 65 KB, nine in ten
         below 78 KB, the last at 505 KB), because of what four kinds of vendors put between: blobs of OB and UN,
         private sequences of undefined length, hundreds of small private elements. Half is implicit VR little endian.

Every file is a Part 10 file with its own SOP Instance UID; the patients are phantoms. The same arguments give the same
bytes. FOLDER gets folders of up to 500 files (study/series), answers.tsv (path and answer of each file, where
the answer is length of Study Instance UID + length of SOP Instance UID + Rows + Columns) and, when all is
written, corpus.json with the parameters and what came out.
"""

import bisect
import json
import pathlib
import random
import struct
import sys

FORMAT = 1  # raise it when the files change, so that corpora made before are made again
SEED = 20260302
SERIES = 500  # files of a series

EXPLICIT, IMPLICIT = "1.2.840.10008.1.2.1", "1.2.840.10008.1.2"
LONG = {b"OB", b"OW", b"SQ", b"UN", b"UT", b"UC"}  # VRs with a 32-bit length
UNDEFINED = 0xFFFFFFFF
CT, MR = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4"


class Encoding:
    """Bytes of elements, with or without their VR. Tags are written as 0xGGGGEEEE."""

    def __init__(self, explicit):
        self.explicit = explicit

    def head(self, tag, vr, length):
        group, element = tag >> 16, tag & 0xFFFF
        vr = vr.encode()
        if not self.explicit:
            return struct.pack("<HHI", group, element, length)
        if vr in LONG:
            return struct.pack("<HH2sHI", group, element, vr, 0, length)
        return struct.pack("<HH2sH", group, element, vr, length)

    def bytes(self, tag, vr, value):
        return self.head(tag, vr, len(value)) + value

    def text(self, tag, vr, value, charset="latin-1"):
        value = value.encode(charset)
        if len(value) % 2:
            value += b"\0" if vr == "UI" else b" "
        return self.bytes(tag, vr, value)

    def short(self, tag, *values):
        return self.bytes(tag, "US", struct.pack(f"<{len(values)}H", *values))

    def sequence(self, tag, items, undefined, vr="SQ"):
        """A sequence of items (each the bytes of its elements), the lengths declared or not."""
        if undefined:
            body = b"".join(struct.pack("<HHI", 0xFFFE, 0xE000, UNDEFINED) + item + struct.pack("<HHI", 0xFFFE, 0xE00D, 0)
                            for item in items)
            return self.head(tag, vr, UNDEFINED) + body + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
        body = b"".join(struct.pack("<HHI", 0xFFFE, 0xE000, len(item)) + item for item in items)
        return self.bytes(tag, vr, body)

    def code(self, tag, value, scheme, meaning, undefined=False):
        item = self.text(0x00080100, "SH", value) + self.text(0x00080102, "SH", scheme) + self.text(0x00080104, "LO", meaning)
        return self.sequence(tag, [item], undefined)

    def references(self, tag, sop_class, uids, undefined):
        return self.sequence(tag, [self.text(0x00081150, "UI", sop_class) + self.text(0x00081155, "UI", uid)
                                   for uid in uids], undefined)


def uid(source):
    """A unique identifier of the kind that needs no registration (PS3.5, annex B.2)."""
    bits = source.getrandbits(128) & ~(0xF << 76) | 4 << 76
    return f"2.25.{bits & ~(0x3 << 62) | 2 << 62}"


def file_meta(sop_class, instance, syntax):
    """Preamble, prefix and File Meta Information (PS3.10, section 7.1)."""
    encoding = Encoding(explicit=True)
    group = (encoding.bytes(0x00020001, "OB", b"\0\1") + encoding.text(0x00020002, "UI", sop_class)
             + encoding.text(0x00020003, "UI", instance) + encoding.text(0x00020010, "UI", syntax)
             + encoding.text(0x00020012, "UI", "2.25.302117205160281957262218413229364861411")
             + encoding.text(0x00020013, "SH", "BENCH_1") + encoding.text(0x00020016, "AE", "SCANNER1"))
    return bytes(128) + b"DICM" + encoding.bytes(0x00020000, "UL", struct.pack("<I", len(group))) + group


STUDIES = (
    ("MR", "HEAD", "MRT Schädel mit KM", "70553", "MRI brain with contrast", "t1_mprage_sag_p2_iso"),
    ("CT", "CHEST", "CT Thorax nativ", "71250", "CT chest without contrast", "Thorax 1.0 Bl57 axial"),
    ("MR", "LSPINE", "MRI LUMBAR SPINE", "72148", "MRI lumbar spine", "t2_tse_sag_512"),
    ("CT", "ABDOMEN", "CT Abdomen/Becken portalvenös", "74177", "CT abdomen and pelvis", "Abdomen 3.0 Br40 cor"),
    ("CT", "HEAD", "CT HEAD W/O CONTRAST", "70450", "CT head", "Head 4.0 Hr38"),
)
PRIORITIES = ("STAT", "HIGH", "ROUTINE", "ROUTINE", "MEDIUM", "LOW")


class Series:
    """What all files of a series have in common."""

    def __init__(self, source, number, study):
        self.number, self.study = number, study
        self.uid, self.frame_of_reference = uid(source), uid(source)
        self.start = study["start"] + 240 * number


def new_study(source, number):
    modality, body_part, description, code, meaning, protocol = STUDIES[number % len(STUDIES)]
    return dict(number=number, uid=uid(source), modality=modality, body_part=body_part, description=description, code=code,
                meaning=meaning, protocol=protocol, day=1 + number % 28, start=7 * 3600 + source.randrange(9 * 3600),
                priority=PRIORITIES[number % len(PRIORITIES)], request=uid(source))


def clock(seconds, fraction):
    return f"{seconds // 3600:02}{seconds // 60 % 60:02}{seconds % 60:02}.{fraction:06}"


def standard_elements(encoding, source, series, index, instance, size, manufacturer, model, charset, related):
    """The standard elements, as (tag, bytes): general modules, patient, equipment, image plane and pixel description."""
    study, mr = series.study, series.study["modality"] == "MR"
    sop_class = MR if mr else CT
    day = f"202603{study['day']:02}"
    moment = clock(series.start + index // 4, source.randrange(1_000_000))
    codec = {"ISO_IR 100": "latin-1", "ISO_IR 192": "utf-8"}.get(charset, "ascii")
    place = f"{-110.5 + index * 0.75:.6f}"
    elements = []

    def text(tag, vr, value):
        elements.append((tag, encoding.text(tag, vr, value, codec)))

    def short(tag, *values):
        elements.append((tag, encoding.short(tag, *values)))

    def other(tag, data):
        elements.append((tag, data))

    description = study["description"]
    if codec == "ascii":
        description = description.encode("ascii", "replace").decode().replace("?", "ae")
    if charset:
        text(0x00080005, "CS", charset)
    text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\M\\ND\\NORM" if mr else "ORIGINAL\\PRIMARY\\AXIAL\\CT_SOM5 SPI")
    text(0x00080012, "DA", day)
    text(0x00080013, "TM", moment)
    text(0x00080016, "UI", sop_class)
    text(0x00080018, "UI", instance)
    for tag in (0x00080020, 0x00080021, 0x00080022, 0x00080023):
        text(tag, "DA", day)
    text(0x0008002A, "DT", day + moment)
    text(0x00080030, "TM", clock(study["start"], 0))
    text(0x00080031, "TM", clock(series.start, 125000))
    text(0x00080032, "TM", moment)
    text(0x00080033, "TM", moment)
    text(0x00080050, "SH", f"A{26000000 + study['number']}")
    text(0x00080060, "CS", study["modality"])
    text(0x00080070, "LO", manufacturer)
    text(0x00080080, "LO", "Synthetic Hospital")
    text(0x00080081, "ST", "1 Phantom Street, Testville")
    text(0x00080090, "PN", "Referrer^Synthetic")
    text(0x00080201, "SH", "+0100")
    text(0x00081010, "SH", "SCANNER1")
    text(0x00081030, "LO", description)
    other(0x00081032, encoding.code(0x00081032, study["code"], "C4", study["meaning"]))
    text(0x0008103E, "LO", study["protocol"])
    text(0x00081040, "LO", "Radiology")
    text(0x00081050, "PN", "Performer^Synthetic")
    text(0x00081090, "LO", model)
    other(0x00081110, encoding.references(0x00081110, "1.2.840.10008.3.1.2.3.1", [study["request"]], True))
    other(0x00081140, encoding.references(0x00081140, sop_class, related, False))
    text(0x00082111, "ST", "Synthetic data, no patient")
    other(0x00082218, encoding.code(0x00082218, "T-D1100", "SRT", study["body_part"].title(), undefined=True))
    text(0x00100010, "PN", f"Phantom^{study['number']:04}")
    text(0x00100020, "LO", f"BENCH{study['number']:06}")
    text(0x00100030, "DA", f"19{40 + study['number'] % 60}0101")
    text(0x00100040, "CS", "O")
    text(0x00101010, "AS", f"{26 + study['number'] % 60:03}Y")
    text(0x00101020, "DS", "1.75")
    text(0x00101030, "DS", "75")
    text(0x001021B0, "LT", "None")
    text(0x00104000, "LT", "Generated by a program for a benchmark of header parsers.")
    text(0x00180015, "CS", study["body_part"])
    if mr:
        text(0x00180020, "CS", "GR\\IR")
        text(0x00180021, "CS", "SK\\SP\\MP")
        text(0x00180022, "CS", "PFP")
        text(0x00180023, "CS", "3D")
        text(0x00180024, "SH", "*tfl3d1_16ns")
        text(0x00180025, "CS", "N")
        text(0x00180050, "DS", "0.8")
        text(0x00180080, "DS", "2300")
        text(0x00180081, "DS", "2.98")
        text(0x00180082, "DS", "900")
        text(0x00180083, "DS", "1")
        text(0x00180084, "DS", "123.249392")
        text(0x00180085, "SH", "1H")
        text(0x00180086, "IS", "1")
        text(0x00180087, "DS", "3")
        text(0x00180091, "IS", "1")
        text(0x00180095, "DS", "240")
    else:
        text(0x00180022, "CS", "HELIX")
        text(0x00180050, "DS", "1")
        text(0x00180060, "DS", "120")
        text(0x00180090, "DS", "500")
    text(0x00181000, "LO", "100001")
    text(0x00181020, "LO", "synthetic VE11C")
    text(0x00181030, "LO", study["protocol"])
    if not mr:
        text(0x00181100, "DS", "380")
        text(0x00181110, "DS", "1085.6")
        text(0x00181111, "DS", "595")
        text(0x00181120, "DS", "0")
        text(0x00181130, "DS", "158.5")
        text(0x00181140, "CS", "CW")
        text(0x00181150, "IS", "500")
        text(0x00181151, "IS", str(180 + source.randrange(120)))
        text(0x00181160, "SH", "FLAT")
        text(0x00181190, "DS", "1.2")
        text(0x00181210, "SH", "Bl57d\\3")
    else:
        text(0x00181251, "SH", "HeadMatrix")
        other(0x00181310, encoding.short(0x00181310, 0, size, size, 0))
        text(0x00181312, "CS", "ROW")
        text(0x00181314, "DS", "9")
        text(0x00181316, "DS", f"0.0{source.randrange(10**10):010}")
    text(0x00185100, "CS", "HFS")
    text(0x0020000D, "UI", study["uid"])
    text(0x0020000E, "UI", series.uid)
    text(0x00200010, "SH", str(study["number"]))
    text(0x00200011, "IS", str(series.number))
    text(0x00200012, "IS", "1")
    text(0x00200013, "IS", str(index + 1))
    text(0x00200032, "DS", f"-120.25\\-118.7654321\\{place}")
    text(0x00200037, "DS", "0.9998476\\-1.2e-09\\0.01745241\\0.0003046\\0.9998477\\-0.0174498")
    text(0x00200052, "UI", series.frame_of_reference)
    text(0x00201040, "LO", "")
    text(0x00201041, "DS", place)
    text(0x00204000, "LT", "Slice of a phantom")
    short(0x00280002, 1)
    text(0x00280004, "CS", "MONOCHROME2")
    text(0x00280008, "IS", "1")
    short(0x00280010, size)
    short(0x00280011, size)
    text(0x00280030, "DS", "0.9375\\0.9375")
    short(0x00280100, 16)
    short(0x00280101, 12)
    short(0x00280102, 11)
    short(0x00280103, 0)
    short(0x00280106, 0)
    short(0x00280107, 1000 + source.randrange(3000))
    text(0x00281050, "DS", "40\\300")
    text(0x00281051, "DS", "400\\1500")
    text(0x00281052, "DS", "0" if mr else "-1024")
    text(0x00281053, "DS", "1")
    text(0x00281055, "LO", "WINDOW1\\WINDOW2")
    text(0x00321060, "LO", study["meaning"])
    text(0x00400244, "DA", day)
    text(0x00400245, "TM", clock(study["start"], 0))
    text(0x00400253, "SH", f"P{study['number']:08}")
    text(0x00400254, "LO", description)
    request = (encoding.text(0x00400007, "LO", study["meaning"]) + encoding.code(0x00400008, study["code"], "C4", study["meaning"])
               + encoding.text(0x00400009, "SH", f"S{study['number']:08}") + encoding.text(0x00401001, "SH", f"R{study['number']:08}"))
    other(0x00400275, encoding.sequence(0x00400275, [request], True))
    text(0x00401001, "SH", f"R{study['number']:08}")
    text(0x00401003, "SH", study["priority"])
    return elements, sop_class


def small_file(source, series, index):
    encoding = Encoding(explicit=True)
    instance, size = uid(source), 64
    related = [uid(source) for _ in range(8)]
    elements, sop_class = standard_elements(encoding, source, series, index, instance, size, "Bench Imaging", "Phantom One",
                                            "ISO_IR 100", related)
    elements.append((0x00082112, encoding.references(0x00082112, sop_class, [uid(source) for _ in range(5)], True)))
    elements += [creator(encoding, 0x0029, 0x10, "BENCH PARAMETERS"), *small_private(encoding, source, 0x0029, 0x10, 20)]
    elements.sort()
    pixels = encoding.bytes(0x7FE00010, "OW", source.randbytes(size * size * 2))
    header = file_meta(sop_class, instance, EXPLICIT) + b"".join(data for _, data in elements)
    return header, pixels, instance, size


# Where pixel data begin, by the share of files that begin below it.
QUANTILES = ((0, 6_200), (0.25, 9_500), (0.5, 19_500), (0.75, 65_000), (0.9, 78_000), (0.99, 150_000), (1, 505_000))


def pixel_data_at(share):
    right = min(max(1, bisect.bisect(QUANTILES, (share,))), len(QUANTILES) - 1)
    (low, first), (high, last) = QUANTILES[right - 1:right + 1]
    return round(first + (last - first) * (share - low) / (high - low))


def small_private(encoding, source, group, block, count):
    """A run of small private elements, as acquisition parameters are kept."""
    elements = []
    for number in range(count):
        tag = group << 16 | block << 8 | number
        kind = number % 4
        if kind == 0:
            data = encoding.text(tag, "DS", f"{source.random() * 100:.6f}")
        elif kind == 1:
            data = encoding.bytes(tag, "SL", struct.pack("<i", source.randrange(1 << 20)))
        elif kind == 2:
            data = encoding.bytes(tag, "UN" if number % 8 == 2 else "FL", struct.pack("<f", source.random()))
        else:
            data = encoding.text(tag, "LO", f"P{source.randrange(10 ** 6):06}\\{number}")
        elements.append((tag, data))
    return elements


def creator(encoding, group, block, name):
    tag = group << 16 | block
    return tag, encoding.text(tag, "LO", name)


def nested(encoding, source, tag, items, undefined, vr="SQ"):
    """A private sequence whose items hold a reference, small private elements and a sequence of their own."""
    inner = Encoding(explicit=False) if vr == "UN" else encoding  # PS3.5, section 6.2.2, note 2
    def item():
        return (inner.text(0x00081150, "UI", MR) + inner.text(0x00081155, "UI", uid(source)) + inner.text(0x00200013, "IS", "7")
                + inner.short(0x00280010, 9) + creator(inner, 0x2005, 0x10, "PRIVATE PARAMETERS 1")[1]
                + b"".join(data for _, data in small_private(inner, source, 0x2005, 0x10, 12))
                + inner.sequence(0x20051180, [inner.text(0x00080100, "SH", "113075") + inner.text(0x00080102, "SH", "DCM")], undefined))
    return tag, encoding.sequence(tag, [item() for _ in range(items)], undefined, vr)


# Kinds of vendors: manufacturer, explicit VR, charset, and where big blobs go as (tag, VR, share of the filling).
VENDORS = (
    ("Vendor S", True, "ISO_IR 100", ((0x00291010, "OB", 0.3), (0x00291020, "OB", 0.7))),
    ("Vendor G", False, None, ((0x0025101B, "OB", 0.2), (0x0043102A, "OB", 0.5), (0x00431080, "OB", 0.3))),
    ("Vendor P", True, "ISO_IR 192", ((0x20051110, "UN", 0.6), (0x20051132, "OB", 0.4))),
    ("Vendor T", False, "ISO_IR 100", ((0x00291090, "UN", 0.1), (0x70051040, "OB", 0.9))),
)


def vendor_private(encoding, source, kind):
    """Private elements without the big blobs."""
    if kind == 0:
        return [creator(encoding, 0x0019, 0x10, "VENDOR S MR HEADER"), *small_private(encoding, source, 0x0019, 0x10, 16),
                creator(encoding, 0x0029, 0x10, "VENDOR S CSA HEADER"), (0x00291008, encoding.text(0x00291008, "CS", "IMAGE NUM 4")),
                creator(encoding, 0x0051, 0x10, "VENDOR S MR HEADER"), *small_private(encoding, source, 0x0051, 0x10, 20)]
    if kind == 1:
        elements = []
        for group, count in ((0x0009, 8), (0x0019, 60), (0x0021, 20), (0x0025, 16), (0x0027, 40), (0x0043, 32), (0x0045, 10)):
            elements.append(creator(encoding, group, 0x10, f"VENDOR_G_{group:04X}_01"))
            elements += small_private(encoding, source, group, 0x10, min(count, 0x1A))
            if count > 0x1A:
                elements.append(creator(encoding, group, 0x11, f"VENDOR_G_{group:04X}_02"))
                elements += small_private(encoding, source, group, 0x11, count - 0x1A)
        return elements
    if kind == 2:
        return [creator(encoding, 0x2001, 0x10, "Vendor P Imaging DD 001"), *small_private(encoding, source, 0x2001, 0x10, 40),
                nested(encoding, source, 0x2001105F, 1, True), creator(encoding, 0x2005, 0x10, "Vendor P MR Imaging DD 001"),
                creator(encoding, 0x2005, 0x11, "Vendor P MR Imaging DD 005"), *small_private(encoding, source, 0x2005, 0x10, 30),
                nested(encoding, source, 0x2005110F, 2, True), nested(encoding, source, 0x20051137, 2, True, vr="UN")]
    return [creator(encoding, 0x0029, 0x10, "VENDOR_T_CT_1.0"), creator(encoding, 0x7005, 0x10, "VENDOR_T_CT3"),
            *small_private(encoding, source, 0x7005, 0x10, 40), nested(encoding, source, 0x70051060, 2, False)]


def vendor_file(source, series, index, share):
    kind = series.study["number"] % len(VENDORS)
    manufacturer, explicit, charset, blobs = VENDORS[kind]
    encoding = Encoding(explicit)
    instance, size = uid(source), source.choice((96, 128, 128, 160))
    elements, sop_class = standard_elements(encoding, source, series, index, instance, size, manufacturer,
                                            f"Model {kind + 1}", charset, [uid(source)])
    elements += vendor_private(encoding, source, kind)
    syntax = EXPLICIT if explicit else IMPLICIT
    pixels = encoding.bytes(0x7FE00010, "OW", source.randbytes(size * size * 2))
    meta = file_meta(sop_class, instance, syntax)
    room = pixel_data_at(share) - len(meta) - sum(len(data) for _, data in elements) - sum(
        len(encoding.head(tag, vr, 0)) for tag, vr, _ in blobs)
    if room > 0:
        elements += [(tag, encoding.bytes(tag, vr, source.randbytes(int(room * part) & ~1))) for tag, vr, part in blobs]
    elements.sort()
    return meta + b"".join(data for _, data in elements), pixels, instance, size


def main(kind, folder, count):
    source = random.Random(f"{SEED} {kind}")
    shares = [(place + 0.5) / count for place in range(count)]
    shares[-1] = 1
    source.shuffle(shares)
    folder = pathlib.Path(folder).resolve()
    starts, total = [], 0
    with open(folder / "answers.tsv", "w") as answers:
        for first in range(0, count, SERIES):
            number = first // SERIES
            if number % 2 == 0 or kind == "vendor":
                study = new_study(source, number + 1 if kind == "vendor" else number // 2 + 1)
            series = Series(source, number % 2 + 1, study)
            place = folder / f"study-{study['number']:03}" / f"series-{series.number}"
            place.mkdir(parents=True, exist_ok=True)
            for index in range(min(SERIES, count - first)):
                if kind == "small":
                    header, pixels, instance, size = small_file(source, series, index)
                else:
                    header, pixels, instance, size = vendor_file(source, series, index, shares[first + index])
                path = place / f"{index + 1:04}.dcm"
                path.write_bytes(header + pixels)
                answers.write(f"{path}\t{len(study['uid']) + len(instance) + 2 * size}\n")
                starts.append(len(header))
                total += len(header) + len(pixels)
    starts.sort()
    facts = dict(format=FORMAT, kind=kind, files=count, megabytes=round(total / 1e6, 1),
                 pixel_data_at={f"p{share}": starts[min(count * share // 100, count - 1)] for share in (0, 25, 50, 75, 90, 100)})
    (folder / "corpus.json").write_text(json.dumps(facts, indent=1) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("small", "vendor"):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
