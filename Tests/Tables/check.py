#!/usr/bin/env python3
"""Reads the tables that telerad writes with pyarrow, Polars, DuckDB, pandas and R, and sees that all find the same.

Run by 'make tables', which installs what it needs. What a reader finds is compared with the CSV of the same run, cell by
cell and exactly; the columns with the page Sources/Reports/Tables.md; figures with the JSON report of the same run. The
first difference ends it with exit code 1.
"""

import csv
import datetime
import gzip
import json
import math
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build/tables"
WORK = BUILD / "files"
TELERAD = ROOT / ".build/release/telerad"
sys.path.insert(0, str(BUILD / "packages"))

import duckdb  # noqa: E402
import pandas  # noqa: E402
import polars  # noqa: E402
import pyarrow  # noqa: E402
import pyarrow.compute  # noqa: E402
import pyarrow.dataset  # noqa: E402
import pyarrow.parquet  # noqa: E402

UNICODE = """\
title: Zürich, "北京" & 🏥
start: 2026-03-02T00:00
time_zone: Europe/Zurich
length: 4 h
replications: 2
seed: 7
priorities: [ { name: 'stat, "sofort"', target: 30 min }, { name: gewöhnlich } ]
sites:
  - name: 北京医院, Nord
    kind: hospital
    demand:
      - { modality: ct, arrivals: { interarrival: RATE }, priority: { 'stat, "sofort"': 50 %, gewöhnlich: 50 % } }
delivery: cloud
technologies: { cloud: { protocol: { stow: {} }, ingest: { workers: 2, per_study: 1 s, per_instance: 1 ms } } }
readers: [ { group: "Ärzte 🌙", count: 1, time_zone: UTC } ]
"""


def fail(message):
    sys.exit(f"tables: {message}")


def expect(holds, message):
    if not holds:
        fail(message)


def telerad(*arguments, status=0):
    done = subprocess.run([TELERAD, *map(str, arguments), "--quiet"], capture_output=True, text=True, cwd=ROOT)
    expect(done.returncode == status, f"telerad {' '.join(map(str, arguments))} ended with {done.returncode}, "
                                      f"expected {status}: {done.stderr}")
    return done


# --- The page

TYPES = {
    "text": pyarrow.string(), "boolean": pyarrow.bool_(), "int32": pyarrow.int32(), "int64": pyarrow.int64(),
    "seconds": pyarrow.float64(), "timestamp": pyarrow.timestamp("us", tz="UTC"),
}


def documented_columns():
    """The columns of the page: name, kind, whether a value may be missing."""
    page = (ROOT / "Sources/Reports/Tables.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (yes|no) \|", page, re.MULTILINE)
    expect(len(rows) > 40, "the page has no table of columns")
    return [(name, kind, missing == "yes") for name, kind, missing in rows]


COLUMNS = documented_columns()


# --- Reading CSV by the page alone

def value(kind, cell):
    if cell == "":
        return None
    match kind:
        case "text": return cell
        case "boolean": return {"true": True, "false": False}[cell]
        case "int32" | "int64": return int(cell)
        case "seconds": return float(cell)
        case "timestamp": return datetime.datetime.fromisoformat(cell)


def read_csv(path):
    """The columns of a CSV file as Python's own reader finds them."""
    opened = gzip.open(path, "rt", newline="") if path.suffix == ".gz" else open(path, newline="")
    with opened as file:
        reader = csv.reader(file, strict=True)
        expect(next(reader) == [name for name, _, _ in COLUMNS], f"{path.name}: the headings are not those of the page")
        cells = list(zip(*reader))
    if not cells:
        cells = [()] * len(COLUMNS)
    schema = pyarrow.schema([pyarrow.field(name, TYPES[kind], missing) for name, kind, missing in COLUMNS])
    return pyarrow.table(
        [pyarrow.array([value(kind, cell) for cell in column], TYPES[kind])
         for (_, kind, _), column in zip(COLUMNS, cells)], schema=schema)


# --- The readers of Parquet

