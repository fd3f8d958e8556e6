"""The event kernel beside a hand-written C++ event loop and SimPy."""

from harness import Row, fastest, measure, peers, python_peer, swift_program

PRODUCT = "kernel-bench"


def nanoseconds(rate):
    return f"{1e9 / rate:.1f} ns/event"


def rows(bench):
    kernel = swift_program(PRODUCT)
    yardsticks = peers("yardstick.cpp", ("g++", "clang++"), "c++17")
    simpy = python_peer("mm1_simpy.py", "simpy", "4.1.1")

    def against_yardstick(name, arguments, own_arguments, expected, tolerance):
        # The fastest of the yardsticks is the peer.
        def rate(program):
            return measure([program, *arguments], expected, tolerance)
        best = fastest(yardsticks, rate)
        ours, theirs, ratio = bench.pair(
            lambda: measure([kernel, *own_arguments], expected, tolerance), lambda: rate(yardsticks[best]))
        return Row(name, nanoseconds(ours), f"C++ ({best}) {nanoseconds(theirs)}", ratio, 1.0)

    customers, slow, events = (1_000_000, 20_000, 500_000) if bench.quick else (10_000_000, 200_000, 5_000_000)
    tolerance = 0.25 if bench.quick else 0.08
    yield against_yardstick("M/M/1", ["mm1", customers], ["mm1", customers], 5.0, tolerance)
    for pending in ((1_000, 30_000) if bench.quick else (1_000, 30_000, 1_000_000)):
        for queue in ("heap", "ladder"):
            yield against_yardstick(f"hold, {pending:,} pending, {queue}", ["hold", pending, events],
                                    ["hold", queue, pending, events], 1.0, 0.1 if bench.quick else 0.05)

    ours, theirs, ratio = bench.pair(
        lambda: measure([kernel, "mm1", customers], 5.0, tolerance),
        lambda: measure([*simpy, slow], 5.0, 1.5 if bench.quick else 0.5))
    yield Row("M/M/1", nanoseconds(ours), f"SimPy 4.1 {nanoseconds(theirs)}", ratio, 200)
