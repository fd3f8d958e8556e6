#!/usr/bin/env python3
"""Makes random cases of flows over shared links, and lets SimGrid say when each flow is done.

usage: make_flow_cases.py SEED COUNT FLOWS_SIMGRID > Tests/SimulationKernelTests/Flows/simgrid-flows.tsv

FLOWS_SIMGRID is flows_simgrid.cpp, built with: g++ -O3 -std=c++17 -o flows_simgrid flows_simgrid.cpp -lsimgrid
"""

import random
import subprocess
import sys

HEADER = """\
# Finish times of flows by SimGrid 3.32 (Debian libsimgrid-dev), model CM02 with network/TCP-gamma:0,
# network/bandwidth-factor:1, network/latency-factor:1, network/weight-S:0, network/crosstraffic:0, latencies 0.
# Made by: Benchmarks/Peers/make_flow_cases.py {seed} {count}, which runs Benchmarks/Peers/flows_simgrid.cpp.
# case; link, bytes/s; change of capacity, s, link, bytes/s; flow, start s, bytes, cap bytes/s, links, finish s"""


def case(dice):
    links = [dice.randint(1_000_000, 125_000_000) for _ in range(dice.randint(1, 8))]
    lines = [f"link\t{capacity}" for capacity in links]
    changes = [(time, dice.randrange(len(links)), dice.randint(1_000_000, 125_000_000))
               for time in sorted(dice.randint(1, 120) for _ in range(dice.randint(0, 4)))]
    lines += [f"change\t{time}\t{link}\t{capacity}" for time, link, capacity in changes]

    def capacity(link, instant):
        return ([links[link]] + [new for time, changed, new in changes if changed == link and time <= instant])[-1]

    caps = [dice.randint(500_000, 60_000_000) for _ in range(dice.choice((1, 3, 20)))]
    for _ in range(dice.randint(2, 24)):
        path = dice.sample(range(len(links)), dice.randint(1, min(4, len(links))))
        cap = "inf" if dice.random() < 0.4 else dice.choice(caps)
        start = dice.choice((0, 0, round(dice.uniform(0, 90), 3)))
        if changes:
            # SimGrid never lets a flow exceed what its links had at its start; so say it.
            cap = min(float(cap), *(capacity(link, start) for link in path))
        lines.append(f"flow\t{start}\t{dice.randint(1_000_000, 1_000_000_000)}\t{cap}\t{','.join(map(str, path))}")
    return lines


def main():
    seed, count, program = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    dice = random.Random(seed)
    print(HEADER.format(seed=seed, count=count))
    for number in range(count):
        lines = case(dice)
        output = subprocess.run([program, "replay"], input="\n".join(lines) + "\n", check=True, capture_output=True,
                                text=True, timeout=60).stdout
        finishes = iter(output.split())
        print(f"case\t{number}")
        for line in lines:
            print(f"{line}\t{next(finishes)}" if line.startswith("flow") else line)


main()