def same(found, expected, what):
    expect(found.column_names == expected.column_names, f"{what}: other columns: {found.column_names}")
    for name in expected.column_names:
        column = found.column(name).cast(expected.schema.field(name).type)
        if not column.combine_chunks().equals(expected.column(name).combine_chunks()):
            pairs = zip(column.to_pylist(), expected.column(name).to_pylist())
            row = next(row for row, (a, b) in enumerate(pairs) if a != b)
            fail(f"{what}: {name}, row {row}: {column[row]}, expected {expected.column(name)[row]}")


def check_readers(path, expected):
    file = pyarrow.parquet.ParquetFile(path)
    same(file.read(), expected, f"pyarrow, {path.name}")
    for field, (name, kind, missing) in zip(file.schema_arrow, COLUMNS, strict=True):
        expect((field.name, field.type, field.nullable) == (name, TYPES[kind], missing),
               f"{path.name}: {field} is not what the page says of {name}")
    same(polars.read_parquet(path).to_arrow(), expected, f"Polars, {path.name}")
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'UTC'")
    same(connection.sql(f"from read_parquet('{path}')").to_arrow_table(), expected, f"DuckDB, {path.name}")
    frame = pandas.read_parquet(path, engine="pyarrow", dtype_backend="pyarrow")
    same(pyarrow.Table.from_pandas(frame, preserve_index=False), expected, f"pandas, {path.name}")


def check_csv_readers(path, expected):
    """That the tools' own readers of CSV find the same, spans to the last bit."""
    kinds = {name: kind for name, kind, _ in COLUMNS}
    types = {"text": polars.String, "boolean": polars.Boolean, "int32": polars.Int32, "int64": polars.Int64,
             "seconds": polars.Float64, "timestamp": polars.String}
    frame = polars.read_csv(path, schema_overrides={name: types[kind] for name, kind in kinds.items()})
    frame = frame.with_columns(
        polars.col([name for name, kind in kinds.items() if kind == "timestamp"])
        .str.to_datetime(time_unit="us", time_zone="UTC"))
    same(frame.to_arrow(), expected, f"Polars, {path.name}")
    types = {"text": "VARCHAR", "boolean": "BOOLEAN", "int32": "INTEGER", "int64": "BIGINT", "seconds": "DOUBLE",
             "timestamp": "TIMESTAMPTZ"}
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'UTC'")
    columns = ", ".join(f"'{name}': '{types[kind]}'" for name, kind in kinds.items())
    same(connection.sql(f"from read_csv('{path}', header = true, columns = {{{columns}}})").to_arrow_table(), expected,
         f"DuckDB, {path.name}")
    types = {"text": "string", "boolean": "boolean", "int32": "Int32", "int64": "Int64", "seconds": "float64"}
    frame = pandas.read_csv(
        path, dtype={name: types[kind] for name, kind in kinds.items() if kind != "timestamp"},
        parse_dates=[name for name, kind in kinds.items() if kind == "timestamp"],
        keep_default_na=False, na_values=[""])
    for name, kind in kinds.items():
        if kind == "timestamp":
            frame[name] = pandas.to_datetime(frame[name], utc=True).astype("datetime64[us, UTC]")
    same(pyarrow.Table.from_pandas(frame, preserve_index=False), expected, f"pandas, {path.name}")


# --- What stands beside the values

def check_statistics(path, expected, groups):
    """The smallest, the largest and the missing of every column of every row group, and that filters use them."""
    metadata = pyarrow.parquet.read_metadata(path)
    expect(metadata.num_rows == expected.num_rows, f"{path.name}: {metadata.num_rows} rows in the footer")
    expect(metadata.num_row_groups == groups, f"{path.name}: {metadata.num_row_groups} row groups, expected {groups}")
    start = 0
    for group in range(metadata.num_row_groups):
        rows = expected.slice(start, metadata.row_group(group).num_rows)
        start += rows.num_rows
        for index, (name, _, _) in enumerate(COLUMNS):
            found = metadata.row_group(group).column(index).statistics
            column = rows.column(name)
            where = f"{path.name}, row group {group}, {name}"
            expect(found.null_count == column.null_count, f"{where}: {found.null_count} missing, not {column.null_count}")
            bounds = pyarrow.compute.min_max(column).as_py()
            expect(found.has_min_max == (bounds["min"] is not None), f"{where}: {found}")
            if found.has_min_max:
                expect((found.min, found.max) == (bounds["min"], bounds["max"]), f"{where}: {found}, not {bounds}")
    same(pyarrow.parquet.read_table(path), expected, path.name)


