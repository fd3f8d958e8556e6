"""Links shared by flows, beside SimGrid's flow model: every end of a flow is followed by the start of another."""

from harness import Row, call, library_peer, measure, swift_program

PRODUCT = "flow-bench"
REACH = 5

# What; kind; concurrent flows; flows in all, few and many; how often we do the same to be long enough to be timed.
CASES = [
    ("one line", "line", 10, 20_000, 50_000, 5),
    ("one line", "line", 100, 10_000, 20_000, 10),
    ("one line", "line", 1_000, 4_000, 10_000, 20),
    ("one line, a cap for every flow", "caps", 100, 2_000, 5_000, 10),
    ("20 sites, a hub's line, 50 readers", "network", 10, 20_000, 50_000, 5),
    ("20 sites, a hub's line, 50 readers", "network", 100, 10_000, 20_000, 5),
    ("20 sites, a hub's line, 50 readers", "network", 1_000, 4_000, 10_000, 10),
]


def rows(bench):
    flows = swift_program(PRODUCT)
    simgrid = library_peer("flows_simgrid.cpp", "-lsimgrid")
    version = call(*simgrid, "version", capture_output=True, text=True).stdout.strip()

    for what, kind, concurrent, few, many, rounds in CASES:
        work = [kind, concurrent, few if bench.quick else many]
        # Their mean finish time is the answer that both must give.
        answer = call(*simgrid, "churn", *work, capture_output=True, text=True).stdout.split()[2]
        expected, tolerance = float(answer), 0.001 * float(answer)
        ours, theirs, ratio = bench.pair(
            lambda: measure([flows, *work, rounds], expected, tolerance),
            lambda: measure([*simgrid, "churn", *work], expected, tolerance))
        yield Row(f"{what}, {concurrent:,} flows at once", f"{ours:,.0f} changes/s",
                  f"SimGrid {version} {theirs:,.0f} changes/s", ratio, REACH)
