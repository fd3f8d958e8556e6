#!/usr/bin/env python3
"""Opens reports and charts in Chromium and checks that they can be seen, read and printed by everybody.

Run by 'make pages', which installs what it needs. Every report is opened on a phone and on a desk, by day and by night:
nothing may be fetched, no error may stand in the console, every chart must be there with its title, its description and
its numbers, nothing may be wider than the page, texts must have a contrast of 4.5 to 1, screenshots must show something,
and paper must not cut a chart. The Vega-Lite specification of every chart is drawn and compared with our own picture.
What is wrong is printed, and the exit code is 1. With --view FOLDER the screenshots and
the printed pages stay there to be looked at.
"""

import argparse
import concurrent.futures
import io
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / ".build/pages/packages"))

from PIL import Image  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

import vega  # noqa: E402

SCENARIOS = ROOT / "Scenarios"
# Short runs: what is looked at is the page.
SHORT = ["--set", "length=8 d", "--set", "warm_up=1 d"]
DEMO = ["Scenarios/demo.yaml"]
# More groups of readers than a picture has rows or lines for.
GROUPS = "readers=[ " + ", ".join(
    f"{{ group: Team {number}, count: 1, time_zone: Europe/Berlin, "
    f"shifts: [ {{ days: daily, hours: {number * 5 % 24:02}:00-{(number * 5 + 8) % 24:02}:00 }} ] }}"
    for number in range(1, 61)) + " ]"
REPORTS = {
    "run": ["run", *DEMO, *SHORT, "--replications", "4"],
    "run-once": ["run", *DEMO, *SHORT, "--replications", "1"],
    "run-nothing": ["run", *DEMO, "--set", "length=1 min", "--set", "warm_up=0 s", "--replications", "2"],
    "run-costs": ["run", "Scenarios/contracts/scenario.yaml", *SHORT, "--replications", "3"],
    "run-many-groups": ["run", *DEMO, *SHORT, "--replications", "2", "--set", GROUPS],
    "replay": ["replay", "SampleStudies"],
    "compare": ["compare", *DEMO, *SHORT, "--replications", "4"],
    "sweep": ["sweep", *DEMO, *SHORT, "--replications", "3", "--over", "readers.Night team.count=1..4",
              "--over", "delivery=cloud, on-premise"],
    "crossover": ["crossover", *DEMO, *SHORT, "--replications", "4", "--measure", "transfer(modality: ct).mean",
                  "--over", "sites.*.uplink.round_trip.on-premise=2 ms..80 ms in 5"],
    "sensitivity": ["sensitivity", *DEMO, *SHORT, "--replications", "3", "--samples", "6",
                    "--over", "readers.Night team.count=1..3", "--over", "readers.*.speed=0.8..1.2"],
    "staff": ["staff", *DEMO, *SHORT, "--group", "Day team=3..6", "--group", "Night team=1..3",
              "--max-replications", "20"],
    "warm-up": ["warm-up", *DEMO, "--set", "length=8 d", "--replications", "4"],
}
# Commands whose exit code may say that an expectation failed.
GOOD = {0, 99}
SCREENS = [(360, 780), (1280, 900)]
SCHEMES = ["light", "dark"]
# A4 in CSS pixels less the margins of the page's style.
SHEET = (794 - 2 * 53, 1123 - 2 * 60)