def check_pruning(path, expected):
    """Filters leave row groups out, and find what is there."""
    last = pyarrow.compute.max(expected.column("replication")).as_py()
    first = pyarrow.compute.field("design") == expected.column("design")[0].as_py()
    fragment, = pyarrow.dataset.dataset(path).get_fragments()
    kept = fragment.split_by_row_group(first)
    expect(0 < len(kept) < len(fragment.row_groups), f"{path.name}: a filter keeps {len(kept)} row groups")
    connection = duckdb.connect()
    for name, bound in (("rtat_s", 3600.0), ("size_bytes", 50_000_000), ("replication", last - 1)):
        condition = pyarrow.compute.greater(expected.column(name), bound)
        count = expected.filter(condition).num_rows
        expect(0 < count < expected.num_rows, f"{name} > {bound} is no test: {count}")
        found = {
            "pyarrow": pyarrow.dataset.dataset(path).count_rows(filter=pyarrow.compute.field(name) > bound),
            "DuckDB": connection.sql(f"select count(*) from '{path}' where {name} > {bound}").fetchall()[0][0],
            "Polars": polars.scan_parquet(path).filter(polars.col(name) > bound).select(polars.len()).collect().item(),
        }
        expect(set(found.values()) == {count}, f"{path.name}: {name} > {bound}: {found}, expected {count}")


def check_metadata(path, scenario_hash, seed):
    found = {key.decode(): text.decode() for key, text in pyarrow.parquet.read_metadata(path).metadata.items()}
    expect(found["telerad.schema"] == "telerad.study-table/1", f"{path.name}: {found}")
    expect(found["telerad.scenario_hash"] == scenario_hash and found["telerad.seed"] == seed, f"{path.name}: {found}")
    return found["telerad.version"]


# --- Figures

def check_figures(table, report):
    """The figures of the JSON report, from the rows."""
    frame = polars.from_arrow(table).filter("counted")
    groups = [(report["all"], frame)]
    groups += [(entry, frame.filter(modality=entry["modality"])) for entry in report["modalities"]]
    groups += [(entry, frame.filter(priority=entry["priority"])) for entry in report["priorities"]]
    checked = 0
    for entry, rows in groups:
        parts = rows.partition_by("replication")
        expect(math.isclose(entry["reported"]["value"], rows.height / len(parts)), "reported differs")
        for interval in ("transfer_s", "wait_s", "read_s", "rtat_s"):
            columns = [part[interval] for part in parts]
            for name, of, tolerance in (
                ("mean", lambda c: c.mean(), 1e-9), ("sd", lambda c: c.std(), 1e-9),
                ("min", lambda c: c.min(), 1e-12), ("max", lambda c: c.max(), 1e-12),
                # Quantiles of reports come from buckets: Sources/SimulationKernel/Tallies.
                ("p50", lambda c: c.quantile(0.5, "linear"), 0.009), ("p90", lambda c: c.quantile(0.9, "linear"), 0.009),
                ("p95", lambda c: c.quantile(0.95, "linear"), 0.009),
            ):
                expected = entry[interval][name]["value"]
                # Between two neighbours a quantile of few studies is a matter of definition.
                if name.startswith("p") and min(map(len, columns)) < 1000:
                    continue
                found = sum(map(of, columns)) / len(columns)
                expect(math.isclose(found, expected, rel_tol=tolerance, abs_tol=1e-6),
                       f"{interval} {name}: {found} from rows, {expected} in the report")
                checked += 1
        shares = [part["within_target"].drop_nulls().mean() for part in parts]
        if all(share is not None for share in shares):
            found = sum(shares) / len(shares)
            expect(math.isclose(found, entry["within_target_share"]["value"], rel_tol=1e-12), "within_target differs")
        for part in entry["transfer_parts_s"]:
            found = sum(piece[f"transfer_{part}_s"].mean() for piece in parts) / len(parts)
            expect(math.isclose(found, entry["transfer_parts_s"][part]["value"], rel_tol=1e-9, abs_tol=1e-9), part)
    expect(checked > 100, f"only {checked} figures were checked")


