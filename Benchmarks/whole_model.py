"""The whole model, in studies a second of one thread."""

from harness import ROOT, Row, measure, swift_program

PRODUCT = "model-bench"
REACH = 300_000  # studies a second

# What makes of the regional network one in which everything is in use.
EVERYTHING = [
    "delivery=on-premise",
    "sites.*.gateway={ concurrency: 8, order: priority }",
    "sites.*.scanners={ ct: { count: 9, exam: 12 min }, mr: { count: 9, exam: 25 min, hours: '06:00-22:00' } }",
    "sites.*.demand.*.critical=2 %",
    "sites.*.demand.*.priors={ share: 40 %, studies: 1, cached: 50 % }",
    "technologies.on-premise.outages={ mtbf: 60 d, mttr: 30 min }",
    "readers.*.interruptions=day-calls",
    "readers.*.fatigue=overnight",
    "readers.*.speed=1.3",
    "triage={ applies_to: { modality: ct, application: neurology }, servers: 2, time: 40 s, sensitivity: 90 %, "
    "specificity: 95 %, prevalence: 6 %, effect: pre-empt }",
    "worklist={ order: { priority: { preempt: stat } }, max_wait: 6 h, shift_end: hand-over, "
    "spill_over: { to: Early team, after: 5 min, applies_to: { priority: routine } } }",
    "reports={ peer_review: { share: 5 %, reading: 50 %, discrepancies: { minor: 3 %, major: 1 % }, addendum: 5 min }, "
    "double_reading: { applies_to: { modality: mammography }, disagreement: 8 %, arbitration: { reading: 2 min } }, "
    "critical_calls: { attempt: 2 min, answered: 70 %, retry_after: 10 min } }",
]


def rows(bench):
    model = swift_program(PRODUCT)
    days = 56 if bench.quick else 365
    for name, settings in (
            ("cloud", ["delivery=cloud"]), ("on-premise", ["delivery=on-premise"]), ("everything in use", EVERYTHING)):
        command = [model, ROOT / "Scenarios" / "regional.yaml", days, *settings]
        rate = bench.median(lambda: measure(command, 0))
        yield Row(f"whole model, regional, {name}", f"{rate:,.0f} studies/s", f"reach: {REACH:,} studies/s",
                  rate / REACH, 1.0)
