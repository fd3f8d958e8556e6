"""Writes a corpus of synthetic DICOM files whose headers are as long and as odd as those of real ones.

usage: make_headers.py small|vendor FOLDER FILES

small:   headers of about 4.4 KB, all explicit VR little endian, 12.6 KB a file.
vendor:  pixel data begin where they do in real MR and CT files (median 19.5 KB, three quarters below 65 KB, nine in ten
         below 78 KB, the last at 505 KB), because of what four kinds of vendors put between: blobs of OB and UN,
         private sequences of undefined length, hundreds of small private elements. Half is implicit VR little endian.

Every file is a Part 10 file with its own SOP Instance UID; the patients are phantoms. The same arguments give the same
bytes. FOLDER gets

files/       the files, up to 500 to a folder (study/series)
answers.tsv  path and answer of each file: length of Study Instance UID + length of SOP Instance UID + Rows + Columns
corpus.json  the parameters and what came out; where it is there with the same parameters, nothing is written anew
"""

import bisect
import json
import pathlib
import random
import shutil
import struct
import sys
import types

FORMAT = 1  # raise it when the files change, so that corpora made before are made again
SEED = 20260302
SERIES = {"small": 500, "vendor": 125}  # files of a series

EXPLICIT, IMPLICIT = "1.2.840.10008.1.2.1", "1.2.840.10008.1.2"
LONG = {b"OB", b"OW", b"SQ", b"UN", b"UT", b"UC"}  # VRs with a 32-bit length
UNDEFINED = 0xFFFFFFFF
CT, MR = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4"


def mark(element, length):
    """The begin or end of an item or the end of a sequence (PS3.5, section 7.5)."""
    return struct.pack("<HHI", 0xFFFE, element, length)


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
            body = b"".join(mark(0xE000, UNDEFINED) + item + mark(0xE00D, 0) for item in items)
            return self.head(tag, vr, UNDEFINED) + body + mark(0xE0DD, 0)
        return self.bytes(tag, vr, b"".join(mark(0xE000, len(item)) + item for item in items))

    def code(self, tag, value, scheme, meaning, undefined=False):
        return self.sequence(tag, [b"".join((
            self.text(0x00080100, "SH", value),
            self.text(0x00080102, "SH", scheme),
            self.text(0x00080104, "LO", meaning)))], undefined)

    def references(self, tag, sop_class, uids, undefined):
        return self.sequence(tag, [self.text(0x00081150, "UI", sop_class) + self.text(0x00081155, "UI", uid)
                                   for uid in uids], undefined)


def uid(source):
    """A unique identifier of the kind that needs no registration (PS3.5, annex B.2)."""
    bits = source.getrandbits(128) & ~(0xF << 76) | 4 << 76
    return f"2.25.{bits & ~(0x3 << 62) | 2 << 62}"


def file_meta(image, syntax):
    """Preamble, prefix and File Meta Information (PS3.10, section 7.1)."""
    encoding = Encoding(explicit=True)
    group = b"".join((
        encoding.bytes(0x00020001, "OB", b"\0\1"),
        encoding.text(0x00020002, "UI", image.sop_class),
        encoding.text(0x00020003, "UI", image.instance),
        encoding.text(0x00020010, "UI", syntax),
        encoding.text(0x00020012, "UI", "2.25.302117205160281957262218413229364861411"),
        encoding.text(0x00020013, "SH", "BENCH_1"),
        encoding.text(0x00020016, "AE", "SCANNER1")))
    return bytes(128) + b"DICM" + encoding.bytes(0x00020000, "UL", struct.pack("<I", len(group))) + group


STUDIES = (
    ("MR", "HEAD", "MRT Schädel mit KM", "70553", "MRI brain with contrast", "t1_mprage_sag_p2_iso"),
    ("CT", "CHEST", "CT Thorax nativ", "71250", "CT chest without contrast", "Thorax 1.0 Bl57 axial"),
    ("MR", "LSPINE", "MRI LUMBAR SPINE", "72148", "MRI lumbar spine", "t2_tse_sag_512"),
    ("CT", "ABDOMEN", "CT Abdomen/Becken portalvenös", "74177", "CT abdomen and pelvis", "Abdomen 3.0 Br40 cor"),
    ("CT", "HEAD", "CT HEAD W/O CONTRAST", "70450", "CT head", "Head 4.0 Hr38"),
)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe"})
PRIORITIES = ("STAT", "HIGH", "ROUTINE", "ROUTINE", "MEDIUM", "LOW")


