"""Draws the Vega-Lite specifications of charts and compares them with telerad's own pictures.

Every specification must be drawn without an error from the CSV beside it, show as many marks of each kind as our own
picture has, and name on each axis what it shows, with the unit that the column of the table has.
"""

import collections
import csv
import json
import pathlib
import re
import sys
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / ".build/pages/vega"))

import vl_convert  # noqa: E402

SVG = "{http://www.w3.org/2000/svg}"
# Marks of Vega-Lite, as it describes them to those who hear a picture.
MARKS = {"line mark": "line", "area mark": "area", "bar": "bar", "rule mark": "interval", "rect mark": "box",
         "circle": "end", "point": "point"}


def inlined(value, folder):
    """A specification with the tables that it names put into it."""
    if isinstance(value, list):
        return [inlined(each, folder) for each in value]
    if not isinstance(value, dict):
        return value
    value = {key: inlined(each, folder) for key, each in value.items()}
    if isinstance(value.get("url"), str):
        value["values"] = (folder / value.pop("url")).read_bytes().decode()
    return value


def objects(value):
    """Every object in a specification, itself included."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from objects(each)


def classes(element):
    return set(element.get("class", "").split())


def own_marks(svg):
    """How many marks of each kind our own picture has."""
    root = xml.etree.ElementTree.fromstring(svg)
    found = collections.Counter()
    for group in root.iter(f"{SVG}g"):
        # Samples in a legend have no tooltip.
        if group.find(f"{SVG}title") is None:
            continue
        parts = list(group)
        is_wire = any("wire" in classes(each) for each in parts)
        found["area"] += any("band" in classes(each) for each in parts)
        for each in parts:
            kinds = classes(each)
            found["line"] += bool(kinds & {"line", "wire"})
            found["bar"] += bool(kinds & {"bar", "part"})
            found["box"] += "hub" in kinds
            found["interval"] += "interval" in kinds or "whisker" in kinds and each.get("y1") == each.get("y2")
            if kinds & {"fill", "open"} and not kinds & {"bar", "part", "hub"}:
                found["end" if is_wire else "point"] += 1
    return +found


def hours(specification, folder):
    """How many hours with a value a field of hours has in the rows that are drawn; nothing for other charts."""
    if not isinstance(specification.get("mark"), dict) or specification["mark"]["type"] != "rect":
        return {}
    drawn = next(each["filter"] for each in specification["transform"] if isinstance(each.get("filter"), dict))
    value = specification["encoding"]["color"]["field"]
    with open(folder / specification["data"]["url"], newline="") as file:
        count = sum(row[drawn["field"]] in drawn["oneOf"] and row[value] != "" for row in csv.DictReader(file))
    return {"box": count}


def wrong_titles(specification, texts):
    """What is wrong with the titles of axes."""
    problems = []
    for encoding in (each["encoding"] for each in objects(specification) if isinstance(each.get("encoding"), dict)):
        for channel in ("x", "y"):
            axis = encoding.get(channel, {})
            if axis.get("type") != "quantitative" or axis.get("axis", {}) is None:
                continue
            title, field = axis.get("title") or "", axis["field"]
            # Days and dates are labelled by their names.
            is_named = axis["axis"]["labelExpr"].startswith("{")
            unit = re.search(r"_(ms|s|min|h|d)(_lower|_upper)?$", field)
            if unit and not is_named and not re.search(rf"[( ]{unit[1]}\)$", title):
                problems.append(f"the axis '{title}' does not say that {field} is in {unit[1]}")
            if re.search(r"share(_lower|_upper)?$", field) and not re.search("%|points", title):
                problems.append(f"the axis '{title}' of {field} says neither % nor points")
            if title not in texts:
                problems.append(f"the axis of {field} has not its title '{title}' in the picture")
    return problems


def check(file, view=None):
    """Draws one specification, FILE; returns what is wrong, and the picture as PNG."""
    specification = json.loads(file.read_text())
    try:
        svg = vl_convert.vegalite_to_svg(inlined(specification, file.parent), vl_version="5.21")
        png = vl_convert.svg_to_png(svg, scale=1)
    except Exception as error:  # What the library throws is no type of its own.
        return [f"is not drawn: {' '.join(str(error).split())[:300]}"], None
    if view:
        (view / f"{file.parent.name}-{file.name.removesuffix('.vl.json')}-vega.png").write_bytes(png)
    root = xml.etree.ElementTree.fromstring(svg)
    drawn = collections.Counter(
        MARKS[each.get("aria-roledescription")] for each in root.iter()
        if each.get("aria-roledescription") in MARKS)
    texts = {"".join(each.itertext()) for each in root.iter(f"{SVG}text")}
    own = own_marks(file.with_name(file.name.removesuffix(".vl.json") + ".svg").read_text())
    expected = collections.Counter(hours(specification, file.parent) or own)
    problems = wrong_titles(specification, texts)
    if drawn != expected or not drawn:
        problems.append(f"has {dict(drawn)}, our own picture {dict(expected)}")
    if "NaN" in svg or "undefined" in svg or "null" in texts:
        problems.append("shows what is no number")
    problems += [f"cuts the text '{text}'" for text in sorted(texts) if text.endswith("…")]
    return problems, png
