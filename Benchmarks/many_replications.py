"""Sixteen replications on two threads beside one, by wall clock."""

from harness import ROOT, Row, measure, swift_program

PRODUCT = "experiment-bench"
REPLICATIONS = 16


def rows(bench):
    program = swift_program(PRODUCT)
    days = 14 if bench.quick else 56

    def rate(threads):
        return measure([program, ROOT / "Scenarios" / "regional.yaml", days, REPLICATIONS, threads], 0)
    two, one, ratio = bench.pair(lambda: rate(2), lambda: rate(1))
    yield Row(f"{REPLICATIONS} replications, regional, two threads, wall clock", f"{two:,.0f} studies/s",
              f"one thread {one:,.0f} studies/s", ratio, 1.9)
