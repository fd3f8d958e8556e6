"""What the sections of the benchmarks share: building peers, measuring in turn, rows of the table.

A section is a module with `PRODUCT`, the Swift program that it measures, and `rows(bench)`, which yields its `Row`s.
"""

import dataclasses
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = HERE / "Peers"
BUILD = HERE / ".build"
PYTHON_PACKAGES = BUILD / "python"


def fail(message):
    sys.exit(f"Benchmarks/run: {message}")


def call(*command, **options):
    try:
        return subprocess.run([str(word) for word in command], check=True, **options)
    except FileNotFoundError:
        fail(f"{command[0]} is missing")
    except subprocess.CalledProcessError as error:
        fail(f"{' '.join(map(str, command))} failed ({error.returncode})")


def swift_program(product):
    call("swift", "build", "-c", "release", "--package-path", HERE, "--product", product)
    return BUILD / "release" / product


def peers(source, compilers, standard):
    """A source by each compiler there is, portable and for this machine: label and program."""
    BUILD.mkdir(exist_ok=True)
    programs = {}
    for compiler in filter(shutil.which, compilers):
        for flag in ("", "-march=native"):
            label = f"{compiler} -O3 {flag}".strip()
            programs[label] = BUILD / f"{pathlib.Path(source).stem}-{label}"
            call(compiler, "-O3", *flag.split(), f"-std={standard}", "-o", programs[label], PEERS / source)
    if not programs:
        fail(f"no compiler found for {source} ({' or '.join(compilers)})")
    return programs


def library_peer(source, *arguments):
    """A C++ source that calls a library, whose time is the library's: any compiler will do."""
    compiler = next(filter(shutil.which, ("g++", "clang++")), None) or fail("no C++ compiler found (g++ or clang++)")
    BUILD.mkdir(exist_ok=True)
    program = BUILD / pathlib.Path(source).stem
    call(compiler, "-O3", "-std=c++17", "-o", program, PEERS / source, *arguments)
    return [program]


def python_peer(source, package, version):
    """A Python program and the package that it measures."""
    if not (PYTHON_PACKAGES / f"{package}-{version}.dist-info").exists():
        call(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore",
             "--upgrade", "--target", PYTHON_PACKAGES, f"{package}=={version}")
    return [sys.executable, PEERS / source]


def measure(command, expected, tolerance=0):
    """One run: things done (events, studies, files) a second, after the answer was checked."""
    environment = dict(os.environ, PYTHONPATH=str(PYTHON_PACKAGES))
    output = call(*command, capture_output=True, text=True, env=environment).stdout.split()
    count, seconds, answer = int(output[0]), float(output[1]), float(output[2])
    if abs(answer - expected) > tolerance:
        fail(f"{' '.join(map(str, command))} gave {answer}, expected {expected} within {tolerance}")
    return count / seconds


def fastest(peers, rate):
    """The key of the peer with the highest rate."""
    return max(peers, key=lambda peer: statistics.median(rate(peers[peer]) for _ in range(3)))


@dataclasses.dataclass
class Row:
    """A line of the table. A ratio above 1 means that telerad is the faster."""

    what: str
    ours: str
    beside: str
    ratio: float
    reach: float


@dataclasses.dataclass
class Bench:
    """How thoroughly to measure."""

    quick: bool

    @property
    def rounds(self):
        return 3 if self.quick else 9

    def median(self, rate):
        return statistics.median(rate() for _ in range(self.rounds))

    def pair(self, first, second):
        """Medians of two rates measured in turn, and the median of their ratios."""
        rates = [(first(), second()) for _ in range(self.rounds)]
        return (statistics.median(rate[0] for rate in rates), statistics.median(rate[1] for rate in rates),
                statistics.median(rate[0] / rate[1] for rate in rates))
