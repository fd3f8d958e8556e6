"""usage: tables_pyarrow.py FILE COPY
Reads a table that telerad wrote, and writes the same columns in the same way from memory with pyarrow.
Prints: rows, CPU seconds, and the difference between what was read and what the copy has (which must be 0)."""

import sys
import time

import pyarrow
import pyarrow.parquet

pyarrow.set_cpu_count(1)
table = pyarrow.parquet.read_table(sys.argv[1])
texts = [field.name for field in table.schema if pyarrow.types.is_string(field.type)]
start = time.process_time()
pyarrow.parquet.write_table(table, sys.argv[2], compression="none", use_dictionary=texts, row_group_size=1 << 16)
seconds = time.process_time() - start
print(table.num_rows, seconds, 0 if pyarrow.parquet.read_table(sys.argv[2]).equals(table) else 1)