def check_sums(table):
    """The parts of intervals are the intervals, to the microsecond."""
    frame = polars.from_arrow(table)

    def micros(name):
        return (polars.col(name) * 1e6).round().cast(polars.Int64)
    parts = [name for name, _, _ in COLUMNS if re.fullmatch(r"transfer_\w+_s", name)]
    waits = [name for name, _, _ in COLUMNS if re.fullmatch(r"wait_\w+_s", name)]
    expect((len(parts), len(waits)) == (9, 3), f"parts are {parts}, {waits}")
    for whole, pieces in (("rtat_s", ["transfer_s", "wait_s", "read_s"]), ("transfer_s", parts), ("wait_s", waits)):
        wrong = frame.filter(polars.col(whole).is_not_null() & (sum(map(micros, pieces)) != micros(whole)))
        expect(wrong.is_empty(), f"{whole} is not the sum of its parts: {wrong}")
    span = (polars.col("reported_at") - polars.col("imaging_complete_at")).dt.total_microseconds()
    expect(frame.filter(span != micros("rtat_s")).is_empty(), "rtat_s is not the time between its milestones")


# --- Runs

def write(name, *arguments, groups):
    """Writes one run in every format, and compares what everybody reads."""
    report = WORK / f"{name}.json"
    files = [WORK / f"{name}.csv", WORK / f"{name}.csv.gz", WORK / f"{name}.parquet", WORK / f"{name}-gzip.parquet"]
    for file in files:
        compression = ["--studies-compression", "gzip"] if "gzip" in file.name else []
        telerad(*arguments, "--studies", file, *compression, "--json", "--output", report)
    plain, zipped, parquet, small = files
    expect(gzip.decompress(zipped.read_bytes()) == plain.read_bytes(), f"{zipped.name} is not {plain.name}")
    expected = read_csv(plain)
    for file in (parquet, small):
        check_readers(file, expected)
        check_statistics(file, expected, groups)
    codecs = [pyarrow.parquet.read_metadata(file).row_group(0).column(1).compression for file in (parquet, small)] \
        if groups else ["UNCOMPRESSED", "GZIP"]
    expect(codecs == ["UNCOMPRESSED", "GZIP"], f"{name}: codecs are {codecs}")
    check_sums(expected)
    found = json.loads(report.read_text())
    if "scenario" in found:
        version = check_metadata(parquet, found["scenario"]["hash"], found["scenario"]["seed"])
        expect(found["version"] == version, "the JSON report is of another version")
    print(f"{name}: {expected.num_rows} rows in {groups} row groups, the same in CSV and Parquet to pyarrow, Polars, "
          f"DuckDB and pandas")
    return expected, found


