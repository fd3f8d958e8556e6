"""The table of studies, Parquet and CSV, beside pyarrow's and Polars' writers of the same columns."""

import tempfile

from harness import ROOT, Row, measure, python_peer, swift_program

PRODUCT = "table-bench"


def rows(bench):
    program = swift_program(PRODUCT)
    pyarrow = python_peer("tables_pyarrow.py", "pyarrow", "26.0.1")
    polars = python_peer("tables_polars.py", "polars", "2.1.0")
    count = 100_000 if bench.quick else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        def ours(ending):
            return measure([program, ROOT / "Scenarios" / "demo.yaml", 28, count, f"{folder}/ours.{ending}"], 0)

        def theirs(peer, ending):
            return measure([*peer, f"{folder}/ours.parquet", f"{folder}/theirs.{ending}"], 0)

        for ending, peer, name in (("parquet", pyarrow, "pyarrow"), ("csv", polars, "Polars")):
            rate, other, ratio = bench.pair(lambda: ours(ending), lambda: theirs(peer, ending))
            yield Row(f"studies to {'Parquet, plain' if ending == 'parquet' else 'CSV'}", f"{rate:,.0f} rows/s",
                      f"{name} {other:,.0f} rows/s", ratio, 1)
