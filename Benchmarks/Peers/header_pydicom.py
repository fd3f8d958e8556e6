"""A header scan by pydicom: it stops before pixel data, and the wanted attributes are taken as values.

usage: header_pydicom.py LIST
prints: files, CPU seconds, and the sum that header_walk.c explains
"""

import logging
import sys
import time
import warnings

import pydicom

# The attributes of wanted.h.
WANTED = (
    "SOPClassUID", "SOPInstanceUID", "StudyDate", "SeriesDate", "AcquisitionDate", "ContentDate", "AcquisitionDateTime",
    "StudyTime", "SeriesTime", "AcquisitionTime", "ContentTime", "Modality", "Manufacturer", "TimezoneOffsetFromUTC",
    "StudyDescription", "BodyPartExamined", "StudyInstanceUID", "SeriesInstanceUID", "SamplesPerPixel", "NumberOfFrames",
    "Rows", "Columns", "BitsAllocated", "RequestedProcedurePriority")


def main(list_path):
    warnings.simplefilter("ignore")
    logging.disable()
    paths = open(list_path).read().splitlines()
    total = 0
    start = time.process_time()
    for path in paths:
        data_set = pydicom.dcmread(path, stop_before_pixels=True)
        found = {name: data_set.get(name) for name in WANTED}
        total += len(found["StudyInstanceUID"]) + len(found["SOPInstanceUID"]) + found["Rows"] + found["Columns"]
    seconds = time.process_time() - start
    print(len(paths), seconds, total)


main(sys.argv[1])
