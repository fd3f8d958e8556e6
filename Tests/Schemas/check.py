#!/usr/bin/env python3
"""Judges scenario files with check-jsonschema by the schema that 'telerad schema' prints.

Run by 'make schemas', which installs what it needs. Bundled scenarios and templates must be good, spoiled ones must be
refused at the place that was spoiled, and the readers of telerad must say the same. The first that is not ends it with
exit code 1.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build/schemas"
WORK = BUILD / "files"
TELERAD = ROOT / ".build/release/telerad"

# Of the template night-cover: what is replaced, by what, and the path of the value that the validator is to name.
MISTAKES = [
    ("length: 14 d", "lenght: 14 d", "$"),
    ("length: 14 d", "length: 14", "$.length"),
    ("length: 14 d", "length: 14 days and a bit", "$.length"),
    ("replications: 10", "replications: ten", "$.replications"),
    ("replications: 10", "replications: '10'", "$.replications"),
    ("delivery: cloud", "delivery: clod", "$.delivery"),
    ("delivery: cloud", "delivery: [ cloud ]", "$.delivery"),
    ("  - group: Day team", "  - name: Day team", "$.readers[0]"),
    ("kind: hospital", "kind: hospitl", "$.sites[0].kind"),
    ("bandwidth: 1 Gbit/s", "bandwidth: 1 Gb", "$.readers[0].downlink.bandwidth"),
    ("order: priority", "order: prioritised", "$.worklist.order"),
    ("readers:\n", "reeders:\n", "$"),
]


def fail(text):
    print(f"schemas: {text}", file=sys.stderr)
    sys.exit(1)


def telerad(*arguments):
    return subprocess.run([TELERAD, *arguments], capture_output=True, text=True, timeout=300)


def validator(*arguments):
    environment = dict(os.environ, PYTHONPATH=str(BUILD / "packages"), NO_COLOR="1")
    return subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *map(str, arguments)],
        capture_output=True, text=True, env=environment, timeout=300)


def judge(schema, files):
    """What the validator says of files: the errors of each, by name."""
    done = validator("--schemafile", schema, "--output-format", "json", *files)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        fail(f"the validator failed: {done.stdout}{done.stderr}")
    if report.get("parse_errors"):
        fail(f"the validator can't read {report['parse_errors']}")
    found = {}
    for error in report.get("errors", []):
        found.setdefault(error["filename"], []).append(error)
    if (done.returncode == 0) != (not found):
        fail(f"the validator ended with {done.returncode}: {done.stdout}{done.stderr}")
    return found


def places(error):
    """Every path that an error names: its own, and those of the parts of a value that may be one of several."""
    yield error["path"]
    for key in ("best_match", "best_deep_match"):
        if error.get(key):
            yield error[key]["path"]
    for other in error.get("sub_errors", []):
        yield from places(other)


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    schema = WORK / "telerad.schema.json"
    if telerad("schema", "--output", str(schema)).returncode != 0:
        fail("'telerad schema' failed")
    done = validator("--check-metaschema", schema, ROOT / "Sources/Reports/Schemas/telerad.schema.json")
    if done.returncode != 0:
        fail(f"a schema is none:\n{done.stdout}{done.stderr}")

    scenarios = sorted(path for path in (ROOT / "Scenarios").rglob("*.yaml"))
    templates = []
    for line in json.loads(telerad("init", "--json").stdout)["templates"]:
        name = line["name"]
        file = WORK / f"{name}.yaml"
        folder = [str(ROOT / "SampleStudies")] if name == "replay" else []
        written = telerad("init", name, *folder, "--output", str(file), "--force")
        if written.returncode != 0:
            fail(f"'telerad init {name}' failed: {written.stderr}")
        templates.append(file)
    if len(scenarios) < 10 or len(templates) < 4:
        fail(f"only {len(scenarios)} scenarios and {len(templates)} templates were found")
    for name, errors in judge(schema, scenarios + templates).items():
        fail(f"{name} is refused: {errors}")

    text = (WORK / "night-cover.yaml").read_text()
    spoiled = {}
    for number, (old, new, place) in enumerate(MISTAKES):
        if text.count(old) < 1:
            fail(f"the template night-cover has no '{old}'")
        file = WORK / f"wrong-{number}.yaml"
        file.write_text(text.replace(old, new, 1))
        spoiled[str(file)] = (new, place)
    found = judge(schema, sorted(spoiled))
    for name, (new, place) in spoiled.items():
        named = [path for error in found.get(name, []) for path in places(error)]
        if place not in named:
            fail(f"'{new.strip()}' is to be refused at {place}, but the validator names {named or 'nothing'}")
        if new != "replications: '10'" and telerad("validate", name).returncode == 0:
            fail(f"'{new.strip()}' is refused by the schema, and telerad takes it")
    print(
        f"{len(scenarios)} scenarios and {len(templates)} templates are good by the schema, "
        f"{len(spoiled)} mistakes are found where they are")


main()