def make(name, arguments, telerad, folder):
    """Makes one report and its charts; returns what is wrong."""
    command = [telerad, *arguments, "--quiet", "--output", str(folder / f"{name}.html"),
               "--figures", str(folder / f"{name}-figures")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if done.returncode not in GOOD:
        return [f"{name}: telerad ended with {done.returncode}: {done.stderr.strip()}"]
    return []


def look_of(png, scheme):
    """What is wrong with a screenshot: nothing but one colour, or the colours of the other scheme."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    small = image.resize((max(1, image.width // 4), max(1, image.height // 4)))
    counts = sorted(small.getcolors(small.width * small.height), reverse=True)
    commonest, colour = counts[0]
    share = commonest / (small.width * small.height)
    problems = []
    if len(counts) < 20 or share > 0.985:
        problems.append(f"the screenshot is empty: {len(counts)} colours, {share:.1%} of it one")
    if (sum(colour) / 3 < 128) != (scheme == "dark"):
        problems.append(f"the background {colour} is none of the {scheme} scheme")
    return problems


class Watch:
    """What a page does that it must not."""

    def __init__(self, page, url):
        self.problems = []
        page.on("console", lambda message: self.problems.append(f"console: {message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("request", lambda request: request.url == url or self.problems.append(f"asks for {request.url}"))


def check_report(browser, file, view):
    """Opens a report on every screen and prints it; returns what is wrong."""
    problems, url, counts = [], file.as_uri(), None
    script = (HERE / "page.js").read_text()
    for scheme in SCHEMES:
        for width, height in SCREENS:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            page = context.new_page()
            watch = Watch(page, url)
            page.goto(url)
            found = page.evaluate(script)
            shot = page.screenshot(full_page=True)
            if view:
                (view / f"{file.stem}-{width}-{scheme}.png").write_bytes(shot)
            where = f"{file.name} at {width} px, {scheme}"
            problems += [f"{where}: {each}" for each in found["problems"] + watch.problems + look_of(shot, scheme)]
            counts = found
            context.close()
    return problems + check_print(browser, file, url, view), counts


def check_print(browser, file, url, view):
    """Prints a report; returns what is wrong."""
    context = browser.new_context(viewport={"width": SHEET[0], "height": SHEET[1]})
    page = context.new_page()
    page.goto(url)
    page.emulate_media(media="print")
    problems = page.evaluate(
        """([width, height]) => [...document.querySelectorAll('figure')].flatMap((figure) => {
          const svg = figure.querySelector('svg'), box = svg.getBoundingClientRect(), found = []
          if (!(box.width > 100)) found.push('is not printed')
          if (box.right > width + 1) found.push('is wider than the sheet')
          if (figure.getBoundingClientRect().height > height) found.push('is higher than a sheet')
          if (getComputedStyle(figure).breakInside !== 'avoid') found.push('may be cut')
          return found.map((each) => `chart ${figure.id} ${each}`)
        })""", list(SHEET))
    if page.evaluate("document.documentElement.scrollWidth") > SHEET[0] + 1:
        problems.append("a table is wider than the sheet")
    pdf = page.pdf(prefer_css_page_size=True, print_background=True, format="A4")
    context.close()
    with tempfile.TemporaryDirectory() as folder:
        path = (view or pathlib.Path(folder)) / f"{file.stem}.pdf"
        path.write_bytes(pdf)
        pages = pathlib.Path(folder) / "page"
        subprocess.run(["pdftoppm", "-r", "20", "-gray", str(path), str(pages)], check=True)
        sheets = sorted(pathlib.Path(folder).glob("page*.pgm"))
        if not sheets:
            problems.append("prints no page")
        for number, sheet in enumerate(sheets, 1):
            image = Image.open(sheet)
            ink = sum(count for count, value in image.getcolors(256) if value < 200) / (image.width * image.height)
            if ink < 0.001:
                problems.append(f"sheet {number} of {len(sheets)} is empty")
    return [f"{file.name} on paper: {each}" for each in problems]


def check_figures(browser, folder, view):
    """Opens the charts of a report as files of their own, and draws their specifications; returns what is wrong and how
    many there are."""
    problems, files = [], sorted(folder.glob("*.svg"))
    context = browser.new_context(viewport={"width": 760, "height": 560})
    for file in files:
        page = context.new_page()
        url = file.as_uri()
        watch = Watch(page, url)
        page.goto(url)
        box = page.evaluate(
            """() => { const svg = document.documentElement, box = svg.getBoundingClientRect()
              const texts = [...svg.querySelectorAll('text')].map((text) => text.getBoundingClientRect())
              return [svg.tagName, box.width, box.height, texts.length,
                texts.filter((text) => text.left < box.left - 2 || text.right > box.right + 2).length] }""")
        if box[0] != "svg" or box[1] < 100 or box[2] < 60 or box[3] == 0:
            watch.problems.append(f"is no chart: {box}")
        if box[4]:
            watch.problems.append(f"{box[4]} texts stick out")
        problems += [f"{folder.name}/{file.name}: {each}" for each in watch.problems + look_of(page.screenshot(), "light")]
        if not file.with_suffix(".csv").stat().st_size:
            problems.append(f"{folder.name}/{file.stem}.csv: is empty")
        wrong, png = vega.check(file.with_suffix(".vl.json"), view)
        wrong += look_of(png, "light") if png else []
        problems += [f"{folder.name}/{file.stem}.vl.json: {each}" for each in wrong]
        page.close()
    context.close()
    return problems, len(files)


def check_all(files, view):
    """Checks some of the reports in a browser of its own; returns what is wrong, and a line about each."""
    problems, lines = [], []
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--hide-scrollbars"])
        for file in files:
            found, counts = check_report(browser, file, view)
            charts, number = check_figures(browser, file.with_name(f"{file.stem}-figures"), view)
            problems += found + charts
            if number != counts["figures"]:
                problems.append(f"{file.name}: {counts['figures']} charts on the page, {number} in the folder")
            lines.append(f"{file.name}: {counts['figures']} charts, {counts['tables']} tables, "
                         f"{file.stat().st_size // 1000} kB")
        browser.close()
    return problems, lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--telerad", default=str(ROOT / ".build/release/telerad"))
    parser.add_argument("--view", type=pathlib.Path, help="keep screenshots and printed pages here")
    parser.add_argument("--only", action="append", help="a report by its name; may be given several times")
    options = parser.parse_args()
    if options.view:
        options.view.mkdir(parents=True, exist_ok=True)
    reports = {name: each for name, each in REPORTS.items() if not options.only or name in options.only}
    threads = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ProcessPoolExecutor(threads) as pool:
        folder = pathlib.Path(folder)
        telerad = str(pathlib.Path(options.telerad).resolve())
        problems = []
        for each in [pool.submit(make, name, arguments, telerad, folder) for name, arguments in reports.items()]:
            problems += each.result()
        files = [folder / f"{name}.html" for name in reports if (folder / f"{name}.html").exists()]
        for part in [pool.submit(check_all, files[number::threads], options.view) for number in range(threads)]:
            found, lines = part.result()
            problems += found
            print("\n".join(lines))
    for problem in problems:
        print(f"pages: {problem}", file=sys.stderr)
    print(f"{len(reports)} reports: {'nothing is' if not problems else f'{len(problems)} things are'} wrong")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
