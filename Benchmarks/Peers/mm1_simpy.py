"""M/M/1 at load 0.8 in SimPy, written as its documentation writes a queue.

usage: mm1_simpy.py CUSTOMERS
prints: events (two a customer), CPU seconds, mean time in system (5 in theory)
"""

import random
import sys
import time

import simpy


def main(customers):
    arrivals = random.Random(1)
    services = random.Random(2)
    environment = simpy.Environment()
    server = simpy.Resource(environment, capacity=1)
    total = 0.0
    served = 0
    done = environment.event()

    def customer():
        nonlocal total, served
        arrived = environment.now
        with server.request() as request:
            yield request
            yield environment.timeout(services.expovariate(1.0))
        total += environment.now - arrived
        served += 1
        if served == customers:
            done.succeed()

    def source():
        while True:
            yield environment.timeout(arrivals.expovariate(0.8))
            environment.process(customer())

    environment.process(source())
    start = time.process_time()
    environment.run(until=done)
    seconds = time.process_time() - start
    print(2 * served, seconds, total / served)


main(int(sys.argv[1]))
