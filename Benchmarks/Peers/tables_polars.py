"""usage: tables_polars.py FILE COPY
Reads a table that telerad wrote, and writes the same columns as CSV from memory with Polars.
Prints: rows, CPU seconds, and the difference in rows between the copy and the table (which must be 0)."""

import os
import sys
import time

os.environ["POLARS_MAX_THREADS"] = "1"
import polars  # noqa: E402

table = polars.read_parquet(sys.argv[1])
start = time.process_time()
table.write_csv(sys.argv[2], datetime_format="%Y-%m-%dT%H:%M:%S%.6fZ")
seconds = time.process_time() - start
with open(sys.argv[2], "rb") as copy:
    lines = sum(piece.count(b"\n") for piece in iter(lambda: copy.read(1 << 20), b""))
print(table.height, seconds, lines - 1 - table.height)
