"""The whole model, in studies a second of one thread."""

from harness import ROOT, Row, measure, swift_program

PRODUCT = "model-bench"
REACH = 300_000  # studies a second


def rows(bench):
    model = swift_program(PRODUCT)
    days = 56 if bench.quick else 365
    for technology in ("cloud", "on-premise"):
        command = [model, ROOT / "Scenarios" / "regional.yaml", days, f"delivery={technology}"]
        rate = bench.median(lambda: measure(command, 0))
        yield Row(f"whole model, regional, {technology}", f"{rate:,.0f} studies/s", f"reach: {REACH:,} studies/s",
                  rate / REACH, 1.0)
