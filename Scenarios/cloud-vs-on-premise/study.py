#!/usr/bin/env python3
"""Computes the tables of README.md beside this file.

usage: study.py [--write | --check] [--telerad PROGRAM] [--replications N]

Prints the tables; --write puts them into README.md, --check exits with 1 when those in README.md are others. PROGRAM is
the telerad of this clone (.build/release/telerad) unless another is named. With --replications it is quicker and less
certain, for trying things out. Needs Python 3.9 and nothing else.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODALITIES = ["xray", "ct", "mr", "ultrasound", "nuclear", "mammography"]
TITLES = {"xray": "X-ray", "ct": "CT", "mr": "MR", "ultrasound": "Ultrasound", "nuclear": "Nuclear medicine",
          "mammography": "Mammography"}


class Study:
    def __init__(self, program, replications):
        self.program = program
        self.options = ["--quiet", "--json"] + (["--replications", str(replications)] if replications else [])

    def telerad(self, command, scenario, *arguments):
        call = [str(self.program), command, str(HERE / scenario), *arguments, *self.options]
        done = subprocess.run(call, capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            sys.exit(f"{' '.join(call)}\n{done.stderr}")
        return json.loads(done.stdout)

    def crossing(self, scenario, measure, over, *arguments):
        """The crossings of two designs, as text; who is better all the way when there is none."""
        found = self.telerad("crossover", scenario, "--measure", measure, "--over", over, *arguments)
        return found["crossings"], found

    def sweep(self, scenario, measure, over, *arguments):
        """Design, value and estimate of each point of a sweep over one parameter."""
        found = self.telerad("sweep", scenario, "--measure", measure, "--over", over, *arguments)
        for point in found["points"]:
            yield point["design"], next(iter(point["values"].values())), point["measures"][0]["estimate"]


def figure(value, digits=3):
    """Three significant digits, without an exponent."""
    if value == 0:
        return "0"
    places = max(0, digits - 1 - len(str(int(abs(value)))) + 1) if abs(value) >= 1 else digits
    return f"{value:.{places}f}"


def estimate(found, scale=1.0):
    half = found["half_width"] or 0
    value = found["value"] / scale
    if half / scale < 5e-4:
        return figure(value)
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{places}f} ± {half / scale:.{places}f}"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def distance(study):
    """Where the hub's round trip makes the cloud, 20 ms away, as quick: by loss and modality."""
    losses = ["0 %", "0.01 %", "0.1 %", "1 %"]
    rows = []
    for modality in MODALITIES:
        row = [TITLES[modality]]
        for loss in losses:
            crossings, _ = study.crossing(
                "clinic.yaml", f"transfer(modality: {modality}).mean",
                "sites.Clinic.uplink.round_trip.on-premise=1 ms..300 ms log",
                "--set", f"sites.Clinic.uplink.loss={loss}")
            row.append("; ".join(
                f"{figure(c['value'])} ({figure(c['lower'])} to {figure(c['upper'])})" for c in crossings) or "none")
        rows.append(row)
    return table(["Modality"] + [f"loss {loss}" for loss in losses], rows)


def instances(study):
    """From how many instances of a CT of 181 MB on the cloud is quicker, by the hub's round trip."""
    rows = []
    for trip in ["5 ms", "10 ms", "20 ms", "40 ms", "80 ms"]:
        crossings, found = study.crossing(
            "ct.yaml", "transfer.mean", "sites.Clinic.demand.ct.size.instances=1..4000 log",
            "--set", f"sites.Clinic.uplink.round_trip.on-premise={trip}")
        times = []
        for count in (1, 100, 1000, 4000):
            both = list(study.sweep(
                "ct.yaml", "transfer.mean", f"sites.Clinic.demand.ct.size.instances={count}",
                "--set", f"sites.Clinic.uplink.round_trip.on-premise={trip}", "--variant", "on-premise"))
            hub = [point for point in both if point[0] == "on-premise"][0][2]
            times.append(estimate(hub))
        at = ", ".join(f"{c['value']:.0f}" for c in crossings) or "none"
        rows.append([trip, at, *times])
    cloud = [estimate(point[2]) for count in (1, 100, 1000, 4000)
             for point in study.sweep("ct.yaml", "transfer.mean", f"sites.Clinic.demand.ct.size.instances={count}")]
    rows.append(["cloud, 20 ms", "", *cloud])
    header = ["Hub's round trip", "equal at instances"] + [f"{n} (s)" for n in ("1", "100", "1,000", "4,000")]
    return table(header, rows)