def check_failures():
    """What can't be written leaves no file, and an older one as it was."""
    run = ["run", "Scenarios/demo.yaml", "--replications", "1"]
    for ending in ("csv", "csv.gz", "parquet"):
        done = telerad(*run, "--studies", WORK / "missing" / f"x.{ending}", status=73)
        expect("No such file or directory" in done.stderr, done.stderr)
        full = WORK / f"full.{ending}"
        full.unlink(missing_ok=True)
        full.symlink_to("/dev/full")
        done = telerad(*run, "--studies", full, status=73)
        expect("No space left on device" in done.stderr and not done.stdout, done.stderr)
        expect(pathlib.Path("/dev/full").is_char_device(), "the device was replaced")
        full.unlink()
    done = telerad(*run, "--studies", "/proc/x.csv", status=73)
    for ending in ("csv", "parquet"):
        old = WORK / f"old.{ending}"
        old.write_text("what was there")
        command = [TELERAD, "run", ROOT / "Scenarios/demo.yaml", "--replications", "1", "--set", "length=4000 d", "--quiet",
                   "--studies", old, "--output", WORK / "killed.txt"]
        process = subprocess.Popen(command)
        deadline = time.monotonic() + 60
        while not any(part.stat().st_size > 1_000_000 for part in WORK.glob(f"old.{ending}.*.part")):
            expect(process.poll() is None and time.monotonic() < deadline, "the run was over before it could be killed")
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        expect(old.read_text() == "what was there", f"a killed run left its mark on {old.name}")
        expect(not (WORK / "killed.txt").exists(), "a killed run has a report")
        for part in WORK.glob(f"old.{ending}.*.part"):
            part.unlink()
    print("failures: a missing folder, a full disk and a killed process leave no table, and an older one as it was")


def check_reports():
    """Reports as tables: the same in CSV and Parquet."""
    over = ["--over", "readers.Night team.count=1..2", "--over", "sites.St Anna.uplink.bandwidth=50 Mbit/s, 100 Mbit/s"]
    quick = ["--replications", "2", "--set", "length=8 d"]
    commands = {
        "sweep": ["sweep", "Scenarios/demo.yaml", *over, *quick],
        "sensitivity": ["sensitivity", "Scenarios/demo.yaml", *over, *quick],
        "staff": ["staff", "Scenarios/demo.yaml", "--group", "Night team=1..2", "--max-replications", "12", "--set",
                  "length=8 d"],
        "warm-up": ["warm-up", "Scenarios/demo.yaml", *quick],
        "studies": ["studies", "SampleStudies"],
        "instances": ["studies", "SampleStudies", "--instances"],
    }
    for name, command in commands.items():
        printed = subprocess.run([TELERAD, *command, "--quiet", "--csv"], capture_output=True, cwd=ROOT).stdout
        for ending in ("csv", "csv.gz", "parquet"):
            status = 99 if name == "staff" and b"cheapest" not in printed else 0
            telerad(*command, "--output", WORK / f"{name}.{ending}", status=status)
        expect((WORK / f"{name}.csv").read_bytes() == printed, f"{name}: the file is not what --csv prints")
        expected = list(csv.reader(printed.decode().splitlines()))
        zipped = gzip.decompress((WORK / f"{name}.csv.gz").read_bytes()).decode()
        table = pyarrow.parquet.read_table(WORK / f"{name}.parquet")
        expect(table.column_names == expected[0], f"{name}: {table.column_names}")
        for row, zipped_row, cells in zip(table.to_pylist(), list(csv.reader(zipped.splitlines()))[1:], expected[1:],
                                          strict=True):
            for found, zipped_cell, cell in zip(row.values(), zipped_row, cells, strict=True):
                read = None if cell == "" else type(found)(cell)
                expect(found == read, f"{name}: {found!r}, expected {cell!r}")
                expect(cell == zipped_cell or type(found)(zipped_cell) == found, f"{name}: {zipped_cell}, expected {cell}")
        frame = polars.read_parquet(WORK / f"{name}.parquet")
        expect(frame.height == len(expected) - 1, f"{name}: Polars reads {frame.height} rows")
        expect(duckdb.sql(f"select count(*) from '{WORK}/{name}.parquet'").fetchall()[0][0] == frame.height, name)
        print(f"{name}: {frame.height} rows, the same in CSV and Parquet")