class Series:
    """What all files of a series have in common."""

    def __init__(self, source, number, study):
        self.number, self.study = number, study
        self.uid, self.frame_of_reference = uid(source), uid(source)
        self.start = study.start + 240 * number


def new_study(source, number):
    modality, body_part, description, code, meaning, protocol = STUDIES[number % len(STUDIES)]
    return types.SimpleNamespace(
        number=number, uid=uid(source), modality=modality, body_part=body_part, description=description, code=code,
        meaning=meaning, protocol=protocol, day=1 + number % 28, start=7 * 3600 + source.randrange(9 * 3600),
        priority=PRIORITIES[number % len(PRIORITIES)], request=uid(source))


def clock(seconds, fraction):
    return f"{seconds // 3600:02}{seconds // 60 % 60:02}{seconds % 60:02}.{fraction:06}"


class Image:
    """One image: where it belongs and what is its own."""

    def __init__(self, source, series, index, size):
        self.source, self.series, self.study, self.index, self.size = source, series, series.study, index, size
        self.instance = uid(source)
        self.mr = self.study.modality == "MR"
        self.sop_class = MR if self.mr else CT
        self.day = f"202603{self.study.day:02}"
        self.moment = clock(series.start + index // 4, source.randrange(1_000_000))
        self.place = f"{-110.5 + index * 0.75:.6f}"


class DataSet:
    """Elements on their way to a file: in any order, sorted at the end."""

    def __init__(self, encoding, charset):
        self.encoding, self.charset = encoding, charset
        self.codec = {"ISO_IR 100": "latin-1", "ISO_IR 192": "utf-8"}.get(charset, "ascii")
        self.elements = []

    def text(self, tag, vr, value):
        self.elements.append((tag, self.encoding.text(tag, vr, value, self.codec)))

    def short(self, tag, *values):
        self.elements.append((tag, self.encoding.short(tag, *values)))

    def code(self, tag, *code, undefined=False):
        self.elements.append((tag, self.encoding.code(tag, *code, undefined)))

    def references(self, tag, sop_class, uids, undefined):
        self.elements.append((tag, self.encoding.references(tag, sop_class, uids, undefined)))

    def sequence(self, tag, items, undefined):
        self.elements.append((tag, self.encoding.sequence(tag, items, undefined)))

    def description(self, study):
        """Study Description in the letters of the character set."""
        return study.description if self.charset else study.description.translate(UMLAUTS)

    def bytes(self):
        return b"".join(data for _, data in sorted(self.elements))


def add_identification(out, image, manufacturer, model, related):
    """What it is, when and where it was made; `related` are the UIDs of other images."""
    if out.charset:
        out.text(0x00080005, "CS", out.charset)
    out.text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\M\\ND\\NORM" if image.mr else "ORIGINAL\\PRIMARY\\AXIAL\\HELIX")
    out.text(0x00080012, "DA", image.day)
    out.text(0x00080013, "TM", image.moment)
    out.text(0x00080016, "UI", image.sop_class)
    out.text(0x00080018, "UI", image.instance)
    for tag in (0x00080020, 0x00080021, 0x00080022, 0x00080023):
        out.text(tag, "DA", image.day)
    out.text(0x0008002A, "DT", image.day + image.moment)
    out.text(0x00080030, "TM", clock(image.study.start, 0))
    out.text(0x00080031, "TM", clock(image.series.start, 125000))
    out.text(0x00080032, "TM", image.moment)
    out.text(0x00080033, "TM", image.moment)
    out.text(0x00080050, "SH", f"A{26000000 + image.study.number}")
    out.text(0x00080060, "CS", image.study.modality)
    out.text(0x00080070, "LO", manufacturer)
    out.text(0x00080080, "LO", "Synthetic Hospital")
    out.text(0x00080081, "ST", "1 Phantom Street, Testville")
    out.text(0x00080090, "PN", "Referrer^Synthetic")
    out.text(0x00080201, "SH", "+0100")
    out.text(0x00081010, "SH", "SCANNER1")
    out.text(0x00081030, "LO", out.description(image.study))
    out.code(0x00081032, image.study.code, "C4", image.study.meaning)
    out.text(0x0008103E, "LO", image.study.protocol)
    out.text(0x00081040, "LO", "Radiology")
    out.text(0x00081050, "PN", "Performer^Synthetic")
    out.text(0x00081090, "LO", model)
    out.references(0x00081110, "1.2.840.10008.3.1.2.3.1", [image.study.request], True)
    out.references(0x00081140, image.sop_class, related, False)
    out.text(0x00082111, "ST", "Synthetic data, no patient")
    out.code(0x00082218, "T-D1100", "SRT", image.study.body_part.title(), undefined=True)


def add_patient(out, image):
    out.text(0x00100010, "PN", f"Phantom^{image.study.number:04}")
    out.text(0x00100020, "LO", f"BENCH{image.study.number:06}")
    out.text(0x00100030, "DA", f"19{40 + image.study.number % 60}0101")
    out.text(0x00100040, "CS", "O")
    out.text(0x00101010, "AS", f"{26 + image.study.number % 60:03}Y")
    out.text(0x00101020, "DS", "1.75")
    out.text(0x00101030, "DS", "75")
    out.text(0x001021B0, "LT", "None")
    out.text(0x00104000, "LT", "Generated by a program for a benchmark of header parsers.")


def add_mr_acquisition(out, image):
    out.text(0x00180020, "CS", "GR\\IR")
    out.text(0x00180021, "CS", "SK\\SP\\MP")
    out.text(0x00180022, "CS", "PFP")
    out.text(0x00180023, "CS", "3D")
    out.text(0x00180024, "SH", "*tfl3d1_16ns")
    out.text(0x00180025, "CS", "N")
    out.text(0x00180050, "DS", "0.8")
    out.text(0x00180080, "DS", "2300")
    out.text(0x00180081, "DS", "2.98")
    out.text(0x00180082, "DS", "900")
    out.text(0x00180083, "DS", "1")
    out.text(0x00180084, "DS", "123.249392")
    out.text(0x00180085, "SH", "1H")
    out.text(0x00180086, "IS", "1")
    out.text(0x00180087, "DS", "3")
    out.text(0x00180091, "IS", "1")
    out.text(0x00180095, "DS", "240")
    out.text(0x00181251, "SH", "HeadMatrix")
    out.short(0x00181310, 0, image.size, image.size, 0)
    out.text(0x00181312, "CS", "ROW")
    out.text(0x00181314, "DS", "9")
    out.text(0x00181316, "DS", f"0.0{image.source.randrange(10**10):010}")


def add_ct_acquisition(out, image):
    out.text(0x00180022, "CS", "HELIX")
    out.text(0x00180050, "DS", "1")
    out.text(0x00180060, "DS", "120")
    out.text(0x00180090, "DS", "500")
    out.text(0x00181100, "DS", "380")
    out.text(0x00181110, "DS", "1085.6")
    out.text(0x00181111, "DS", "595")
    out.text(0x00181120, "DS", "0")
    out.text(0x00181130, "DS", "158.5")
    out.text(0x00181140, "CS", "CW")
    out.text(0x00181150, "IS", "500")
    out.text(0x00181151, "IS", str(180 + image.source.randrange(120)))
    out.text(0x00181160, "SH", "FLAT")
    out.text(0x00181190, "DS", "1.2")
    out.text(0x00181210, "SH", "Bl57d\\3")


def add_acquisition(out, image):
    out.text(0x00180015, "CS", image.study.body_part)
    out.text(0x00181000, "LO", "100001")
    out.text(0x00181020, "LO", "synthetic VE11C")
    out.text(0x00181030, "LO", image.study.protocol)
    out.text(0x00185100, "CS", "HFS")
    if image.mr:
        add_mr_acquisition(out, image)
    else:
        add_ct_acquisition(out, image)


def add_image(out, image):
    """Relationship, plane and pixel description."""
    out.text(0x0020000D, "UI", image.study.uid)
    out.text(0x0020000E, "UI", image.series.uid)
    out.text(0x00200010, "SH", str(image.study.number))
    out.text(0x00200011, "IS", str(image.series.number))
    out.text(0x00200012, "IS", "1")
    out.text(0x00200013, "IS", str(image.index + 1))
    out.text(0x00200032, "DS", f"-120.25\\-118.7654321\\{image.place}")
    out.text(0x00200037, "DS", "0.9998476\\-1.2e-09\\0.01745241\\0.0003046\\0.9998477\\-0.0174498")
    out.text(0x00200052, "UI", image.series.frame_of_reference)
    out.text(0x00201040, "LO", "")
    out.text(0x00201041, "DS", image.place)
    out.text(0x00204000, "LT", "Slice of a phantom")
    out.short(0x00280002, 1)
    out.text(0x00280004, "CS", "MONOCHROME2")
    out.text(0x00280008, "IS", "1")
    out.short(0x00280010, image.size)
    out.short(0x00280011, image.size)
    out.text(0x00280030, "DS", "0.9375\\0.9375")
    out.short(0x00280100, 16)
    out.short(0x00280101, 12)
    out.short(0x00280102, 11)
    out.short(0x00280103, 0)
    out.short(0x00280106, 0)
    out.short(0x00280107, 1000 + image.source.randrange(3000))
    out.text(0x00281050, "DS", "40\\300")
    out.text(0x00281051, "DS", "400\\1500")
    out.text(0x00281052, "DS", "0" if image.mr else "-1024")
    out.text(0x00281053, "DS", "1")
    out.text(0x00281055, "LO", "WINDOW1\\WINDOW2")


def add_request(out, image):
    study, encoding = image.study, out.encoding
    out.text(0x00321060, "LO", study.meaning)
    out.text(0x00400244, "DA", image.day)
    out.text(0x00400245, "TM", clock(study.start, 0))
    out.text(0x00400253, "SH", f"P{study.number:08}")
    out.text(0x00400254, "LO", out.description(study))
    out.sequence(0x00400275, [b"".join((
        encoding.text(0x00400007, "LO", study.meaning),
        encoding.code(0x00400008, study.code, "C4", study.meaning),
        encoding.text(0x00400009, "SH", f"S{study.number:08}"),
        encoding.text(0x00401001, "SH", f"R{study.number:08}")))], True)
    out.text(0x00401001, "SH", f"R{study.number:08}")
    out.text(0x00401003, "SH", study.priority)


def add_standard(out, image, manufacturer, model, related):
    add_identification(out, image, manufacturer, model, related)
    add_patient(out, image)
    add_acquisition(out, image)
    add_image(out, image)
    add_request(out, image)


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
        return b"".join((
            inner.text(0x00081150, "UI", MR),
            inner.text(0x00081155, "UI", uid(source)),
            inner.text(0x00200013, "IS", "7"),
            inner.short(0x00280010, 9),  # not the Rows of the image
            creator(inner, 0x2005, 0x10, "PRIVATE PARAMETERS 1")[1],
            *(data for _, data in small_private(inner, source, 0x2005, 0x10, 12)),
            inner.code(0x20051180, "113075", "DCM", "Synthetic", undefined)))

    return tag, encoding.sequence(tag, [item() for _ in range(items)], undefined, vr)


def pixel_data_head(encoding, image):
    return encoding.head(0x7FE00010, "OW", 2 * image.size ** 2)


def small_header(source, series, index):
    out = DataSet(Encoding(explicit=True), "ISO_IR 100")
    image = Image(source, series, index, size=64)
    add_standard(out, image, "Bench Imaging", "Phantom One", [uid(source) for _ in range(8)])
    out.references(0x00082112, image.sop_class, [uid(source) for _ in range(5)], True)
    out.elements.append(creator(out.encoding, 0x0029, 0x10, "BENCH PARAMETERS"))
    out.elements += small_private(out.encoding, source, 0x0029, 0x10, 20)
    return file_meta(image, EXPLICIT) + out.bytes() + pixel_data_head(out.encoding, image), image


# Kinds of vendors: manufacturer, explicit VR, charset, and where big blobs go as (tag, VR, share of the filling).
VENDORS = (
    ("Vendor S", True, "ISO_IR 100", ((0x00291050, "OB", 0.3), (0x00291060, "OB", 0.7))),
    ("Vendor G", False, None, ((0x00251060, "OB", 0.2), (0x00431070, "OB", 0.5), (0x00431080, "OB", 0.3))),
    ("Vendor P", True, "ISO_IR 192", ((0x20051150, "UN", 0.6), (0x20051160, "OB", 0.4))),
    ("Vendor T", False, "ISO_IR 100", ((0x00291090, "UN", 0.1), (0x70051040, "OB", 0.9))),
)


def vendor_private(encoding, source, kind):
    """Private elements without the big blobs."""
    def block(group, number, name, count):
        return [creator(encoding, group, number, name), *small_private(encoding, source, group, number, count)]

    if kind == 0:
        return [*block(0x0019, 0x10, "VENDOR S MR HEADER", 16), *block(0x0029, 0x10, "VENDOR S CSA HEADER", 8),
                *block(0x0051, 0x10, "VENDOR S MR HEADER", 20)]
    if kind == 1:
        return [*block(0x0009, 0x10, "VENDOR_G_IDEN_01", 8), *block(0x0019, 0x10, "VENDOR_G_ACQU_01", 60),
                *block(0x0021, 0x10, "VENDOR_G_RELA_01", 20), *block(0x0025, 0x10, "VENDOR_G_SERS_01", 16),
                *block(0x0027, 0x10, "VENDOR_G_IMAG_01", 40), *block(0x0043, 0x10, "VENDOR_G_PARM_01", 32),
                *block(0x0045, 0x10, "VENDOR_G_HELIOS_01", 10)]
    if kind == 2:
        return [*block(0x2001, 0x10, "Vendor P Imaging DD 001", 40), nested(encoding, source, 0x2001105F, 1, True),
                *block(0x2005, 0x10, "Vendor P MR Imaging DD 001", 15), *block(0x2005, 0x11, "Vendor P MR Imaging DD 005", 15),
                nested(encoding, source, 0x20051137, 2, True, vr="UN"), nested(encoding, source, 0x20051140, 2, True)]
    return [creator(encoding, 0x0029, 0x10, "VENDOR_T_CT_1.0"), *block(0x7005, 0x10, "VENDOR_T_CT3", 40),
            nested(encoding, source, 0x70051060, 2, False)]


def vendor_header(source, series, index, share):
    kind = series.study.number % len(VENDORS)
    manufacturer, explicit, charset, blobs = VENDORS[kind]
    encoding, syntax = Encoding(explicit), EXPLICIT if explicit else IMPLICIT
    out = DataSet(encoding, charset)
    image = Image(source, series, index, size=source.choice((96, 128, 128, 160)))
    add_standard(out, image, manufacturer, f"Model {kind + 1}", [uid(source)])
    out.elements += vendor_private(encoding, source, kind)
    meta = file_meta(image, syntax)
    heads = sum(len(encoding.head(tag, vr, 0)) for tag, vr, _ in blobs)
    room = pixel_data_at(share) - len(meta) - len(out.bytes()) - heads
    if room > 0:
        out.elements += [(tag, encoding.bytes(tag, vr, source.randbytes(int(room * part) & ~1)))
                         for tag, vr, part in blobs]
    return meta + out.bytes() + pixel_data_head(encoding, image), image


def is_made(folder, parameters):
    try:
        return parameters.items() <= json.loads((folder / "corpus.json").read_text()).items()
    except (OSError, ValueError):
        return False


def main(kind, folder, count):
    parameters = dict(format=FORMAT, kind=kind, files=count)
    if is_made(folder, parameters):
        return
    shutil.rmtree(folder, ignore_errors=True)
    source = random.Random(f"{SEED} {kind}")
    shares = [(place + 0.5) / count for place in range(count)]
    shares[-1] = 1
    source.shuffle(shares)
    starts, total, answers = [], 0, []
    for first in range(0, count, SERIES[kind]):
        ordinal = first // SERIES[kind]
        if kind == "vendor" or ordinal % 2 == 0:  # a study of a vendor is one series, a small one two
            study = new_study(source, ordinal + 1 if kind == "vendor" else ordinal // 2 + 1)
        series = Series(source, 1 if kind == "vendor" else ordinal % 2 + 1, study)
        place = pathlib.Path("files", f"study-{study.number:03}", f"series-{series.number}")
        (folder / place).mkdir(parents=True)
        for index in range(min(SERIES[kind], count - first)):
            if kind == "small":
                header, image = small_header(source, series, index)
            else:
                header, image = vendor_header(source, series, index, shares[first + index])
            pixels = source.randbytes(2 * image.size ** 2)
            path = place / f"{index + 1:04}.dcm"
            (folder / path).write_bytes(header + pixels)
            answers.append(f"{path}\t{len(study.uid) + len(image.instance) + 2 * image.size}\n")
            starts.append(len(header))
            total += len(header) + len(pixels)
    starts.sort()
    (folder / "answers.tsv").write_text("".join(answers))
    quantiles = {f"p{share}": starts[min(count * share // 100, count - 1)] for share in (0, 25, 50, 75, 90, 100)}
    facts = dict(parameters, megabytes=round(total / 1e6, 1), pixel_data_at=quantiles)
    (folder / "corpus.json").write_text(json.dumps(facts, indent=1) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("small", "vendor"):
        sys.exit(__doc__)
    main(sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]))
