"""The time that a study takes with many readers and sites, beside a few: who reads next must not be a search.

Sites lie in fifty places, each with a licence of its own, and groups of readers are licensed for five of them, so that
there are fifty classes of studies. The load of a reader is the same in both.
"""

import pathlib
import sys
import tempfile

PRODUCT = "model-bench"
GROWTH = 1.5  # the time of a study with many may be so many times that with a few

PLACES = 50


def scenario(readers, sites, groups, per_day, assign="pull"):
    """A scenario as text; `per_day` studies a day for each site."""
    lines = [
        "title: Many readers", "start: 2026-03-02T00:00", "time_zone: UTC", "length: 1 d", "warm_up: 0 d",
        "priorities: [ { name: stat, target: 1 h }, { name: routine, target: 24 h } ]", "sites:"]
    for site in range(sites):
        lines += [
            f"  - name: Site {site}", "    kind: hospital", "    country: US", f"    region: US-{site % PLACES:02d}",
            "    demand:",
            f"      - {{ modality: ct, arrivals: {{ per_day: {per_day} }}, priority: {{ stat: 20 %, routine: 80 % }} }}"]
    lines += [
        "delivery: cloud", "technologies:", "  cloud:", "    protocol: { stow: { instances_per_request: 50 } }",
        "    ingest: { workers: 1000, per_study: 1 s, per_instance: 0 s }", "readers:"]
    for group in range(groups):
        licences = ", ".join(f"US-{(group * 7 + step * 11) % PLACES:02d}" for step in range(5))
        start = (group * 8) % 24
        lines.append(
            f"  - {{ group: Group {group}, count: {readers // groups}, licences: [ {licences} ], fatigue: overnight, "
            f"interruptions: day-calls, shifts: [ {{ days: daily, hours: '{start:02d}:00-{(start + 8) % 24:02d}:00' }} ], "
            f"breaks: '{start + 4:02d}:00-{start + 4:02d}:30' }}")
    lines.append(f"worklist: {{ order: priority, assign: {assign} }}")
    return "\n".join(lines) + "\n"


def few(assign="pull"):
    return scenario(readers=50, sites=50, groups=50, per_day=26, assign=assign)


def many(assign="pull"):
    return scenario(readers=5000, sites=1000, groups=250, per_day=130, assign=assign)


def rows(bench):
    from harness import Row, measure, swift_program

    model = swift_program(PRODUCT)
    with tempfile.TemporaryDirectory() as folder:
        for assign in ("pull", "least-work"):
            rates = []
            for name, text, days in (
                    ("few", few(assign), 200 if bench.quick else 1000), ("many", many(assign), 2 if bench.quick else 10)):
                path = pathlib.Path(folder) / f"{name}.yaml"
                path.write_text(text)
                rates.append(bench.median(lambda: measure([model, path, days], 0)))
            yield Row(f"whole model, 5,000 readers, 1,000 sites, {assign}", f"{rates[1]:,.0f} studies/s",
                      f"50 readers, 50 sites: {rates[0]:,.0f} studies/s", rates[1] / rates[0], 1 / GROWTH)


if __name__ == "__main__":
    # many_readers.py few|many: the scenario, to be run by hand.
    print(many() if sys.argv[1:] == ["many"] else few(), end="")
