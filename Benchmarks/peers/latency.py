"""Latency at 80 % of the highest load: of each gateway's own, and of the lowest among them for all.

The first says how a gateway answers when it is about as busy as it may be for long; the second compares them under
the very same load.
"""

import math
import statistics
import sys

from gateways import measurements

SHARE = 0.8
OWN, COMMON = "of its own", "of the lowest"


def highest_loads(records, workload):
    """By gateway the spans a second of its best closed loop.

    The MLflow SDK takes no requests and has none; nor has a gateway that has acknowledged nothing.
    """
    loads = {}
    for item in records:
        if item["workload"] == workload and item["record"].get("spansPerSecond"):
            name, spans = item["gateway"], item["record"]["spansPerSecond"]
            loads[name] = max(loads.get(name, 0), spans)
    return loads


def measure(options, records):
    """Rounds over both loads and all gateways; `records` are those of the closed loops that give the highest loads."""
    paced = []
    for round_number in range(options.rounds):
        for workload in options.workloads:
            loads = highest_loads(records, workload)
            for name, job in measurements(options).items():
                if name not in loads:
                    continue
                for load, highest in {OWN: loads[name], COMMON: min(loads.values())}.items():
                    print(f"round {round_number + 1}, {workload}, 80 % {load}: {name}", file=sys.stderr, flush=True)
                    paced.append({"gateway": name, "workload": workload, "round": round_number, "load": load,
                                  "record": job(workload, options.connections[0], SHARE * highest)})
    return paced


def untaken(record):
    """Requests that were due and never acknowledged."""
    load = record["load"]
    return load["unsentRequests"] + load["abandonedRequests"] + sum(load["otherStatuses"].values())


def percentile(record, name, fraction):
    """Milliseconds; infinite when too few of the requests that were due have been acknowledged at all."""
    missing, taken = untaken(record), record["load"]["acknowledgedRequests"]
    return math.inf if missing > (1 - fraction) * (missing + taken) else record["latency"][name]


def summary(records):
    """One gateway's rounds at one load: medians of the figures, sums of what went wrong."""
    costs = [record["cpuNanosecondsPerByte"] for record in records if record.get("cpuNanosecondsPerByte")]
    return {
        "offered": records[0]["load"]["offeredSpansPerSecond"],
        "p50": statistics.median(percentile(record, "p50", 0.5) for record in records),
        "p99": statistics.median(percentile(record, "p99", 0.99) for record in records),
        "maximum": statistics.median(record["latency"]["maximum"] for record in records),
        "refusals": sum(record["load"]["refusals"] for record in records),
        "untaken": sum(untaken(record) for record in records),
        "lost": sum(record["delivery"]["lostSpans"] for record in records),
        "cost": statistics.median(costs) if costs else math.nan,
    }


def summaries(paced, workload, load):
    """By gateway, in the order of measurement."""
    rounds = {}
    for item in paced:
        if item["workload"] == workload and item["load"] == load:
            rounds.setdefault(item["gateway"], []).append(item["record"])
    return {name: summary(records) for name, records in rounds.items()}


def verdict(rows):
    """Whether TraceVeil's p99 is at most that of the best of the others."""
    own = rows["TraceVeil"]["p99"]
    peers = [(name, row["p99"]) for name, row in rows.items() if name != "TraceVeil"]
    if not peers:
        return f"no peer to compare with ({own:.1f} ms)"
    name, best = min(peers, key=lambda pair: pair[1])
    return f"{'yes' if own < math.inf and own <= best else 'NO'} ({own:.1f} ms, {name} {best:.1f} ms)"


def print_table(paced, workload):
    print(f"\n#### {workload}: latency at 80 % of the highest load, medians of the rounds\n")
    print("| 80 % | gateway | offered spans/s | p50 ms | p99 ms | x TraceVeil | max ms | refusals | not taken | lost "
          "| CPU ns/byte |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    if not any(item["gateway"] == "TraceVeil" and item["workload"] == workload for item in paced):
        print("\nTraceVeil has acknowledged nothing: there is nothing to compare with")
        return
    verdicts = []
    for load in (OWN, COMMON):
        rows = summaries(paced, workload, load)
        for name, row in rows.items():
            print(f"| {load} | {name} | {row['offered']:.0f} | {row['p50']:.1f} | {row['p99']:.1f} "
                  f"| {row['p99'] / rows['TraceVeil']['p99']:.2f} | {row['maximum']:.1f} | {row['refusals']} "
                  f"| {row['untaken']} | {row['lost']} | {row['cost']:.2f} |")
        verdicts.append(f"{load} {verdict(rows)}")
    print(f"\np99 of TraceVeil at most the best peer's, at 80 % {', '.join(verdicts)}")
