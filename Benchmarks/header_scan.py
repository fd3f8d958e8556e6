"""The header scan beside a tag walk in C, DCMTK, GDCM and pydicom, on files in the page cache.

Instructions for a small header, counted by valgrind --tool=callgrind (500 files, an empty list taken off): C 10,009,
telerad 29,000 (41,000 before texts were shared by their bytes and usual dates read at once), GDCM 505,000, DCMTK
1,515,000. More than half of the time of a scan is the system's: open, read, seek, close.

lseek in place of fstat for the length of a file took about half a microsecond off. In C, a first read of 16 KB took
0.9 µs more than one of 8 KB, and mmap and io_uring were no gain.
"""

import json
import sys

from harness import BUILD, PEERS, Row, call, fastest, library_peer, measure, peers, python_peer, swift_program

PRODUCT = "header-bench"
GDCM_HEADERS = [f"-I{root}/include/gdcm-3.0" for root in ("/usr", "/usr/local", "/opt/homebrew")]
WINDOWS = (4096, 8192, 16384)  # bytes that the walk in C reads at a time


class Corpus:
    """Synthetic files by Peers/make_headers.py, made once and read once, so that they are in the page cache."""

    def __init__(self, kind, count):
        self.folder = BUILD / "headers" / f"{kind}-{count}"
        call(sys.executable, PEERS / "make_headers.py", kind, self.folder, count)
        median = json.loads((self.folder / "corpus.json").read_text())["pixel_data_at"]["p50"]
        self.name = f"{kind} ({median / 1000:.1f} KB)"
        answers = (line.split("\t") for line in (self.folder / "answers.tsv").read_text().splitlines())
        self.files = [(self.folder / path, int(answer)) for path, answer in answers]
        for path, _ in self.files:
            path.read_bytes()

    def list(self, at_most=None):
        """A list of paths, evenly spread where not all are taken, and the sum of their answers."""
        count = min(at_most or len(self.files), len(self.files))
        chosen = [self.files[place * len(self.files) // count] for place in range(count)]
        path = self.folder / f"list-{count}"
        path.write_text("".join(f"{file}\n" for file, _ in chosen))
        return path, sum(answer for _, answer in chosen)


def microseconds(rate):
    return f"{1e6 / rate:.1f} µs/file"


def rows(bench):
    scanner = swift_program(PRODUCT)
    walks = {f"C ({label}, {window // 1024} KB reads)": [program, window]
             for label, program in peers("header_walk.c", ("gcc", "clang"), "gnu11").items() for window in WINDOWS}
    dcmtk = library_peer("header_dcmtk.cpp", "-ldcmdata", "-loflog", "-lofstd")
    gdcm = library_peer("header_gdcm.cpp", *GDCM_HEADERS, "-lgdcmMSFF", "-lgdcmDSED", "-lgdcmCommon")
    pydicom = python_peer("header_pydicom.py", "pydicom", "3.0.2")
    small = Corpus("small", 2_000 if bench.quick else 20_000)
    vendor = Corpus("vendor", 500 if bench.quick else 5_000)

    def rate(command, corpus, at_most=None):
        path, answer = corpus.list(at_most)
        return measure([*command, path], answer)

    def beside(corpus, name, command, reach, at_most=None):
        # Slow peers get a part of the files.
        ours, theirs, ratio = bench.pair(
            lambda: rate([scanner, "files"], corpus), lambda: rate(command, corpus, at_most))
        return Row(f"header scan, {corpus.name}", microseconds(ours), f"{name} {microseconds(theirs)}", ratio, reach)

    some, few = (500, 100) if bench.quick else (2_000, 300)
    libraries = [("DCMTK", dcmtk, 18, some), ("GDCM", gdcm, 7, some), ("pydicom 3.0", pydicom, 100, few)]
    for corpus, others in ((small, libraries), (vendor, libraries[:1])):
        best = fastest(walks, lambda walk: rate(walk, corpus))
        yield beside(corpus, best, walks[best], 0.5)
        for other in others:
            yield beside(corpus, *other)

    for corpus in (small, vendor):
        def folder(threads):
            return measure([scanner, "folder", corpus.folder / "files", threads], len(corpus.files))
        two, one, ratio = bench.pair(lambda: folder(2), lambda: folder(1))
        yield Row(f"folder, {corpus.name}, two threads, wall clock", microseconds(two), f"one thread {microseconds(one)}",
                  ratio, 1.8)
