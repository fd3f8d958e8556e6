#!/usr/bin/env python3
"""Runs the notebook and the R script of Scenarios/analysis, and compares what they find with the report of the same run."""

import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build/tables"
TELERAD = ROOT / ".build/release/telerad"
ANALYSIS = ROOT / "Scenarios/analysis"
sys.path.insert(0, str(BUILD / "packages"))

import nbclient  # noqa: E402
import nbformat  # noqa: E402


def fail(message):
    sys.exit(f"tables: {message}")


def run_notebook():
    """Every cell runs; the file has no output in it."""
    notebook = nbformat.read(ANALYSIS / "reading-results.ipynb", as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if any(cell.outputs or cell.execution_count for cell in cells):
        fail("reading-results.ipynb is kept without its output; clear it")
    os.environ |= {"PYTHONPATH": str(BUILD / "packages"), "TELERAD": str(TELERAD), "IPYTHONDIR": str(BUILD / "ipython"),
                   "JUPYTER_DATA_DIR": str(BUILD / "jupyter"), "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(ANALYSIS)}}).execute()
    shown = 0
    for cell in cells:
        for output in cell.outputs:
            if output.output_type == "stream" and output.name == "stderr":
                fail(f"the notebook complains: {output.text}")
            shown += output.output_type == "execute_result"
    if shown < 7:
        fail(f"the notebook shows {shown} results only")
    print(f"reading-results.ipynb: {len(cells)} cells ran, {shown} results")


def run_script():
    """The R script finds the mean turnaround of the report, and its interval."""
    table, report = BUILD / "files/analysis.csv", BUILD / "files/analysis.json"
    subprocess.run([TELERAD, "run", ROOT / "Scenarios/demo.yaml", "--replications", "4", "--studies", table,
                    "--studies-replication", "all", "--json", "--output", report, "--quiet"], check=True)
    done = subprocess.run(["Rscript", "--vanilla", ANALYSIS / "reading-results.R", table], capture_output=True, text=True)
    found = re.search(r"Mean turnaround: ([\d.]+) s, half-width ([\d.]+) s, 4 replications", done.stdout)
    if done.returncode != 0 or not found:
        fail(f"reading-results.R: {done.stdout}{done.stderr}")
    mean = json.loads(report.read_text())["all"]["rtat_s"]["mean"]
    for text, expected in zip(found.groups(), (mean["value"], mean["half_width"])):
        if abs(float(text) - expected) > 1e-4:
            fail(f"reading-results.R finds {text} s, the report has {expected} s")
    print("reading-results.R: the mean turnaround and its interval are those of the report")


run_notebook()
run_script()
