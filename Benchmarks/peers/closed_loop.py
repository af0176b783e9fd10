"""Closed loops: what a gateway delivers to senders that wait for nothing but its answers, and how long they wait.

The first table of `make bench-peers`. A figure is the median of the rounds, a ratio that of TraceVeil and the peer in
the same round: what slows a round down slows all gateways in it.
"""

import functools
import statistics
import sys

from gateways import measurements

#: What the issue of the full pipe asks for, of TraceVeil.
LONGEST_P99, LARGEST_PEAK = 150, 200
OWN = "TraceVeil"


def measure(options):
    """Rounds over all gateways, so that those that are compared ran seconds apart and not hours.

    Who is measured first changes with each round: the machine may be busier at its beginning.
    """
    records = []
    for round_number in range(options.rounds):
        for workload in options.workloads:
            for connections in options.connections:
                jobs = list(measurements(options).items())
                turn = round_number % len(jobs)
                for name, job in jobs[turn:] + jobs[:turn]:
                    print(f"round {round_number + 1}, {workload}, {connections} connections: {name}", file=sys.stderr,
                          flush=True)
                    records.append({"gateway": name, "workload": workload, "round": round_number,
                                    "connections": connections, "record": job(workload, connections)})
    return records


def rounds(records, workload, connections):
    """By gateway, TraceVeil first, its records in the order of the rounds."""
    found = {OWN: []}
    for item in sorted(records, key=lambda item: item["round"]):
        if item["workload"] == workload and item.get("connections") == connections:
            found.setdefault(item["gateway"], []).append(item["record"])
    return found


def median(records, figure):
    return statistics.median(figure(record) for record in records)


def spans_per_second(record):
    return record["spansPerSecond"]


def p99(record):
    return record["latency"]["p99"]


def peak(record):
    """In MB."""
    return (record.get("peakResidentBytes") or 0) / 1e6


def ratio(own, peer):
    """Spans/s of TraceVeil over a peer's, round by round; infinite over a peer that has delivered nothing."""
    return statistics.median(
        spans_per_second(mine) / spans_per_second(other) if spans_per_second(other) else float("inf")
        for mine, other in zip(own, peer))


def verdict(found):
    """Whether TraceVeil reaches what is asked of it."""
    own = found[OWN]
    worst = min(((ratio(own, peer), name) for name, peer in found.items() if name != OWN), default=None)
    delivers = "no peer" if worst is None else f"{'yes' if worst[0] >= 1 else 'NO'} (x {worst[0]:.2f} of {worst[1]})"
    wait, memory = median(own, p99), median(own, peak)
    leaks = sum(record["delivery"]["leakOccurrences"] for record in own)
    return (f"spans/s of TraceVeil at least the best peer's: {delivers}; p99 at most {LONGEST_P99} ms: "
            f"{'yes' if wait <= LONGEST_P99 else 'NO'} ({wait:.0f}); memory at most {LARGEST_PEAK} MB: "
            f"{'yes' if memory <= LARGEST_PEAK else 'NO'} ({memory:.0f}); leaks: {leaks}")


def print_table(records, workload, all_connections):
    print(f"\n### {workload}: closed loop, medians of the rounds\n")
    print("| gateway | connections | spans/s | p99 ms | peak MB | spans/s x TraceVeil | p50 ms | max ms "
          "| CPU ns/byte | refusals | lost | leaks |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    verdicts = []
    for connections in all_connections:
        found = rounds(records, workload, connections)
        for name, own in found.items():
            total = functools.partial(lambda own, figure: sum(figure(record) for record in own), own)
            costs = [record["cpuNanosecondsPerByte"] for record in own if record.get("cpuNanosecondsPerByte")]
            print(
                f"| {name} | {connections} | {median(own, spans_per_second):.0f} | {median(own, p99):.0f} "
                f"| {median(own, peak):.0f} | {1 / ratio(found[OWN], own):.2f} "
                f"| {median(own, lambda record: record['latency']['p50']):.0f} "
                f"| {median(own, lambda record: record['latency']['maximum']):.0f} "
                f"| {format(statistics.median(costs), '.1f') if costs else '-'} "
                f"| {total(lambda record: record['load']['refusals'])} "
                f"| {total(lambda record: record['delivery']['lostSpans'])} "
                f"| {total(lambda record: record['delivery']['leakOccurrences'])} |")
        verdicts.append(f"{connections} connections: {verdict(found)}")
    print()
    for line in verdicts:
        print(f"- {line}")