def check_r(paths):
    """R's data.table reads CSV: what it finds in each column, beside what the table has."""
    done = subprocess.run(["Rscript", "--vanilla", ROOT / "Tests/Tables/check.R", *paths], capture_output=True, text=True)
    expect(done.returncode == 0, f"R: {done.stderr}")
    found = {tuple(line[:2]): line[2:] for line in csv.reader(done.stdout.splitlines(), delimiter="\t")}
    for path in paths:
        table = read_csv(path)
        for name, kind, _ in COLUMNS:
            column = table.column(name)
            missing, summary = found[path.name, name]
            expect(int(missing) == column.null_count, f"R, {path.name}, {name}: {missing} missing")
            values = [each for each in column.to_pylist() if each is not None]
            match kind:
                case "text": expected = str(sum(len(each.encode()) for each in values))
                case "timestamp": expected = repr(sum(each.microsecond + 1_000_000 * each.second for each in values))
                case _: expected = repr(math.fsum(values))
            expect(math.isclose(float(summary), float(expected), rel_tol=1e-12), f"R, {path.name}, {name}: {summary}, "
                                                                                f"expected {expected}")
        print(f"R: {path.name} has the same in every column")


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)

    table, report = write("demo", "run", "Scenarios/demo.yaml", "--replications", "3", "--studies-replication", "all",
                          groups=1)
    check_figures(table, report)
    check_csv_readers(WORK / "demo.csv", table)
    expect(set(table.column("replication").to_pylist()) == {1, 2, 3}, "replications are missing")

    shutil.copy(ROOT / "Scenarios/night-log.csv", WORK)
    pages = []
    for page, length in (("ReportKeys", "100 d"), ("TriageKeys", "8 d"), ("DeliveryKeys", "8 d"), ("DemandKeys", "14 d")):
        text = (ROOT / f"Sources/ScenarioFiles/{page}.md").read_text()
        scenario = WORK / f"{page}.yaml"
        scenario.write_text(re.search(r"```yaml\n(.*?)```", text, re.DOTALL)[1])
        pages.append(write(page, "run", scenario, "--replications", "2", "--studies-replication", 2, "--set",
                           f"length={length}", groups=1)[0])
    unused = {name for name, _, _ in COLUMNS if all(page.column(name).null_count == page.num_rows for page in pages)}
    expect(unused == {"design"}, f"no scenario has {unused}")

    for name, rate, rows in (("none", "9 h", 0), ("one", "3 h", 1), ("unicode", "7 min", 34)):
        scenario = WORK / f"{name}.yaml"
        scenario.write_text(UNICODE.replace("RATE", rate))
        table, _ = write(name, "run", scenario, groups=min(1, rows))
        expect(table.num_rows == rows, f"{name}: {table.num_rows} rows, expected {rows}")
        check_csv_readers(WORK / f"{name}.csv", table)
    expect(set(table.column("site").to_pylist()) == {"北京医院, Nord"}, "the name of the site")
    expect(set(table.column("priority").to_pylist()) == {'stat, "sofort"', "gewöhnlich"}, "the names of the classes")

    table, report = write("large", "compare", "Scenarios/demo.yaml", "--replications", "4", "--set", "length=20 d",
                          "--studies-replication", "all", groups=2)
    check_pruning(WORK / "large.parquet", table)
    designs = polars.from_arrow(table).partition_by("design")
    expect([part["design"][0] for part in designs] == [design["name"] for design in report["designs"]], "designs")
    drawn = ["replication", "study", "site", "modality", "priority", "instances", "size_bytes", "ordered_at"]
    expect(all(part.select(drawn).sort("replication", "study").equals(designs[0].select(drawn).sort("replication", "study"))
               for part in designs), "the designs met other studies")
    for threads in (1, 3):
        file = WORK / f"threads-{threads}.parquet"
        telerad("compare", "Scenarios/demo.yaml", "--replications", "4", "--set", "length=20 d", "--studies-replication",
                "all", "--threads", threads, "--studies", file, "--output", WORK / "threads.txt")
        expect(file.read_bytes() == (WORK / "large.parquet").read_bytes(), f"other bytes on {threads} threads")
    print("large: the same bytes on one thread, two and three")

    table, _ = write("replay", "replay", "SampleStudies", groups=1)
    check_reports()
    check_failures()
    check_r([WORK / name for name in ("demo.csv", "ReportKeys.csv", "unicode.csv", "none.csv")])


if __name__ == "__main__":
    main()
