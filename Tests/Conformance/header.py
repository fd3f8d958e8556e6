"""A header as telerad lists it, out of the raw attributes that another program read.

Written after PS3.5, section 6.2, and the listing's documentation; nothing of it is taken from telerad's sources.
"""

import dataclasses
import re

# What the listing shows, and the attribute behind it.
TEXTS = {
    "sop_class_uid": 0x00080016,
    "sop_instance_uid": 0x00080018,
    "study_instance_uid": 0x0020000D,
    "series_instance_uid": 0x0020000E,
    "modality": 0x00080060,
    "body_part": 0x00180015,
    "manufacturer": 0x00080070,
    "study_description": 0x00081030,
    "priority": 0x00401003,
}
NUMBERS = {
    "rows": 0x00280010,
    "columns": 0x00280011,
    "frames": 0x00280008,
    "bits_allocated": 0x00280100,
    "bits_stored": 0x00280101,
    "samples_per_pixel": 0x00280002,
}
MOMENTS = {
    "study_time": (0x00080020, 0x00080030),
    "series_time": (0x00080021, 0x00080031),
    "acquisition_time": (0x00080022, 0x00080032),
    "content_time": (0x00080023, 0x00080033),
}
ACQUISITION_DATE_TIME, TIMEZONE_OFFSET = 0x0008002A, 0x00080201

STUDY, MODALITY = TEXTS["study_instance_uid"], TEXTS["modality"]
MEDIA_CLASS, TRANSFER_SYNTAX = 0x00020002, 0x00020010
PIXEL_DATA = (0x7FE00008, 0x7FE00009, 0x7FE00010)
TAGS = {*TEXTS.values(), *NUMBERS.values(), *sum(MOMENTS.values(), ()), ACQUISITION_DATE_TIME, TIMEZONE_OFFSET}

# What a file is: whole; ending early or out of joint; without study or modality; no DICOM; an index of others.
INSTANCE, BROKEN, UNPLACED, NOT_DICOM, INDEX = "instance", "broken", "unplaced", "not DICOM", "DICOMDIR"


@dataclasses.dataclass
class Reading:
    """What one program says of one file."""

    status: str
    # By the listing's keys; a program that can't tell a field leaves it out.
    fields: dict = dataclasses.field(default_factory=dict)
    # Its own words on what is wrong.
    note: str = ""


def fields(values):
    """The listing's fields out of raw values: tag -> text, without what is absent."""
    malformed = set()
    result = {name: text(values.get(tag)) for name, tag in TEXTS.items()}
    for name, tag in NUMBERS.items():
        result[name] = number(text(values.get(tag)), tag, malformed)
    if result["frames"] is None:
        result["frames"] = 1
    zone = read(values, TIMEZONE_OFFSET, offset, malformed)
    for name, (date_tag, time_tag) in MOMENTS.items():
        day = read(values, date_tag, date, malformed)
        # A time without a date is no moment, and is not looked at.
        time = read(values, time_tag, time_of_day, malformed) if day else None
        result[name] = day and day + ("T" + time if time else "") + (zone or "")
    moment = read(values, ACQUISITION_DATE_TIME, date_time, malformed)
    if moment:
        result["acquisition_time"] = moment[0] + (moment[1] or zone or "")
    result["malformed"] = [f"({tag >> 16:04X},{tag & 0xFFFF:04X})" for tag in sorted(malformed)]
    return result


def text(value):
    """Without padding; spaces at either end mean nothing in all these VRs."""
    return (value or "").strip(" \0") or None


def number(value, tag, malformed):
    if value is None:
        return None
    if re.fullmatch(r"[+-]?[0-9]+", value) and int(value) >= 0:
        return int(value)
    malformed.add(tag)
    return None


def read(values, tag, form, malformed):
    value = text(values.get(tag))
    if value is None:
        return None
    result = form(value)
    if result is None:
        malformed.add(tag)
    return result


def days(year, month):
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def date(value):
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)|(\d{4})\.(\d\d)\.(\d\d)", value, re.ASCII)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part is not None)
    if not (year >= 1 and 1 <= month <= 12 and 1 <= day <= days(year, month)):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def fraction(digits):
    """Six digits at most, without zeros at the end."""
    return "." + (digits[:6].rstrip("0") or "0") if digits else ""


def time_of_day(value):
    found = (re.fullmatch(r"(\d\d)(?:(\d\d)(?:(\d\d)(?:\.(\d+))?)?)?", value, re.ASCII)
             or re.fullmatch(r"(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?", value, re.ASCII))
    if not found:
        return None
    hour, minute, second, rest = found.groups()
    if int(hour) > 23 or int(minute or 0) > 59 or int(second or 0) > 60:
        return None
    return ":".join(part for part in (hour, minute, second) if part) + fraction(rest)


def offset(value):
    found = re.fullmatch(r"([+-])(\d\d)(\d\d)", value, re.ASCII)
    if not found or int(found[3]) > 59 or int(found[2]) * 60 + int(found[3]) > (720 if found[1] == "-" else 840):
        return None
    return f"{found[1]}{found[2]}:{found[3]}"


def date_time(value):
    """The moment and its offset."""
    found = re.fullmatch(r"(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:\.(\d+))?([+-]\d{4})?", value, re.ASCII)
    if not found:
        return None
    year, month, day, hour, minute, second, rest, zone = found.groups()
    if rest and not second:
        return None
    if int(year) < 1 or not 1 <= int(month or 1) <= 12 or not 1 <= int(day or 1) <= days(int(year), int(month or 1)):
        return None
    if int(hour or 0) > 23 or int(minute or 0) > 59 or int(second or 0) > 60:
        return None
    if zone and not (zone := offset(zone)):
        return None
    parts = zip(("", "-", "-", "T", ":", ":"), (year, month, day, hour, minute, second))
    return "".join(mark + part for mark, part in parts if part) + fraction(rest), zone
