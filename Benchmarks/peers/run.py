#!/usr/bin/env python3
"""Sends the same load through TraceVeil and through other gateways and prints tables of what they deliver and cost.

    run.py [--workload llm|web] [--connections N]... [--seconds N] [--rounds N] [--latency] [--otelcol PATH]
           [--fluent-bit PATH] [--json FILE]

With --latency it measures the gateways once more at 80 % of their highest load, and prints one more table.

Makes a virtual environment `.venv-bench` in the checkout on its first run, for Rotel and the Python SDKs.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
ENVIRONMENT = os.path.join(ROOT, ".venv-bench")


def enter_environment():
    """Goes on in the virtual environment, made and filled when there is none."""
    python = os.path.join(ENVIRONMENT, "bin", "python")
    if os.path.realpath(sys.prefix) == os.path.realpath(ENVIRONMENT):
        return
    stamp = os.path.join(ENVIRONMENT, "requirements.txt")
    with open(os.path.join(HERE, "requirements.txt"), encoding="utf-8") as file:
        requirements = file.read()
    if not os.path.exists(stamp) or open(stamp, encoding="utf-8").read() != requirements:
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", os.path.join(HERE, "requirements.txt")],
                       check=True)
        with open(stamp, "w", encoding="utf-8") as file:
            file.write(requirements)
    os.execv(python, [python, os.path.abspath(__file__), *sys.argv[1:]])


def measure_mlflow(options, filters):
    """A record of the MLflow SDK with as many fields as it has."""
    from processes import Sink

    with tempfile.TemporaryDirectory() as directory:
        subprocess.run([options.binary, "bench", "--workload", "llm", "--seed", str(options.seed),
                        "--dump-workload", directory], check=True)
        with Sink(options.binary, "llm", options.seed) as sink:
            arguments = [sys.executable, os.path.join(HERE, "mlflow_client.py"), directory, str(sink.port)]
            run = subprocess.run(arguments + (["--filter"] if filters else []), capture_output=True, text=True)
            if run.returncode != 0:
                raise RuntimeError(run.stderr[-3000:])
            result = json.loads(run.stdout.strip().split("\n")[-1])
            tally = sink.summary()["tally"]
    return {
        "cpuNanosecondsPerByte": 1e9 * result["cpuSeconds"] / result["bytes"],
        "cpuSecondsPerMillionSpans": 1e6 * result["cpuSeconds"] / result["spans"],
        "ratio": result["bytes"] / max(tally["wireBytes"], 1),
        "delivery": {
            # The SDK makes its own ids, so that all of its spans are foreign to the sink.
            "lostSpans": result["spans"] - tally["foreignSpans"], "duplicateSpans": 0,
            "leakOccurrences": tally["leakOccurrences"], "leakedValues": tally["leakedValues"],
            "invalidJSONAttributes": tally["invalidJSONAttributes"]},
    }


def measure_sdk(options):
    """The MLflow SDK takes no requests: its load is its own, and has no connections."""
    records = []
    for round_number in range(options.rounds if "llm" in options.workloads else 0):
        for name, filters in {"MLflow SDK": False, "MLflow SDK, e-mail filter": True}.items():
            print(f"round {round_number + 1}, llm: {name}", file=sys.stderr, flush=True)
            records.append({"gateway": name, "workload": "llm", "round": round_number,
                            "record": measure_mlflow(options, filters)})
    return records


def best(records, workload, name):
    """The record with the least CPU per byte of a gateway's rounds."""
    own = [item["record"] for item in records if item["workload"] == workload and item["gateway"] == name]
    return min(own, key=lambda record: record.get("cpuNanosecondsPerByte") or float("inf"))


def references(records, workload):
    """The least of each plain library over all runs of a workload."""
    least = {}
    for item in records:
        for reference in item["record"].get("references", []) if item["workload"] == workload else []:
            name = reference["name"]
            if name.endswith("under load"):
                continue  # of one gateway's load, not of all
            if name not in least or reference["nanosecondsPerByte"] < least[name]["nanosecondsPerByte"]:
                least[name] = reference
    return least


def print_table(records, workload):
    plain = references(records, workload)
    one, six = plain["zlib 1"]["nanosecondsPerByte"], plain["zlib 6"]["nanosecondsPerByte"]
    print(f"\n#### {workload}: cost, best round of each\n")
    print("| gateway | CPU ns/byte | CPU s/M spans | x TraceVeil | x zlib 1 | x zlib 6 | spans/s | p50 ms | p99 ms "
          "| peak MB | out ratio | lost | duplicates | leaks | JSON broken |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    names = list(dict.fromkeys(item["gateway"] for item in records if item["workload"] == workload))
    own = best(records, workload, "TraceVeil").get("cpuNanosecondsPerByte") or float("nan")
    for name in names:
        record = best(records, workload, name)
        if record.get("cpuNanosecondsPerByte") is None:
            answers = record.get("load", {}).get("otherStatuses") or "none"
            print(f"| {name} | nothing was acknowledged; other answers: {answers} |" + " - |" * 13)
            continue
        cost, latency, found = record["cpuNanosecondsPerByte"], record.get("latency"), record["delivery"]
        peak = record.get("peakResidentBytes")
        print(
            f"| {name} | {cost:.2f} | {record['cpuSecondsPerMillionSpans']:.1f} | {cost / own:.2f} | {cost / one:.2f} "
            f"| {cost / six:.2f} | {format(record['spansPerSecond'], '.0f') if latency else '-'} "
            f"| {format(latency['p50'], '.1f') if latency else '-'} "
            f"| {format(latency['p99'], '.1f') if latency else '-'} "
            f"| {format(peak / 1e6, '.0f') if peak else '-'} | {record['ratio']:.2f} | {found['lostSpans']} "
            f"| {found['duplicateSpans']} | {found['leakOccurrences']} | {found['invalidJSONAttributes']} |")
    for name, reference in plain.items():
        cost = reference["nanosecondsPerByte"]
        print(f"| plain {name} | {cost:.2f} | - | {cost / own:.2f} | {cost / one:.2f} | {cost / six:.2f} "
              f"| - | - | - | - | {reference['ratio']:.2f} | - | - | - | - |")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--workload", dest="workloads", action="append", choices=["llm", "web"])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--connections", type=int, action="append", help="of a closed loop; 8 and 64 unless given")
    parser.add_argument("--latency", action="store_true", help="latency at 80 %% of the highest load too")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--binary", default=os.path.join(ROOT, ".build", "release", "traceveil"))
    parser.add_argument("--otelcol", help="path of an OpenTelemetry Collector")
    parser.add_argument("--fluent-bit", help="path of Fluent Bit")
    parser.add_argument("--json", help="write all records to a file")
    options = parser.parse_args()
    options.workloads = options.workloads or ["llm", "web"]
    options.connections = options.connections or [8, 64]
    return options


def main():
    options = parse_arguments()
    enter_environment()
    import closed_loop
    import latency

    loops = closed_loop.measure(options)
    sdk = measure_sdk(options)
    costs = [item for item in loops if item["connections"] == options.connections[0]] + sdk
    paced = latency.measure(options, costs) if options.latency else []
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(loops + sdk + paced, file, indent=1)
    machine = loops[0]["record"]["machine"]
    print(f"{machine['processor']}, {machine['cores']} cores, {machine['kernel']}; "
          f"{options.rounds} rounds of {options.seconds:g} s")
    for workload in options.workloads:
        closed_loop.print_table(loops, workload, options.connections)
    for workload in options.workloads:
        print_table(costs, workload)
        if options.latency:
            latency.print_table(paced, workload)


if __name__ == "__main__":
    main()