def remedies(study):
    """What brings a hub 80 ms away nearer: the CT of 343 instances."""
    far = ["--set", "delivery=on-premise", "--set", "sites.Clinic.uplink.round_trip.on-premise=80 ms"]
    store = "technologies.on-premise.protocol.c_store"
    cases = [("as it stands: two associations", []),
             ("eight associations", ["--set", f"{store}.associations=8"]),
             ("16 operations outstanding on each of two", ["--set", f"{store}.asynchronous=16"]),
             ("TCP windows of 512 KiB", ["--set", "technologies.on-premise.tcp={ window: 512 KiB }"]),
             ("no TCP_NODELAY", ["--set", f"{store}.no_delay=false"]),
             ("through a tunnel (5 %, 2 ms)", ["--set", "technologies.on-premise.vpn={ overhead: 5 %, delay: 2 ms }"]),
             ("STOW-RS, 50 instances a request",
              ["--set", "technologies.on-premise.protocol={ stow: { instances_per_request: 50 } }"]),
             ("STOW-RS in buckets of 4 MB, four at once",
              ["--set", "technologies.on-premise.protocol={ stow: { bucket: 4 MB, parallel: 4 } }"])]
    rows = []
    for name, settings in cases:
        found = study.telerad("run", "ct.yaml", *far, *settings)
        parts = found["all"]["transfer_parts_s"]
        rows.append([name, estimate(found["all"]["transfer_s"]["mean"]), estimate(parts["serialisation"]),
                     estimate(parts["stalls"])])
    return table(["Hub 80 ms away", "transfer (s)", "of it sending (s)", "stalls (s)"], rows)


def cut(study):
    """Two hours without the hub: turnaround, who is within target, and the backlog around the cut."""
    found = study.telerad("compare", "cut.yaml")
    rows, curves = [], []
    for design in found["designs"]:
        stat = next(p for p in design["priorities"] if p["priority"] == "stat")
        hubs = {hub["technology"]: hub["received"] for hub in design["hubs"]}
        other = estimate(hubs["cloud"]) if len(hubs) > 1 else "–"
        rows.append([design["name"], estimate(design["all"]["rtat_s"]["mean"], 60), estimate(stat["rtat_s"]["p95"], 60),
                     estimate(stat["within_target_share"], 0.01), other])
        backlog = design["backlog"]["transfer"]
        curves.append([design["name"]] + [
            f"{backlog['value'][hour]:.2f} ± {backlog['half_width'][hour] or 0:.2f}" for hour in range(17, 24)])
    first = table(["Design", "RTAT mean (min)", "STAT p95 (min)", "STAT within 30 min (%)", "sent to the other hub"], rows)
    second = table(["Studies in transfer"] + [f"{hour}–{hour + 1} h" for hour in range(17, 24)], curves)
    return f"{first}\n\n{second}"


def rural(study):
    """The least bandwidth of a list at which the interval of CT's p95 lies below five minutes."""
    widths = [10, 12, 14, 16, 18, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100]
    over = "sites.Rural clinic.uplink.bandwidth=" + ", ".join(f"{width} Mbit/s" for width in widths)
    points = {}
    for design, width, found in study.sweep("rural.yaml", "transfer(modality: ct).p95", over, "--all-variants"):
        points.setdefault(design, []).append((width, found))
    rows = []
    for design, found in points.items():
        enough = [width for width, p95 in found if p95["value"] + (p95["half_width"] or 0) < 300]
        at = dict(found)
        shown = [estimate(at[f"{width} Mbit/s"], 60) for width in (10, 20, 50, 100)]
        rows.append([design, enough[0] if enough else "none of them", *shown])
    return table(["Design", "enough"] + [f"p95 at {width} Mbit/s (min)" for width in (10, 20, 50, 100)], rows)


TABLES = {"distance": distance, "instances": instances, "remedies": remedies, "cut": cut, "rural": rural}


def marked(name, body):
    return f"<!-- {name}: computed by study.py -->\n\n{body}\n\n<!-- end -->"


def main():
    parser = argparse.ArgumentParser(description="Computes the tables of README.md.")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--telerad", type=Path, default=HERE.parents[1] / ".build" / "release" / "telerad")
    parser.add_argument("--replications", type=int)
    chosen = parser.parse_args()
    study = Study(chosen.telerad, chosen.replications)
    page = HERE / "README.md"
    old = page.read_text(encoding="utf-8") if page.exists() else ""
    new = old
    for name, compute in TABLES.items():
        body = compute(study)
        if not (chosen.write or chosen.check):
            print(f"{name}: {compute.__doc__}\n\n{body}\n")
        begin = new.find(f"<!-- {name}: computed by study.py -->")
        end = new.find("<!-- end -->", begin)
        if begin >= 0 and end >= 0:
            new = new[:begin] + marked(name, body) + new[end + len("<!-- end -->"):]
        elif chosen.write or chosen.check:
            sys.exit(f"{page} has no place for the table '{name}'")
    if chosen.write:
        page.write_text(new, encoding="utf-8")
    if chosen.check and new != old:
        sys.exit("The tables of README.md are not what study.py computes. Run study.py --write and read what changed.")


if __name__ == "__main__":
    main()
