#!/usr/bin/env python3
"""Checks that the pages of the scenario library show what telerad prints, or brings them up to date.

usage: quotes.py [--write] [--telerad PROGRAM] [FOLDER...]

Runs every command in the 'sh' blocks of README.md in each folder beside this file, or in those named. The next block without
a language quotes what the commands of the last 'sh' block print: whole lines in their order, '…' where lines are left out.
Exits with 1 and shows the differences when a line is not printed. --write puts what is printed now in the place of the lines
that are quoted, also where words or columns have changed, and fails where it does not find a line again.

PROGRAM is the telerad of this clone (.build/release/telerad) unless another is named. Needs Python 3.9 and nothing else.
"""

import argparse
import difflib
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LEFT_OUT = "…"
# Less alike than this, and a printed line is not taken for a quoted one.
ALIKE = 0.55


def commands(block):
    """The commands of an 'sh' block; lines that end with a backslash go on."""
    lines = "\n".join(block).replace("\\\n", " ").splitlines()
    return [shlex.split(line, comments=True) for line in lines if line.strip()]


def printed(command, program):
    """What a command prints to standard output, as lines."""
    if command[0] != "telerad":
        raise SystemExit(f"{shlex.join(command)}: only telerad is run here")
    done = subprocess.run([str(program), *command[1:]], cwd=ROOT, capture_output=True, text=True, timeout=600)
    # 99 is an answer too: no roster keeps the conditions.
    if done.returncode not in (0, 99) or done.stderr:
        raise SystemExit(f"{shlex.join(command)}\nexit code {done.returncode}\n{done.stderr}")
    return done.stdout.splitlines()


def words(line):
    """A line without its figures and rules, to find it again when they have changed."""
    return re.sub(r"[\d.,±+\-?<─│░▁▂▃▄▅▆▇█]+", "#", " ".join(line.split()))


def likeness(quoted, line):
    if quoted == line:
        return 2.0
    if not words(quoted).strip("# ") or not words(line).strip("# "):
        # Rules between the parts of a table are alike, whatever their length.
        return 0.9 if (set(quoted) | set(line)) <= set("─ ") and line.strip() else 0.0
    return difflib.SequenceMatcher(None, words(quoted), words(line)).ratio()


def found_again(quoted, lines):
    """Which printed line stands for each quoted one: in the same order, neighbours if possible; None where none is alike.

    The best sum over all pairs, by dynamic programming: time in proportion to quoted × printed lines.
    """
    wanted = [(place, text) for place, text in enumerate(quoted) if text.strip() and text.strip() != LEFT_OUT]
    if not wanted:
        return {}
    minus = float("-inf")
    scores, steps = [], []
    for number, (place, text) in enumerate(wanted):
        follows = number > 0 and wanted[number - 1][0] == place - 1
        row, step = [], []
        best, best_at = minus, -1
        for at, line in enumerate(lines):
            alike = likeness(text, line)
            if number == 0:
                row.append(alike)
                step.append(-1)
                continue
            value, came = best, best_at
            if follows and at > 0 and scores[-1][at - 1] + 0.3 > value:
                value, came = scores[-1][at - 1] + 0.3, at - 1
            row.append(alike + value)
            step.append(came)
            if scores[-1][at] > best:
                best, best_at = scores[-1][at], at
        scores.append(row)
        steps.append(step)
    at = max(range(len(lines)), key=lambda place: scores[-1][place], default=-1)
    pairs = {}
    for number in range(len(wanted) - 1, -1, -1):
        place, text = wanted[number]
        pairs[place] = lines[at] if at >= 0 and likeness(text, lines[at]) >= ALIKE else None
        at = steps[number][at] if at >= 0 else -1
    return pairs


def brought_up_to_date(page, program):
    """The text of a page with every quoted line as it is printed now."""
    result, block, language, output, count = [], [], None, None, 0
    for line in page.read_text(encoding="utf-8").split("\n"):
        if language is None:
            if line.startswith("```"):
                language, block = line[3:].strip(), []
            result.append(line)
        elif line != "```":
            block.append(line)
        else:
            if language == "sh":
                output = [text for command in commands(block) for text in printed(command, program)]
            elif language == "" and output is not None:
                for place, text in found_again(block, output).items():
                    if text is None:
                        raise SystemExit(f"{page}: nothing like this line is printed any more:\n{block[place]}")
                    block[place] = text
                count += 1
            result += block + [line]
            language = None
    if count == 0:
        raise SystemExit(f"{page} quotes nothing")
    return "\n".join(result)


def main():
    parser = argparse.ArgumentParser(description="Checks or updates what the pages of the scenario library quote.")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--telerad", type=Path, default=ROOT / ".build" / "release" / "telerad")
    parser.add_argument("folders", nargs="*")
    chosen = parser.parse_args()
    # A study, and the pages on tables, have checks of their own.
    pages = [page for page in sorted(HERE.glob("*/README.md")) if (page.parent / "scenario.yaml").exists()]
    if chosen.folders:
        wanted = {Path(folder).resolve().name for folder in chosen.folders}
        unknown = wanted - {page.parent.name for page in pages}
        if unknown:
            parser.error(f"no page to check in {', '.join(sorted(unknown))}")
        pages = [page for page in pages if page.parent.name in wanted]
    changed = 0
    for page in pages:
        begin = time.monotonic()
        old = page.read_text(encoding="utf-8")
        new = brought_up_to_date(page, chosen.telerad.resolve())
        print(f"{page.parent.name}: {'as quoted' if new == old else 'other figures'}, {time.monotonic() - begin:.1f} s")
        if new != old:
            changed += 1
            name = str(page.relative_to(ROOT))
            sys.stdout.writelines(
                line + "\n" for line in difflib.unified_diff(
                    old.split("\n"), new.split("\n"), f"{name} quotes", f"{name}, as printed", lineterm="", n=0))
            if chosen.write:
                page.write_text(new, encoding="utf-8")
    if changed and not chosen.write:
        sys.exit("Run quotes.py --write (make scenarios-update), and read what the pages conclude from these figures.")


if __name__ == "__main__":
    main()
