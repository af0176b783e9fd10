#!/usr/bin/env python3
"""Counts the instructions and allocations of each stage and compares them with the committed figures.

    check.py BINARY [--update] [--baseline FILE] [--limit PERCENT]

Instructions are what callgrind counts, so the figures do not depend on how busy the machine is. A stage's figure is the
difference between a run of 2N and a run of N requests, divided by the bytes of N, less the same of the stage before it:
start-up and everything else that happens once cancel out.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
WORKLOADS = ["llm", "web"]
STAGES = ["decode", "redact", "encode", "gzip"]
# Through the transforms of a pipeline, decoding included; `plain` is what the others are compared with.
FEATURES = ["plain", "rules", "rewrite", "summary", "filter", "mlflow"]
# A multiple of the number of different requests, so that both halves of a run do the same work.
REQUESTS = 4
ALLOCATORS = {"malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc", "memalign"}

# By default glibc decides by the processor from which size on it copies and fills by one instruction, which valgrind
# counts once for each byte: then the same program would have other counts on another machine.
NEVER = 0x7fffffff
GLIBC_TUNABLES = ":".join(f"glibc.cpu.x86_{name}_threshold={NEVER}" for name in ("rep_movsb", "rep_stosb"))


def callgrind(binary, workload, stage, count):
    """Instructions and allocations of a run."""
    with tempfile.TemporaryDirectory() as directory:
        out = os.path.join(directory, "callgrind.out")
        environment = dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1", GLIBC_TUNABLES=GLIBC_TUNABLES)
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", binary, workload, stage, str(count)],
            env=environment, capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"{binary} {workload} {stage} failed:\n{run.stderr[-2000:]}")
        with open(out, encoding="utf-8", errors="replace") as file:
            return parse(file)


def parse(lines):
    """The totals of a callgrind profile. Names are written once and then only as a number in brackets."""
    names, callee, instructions, allocations = {}, None, 0, 0
    for line in lines:
        if line.startswith(("fn=", "cfn=")):
            match = re.match(r"c?fn=\((\d+)\)(?: (.*))?", line)
            if match.group(2):
                names[match.group(1)] = match.group(2).strip()
            if line.startswith("cfn="):
                callee = names.get(match.group(1), "")
        elif line.startswith("calls="):
            if callee is not None and callee.split("'")[0] in ALLOCATORS:
                allocations += int(line[6:].split()[0])
        elif line.startswith(("summary:", "totals:")):
            instructions = max(instructions, int(line.split()[1]))
    return instructions, allocations


def stripped(binary, directory):
    """A copy without debug information, which valgrind 3.19 cannot read when a newer compiler wrote it."""
    copy = os.path.join(directory, os.path.basename(binary))
    subprocess.run(["strip", "--strip-debug", "-o", copy, binary], check=True)
    return copy


def measure(binary):
    with tempfile.TemporaryDirectory() as directory:
        return measure_stripped(stripped(binary, directory))


def measure_stripped(binary):
    figures = {}
    for workload in WORKLOADS:
        before = (0, 0)
        for stage in STAGES:
            once = callgrind(binary, workload, stage, REQUESTS)
            twice = callgrind(binary, workload, stage, 2 * REQUESTS)
            total = (twice[0] - once[0], twice[1] - once[1])
            figures[f"{workload}/{stage}"] = {
                "instructions": round((total[0] - before[0]) / REQUESTS),
                "allocations": round((total[1] - before[1]) / REQUESTS, 2),
            }
            before = total
        for feature in FEATURES:
            once = callgrind(binary, workload, feature, REQUESTS)
            twice = callgrind(binary, workload, feature, 2 * REQUESTS)
            figures[f"{workload}/{feature}"] = {
                "instructions": round((twice[0] - once[0]) / REQUESTS),
                "allocations": round((twice[1] - once[1]) / REQUESTS, 2),
            }
    figures["chat/redact"] = engine(binary)
    return figures


def engine(binary):
    """The redaction engine alone, by pass over the chat requests."""
    once, twice, thrice = (callgrind(binary, "chat", "redact", count) for count in (1, 2, 3))
    # The first pass makes the buffers; what is left of the others has none to make.
    return {"instructions": thrice[0] - twice[0], "allocations": min(thrice[1] - twice[1], twice[1] - once[1])}


def versions():
    """What the counts depend on besides our code."""
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    zlib = subprocess.run(["pkg-config", "--modversion", "zlib"], capture_output=True, text=True).stdout.strip()
    match = re.search(r"Swift version (\S+)", swift)
    return {"machine": platform.machine(), "swift": match.group(1) if match else "", "zlib": zlib}


def described(versions):
    return f"Swift {versions['swift']} with zlib {versions['zlib']} on {versions['machine']}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("--update", action="store_true", help="write the figures instead of comparing them")
    parser.add_argument("--baseline", default=os.path.join(HERE, "baseline.json"))
    parser.add_argument("--limit", type=float, default=5.0, help="growth in percent that fails")
    options = parser.parse_args()

    now = {"versions": versions(), "figures": measure(options.binary)}
    if options.update:
        with open(options.baseline, "w", encoding="utf-8") as file:
            json.dump(now, file, indent=2, sort_keys=True)
            file.write("\n")
        print(f"wrote {options.baseline}")
        return

    with open(options.baseline, encoding="utf-8") as file:
        baseline = json.load(file)
    is_comparable = baseline["versions"] == now["versions"]
    grown = compare(baseline["figures"], now["figures"], options.limit)
    if not is_comparable:
        print(f"bench-check: nothing can fail here, the committed figures are of {described(baseline['versions'])}, "
              f"and this is {described(now['versions'])}")
    elif grown:
        sys.exit(f"bench-check: grew by more than {options.limit:g} %: {', '.join(grown)}")
    else:
        print(f"bench-check: nothing grew by more than {options.limit:g} %")


def compare(baseline, now, limit):
    """Prints a table; the names of what grew by more than the limit, in instructions or in allocations."""
    grown = []
    print(f"{'stage':14} {'instructions':>14} {'before':>14} {'change':>8} {'allocations':>12} {'before':>8}")
    for name, figure in now.items():
        old = baseline.get(name, figure)
        # A stage that gives its bytes away can be below zero: without it, they are wiped at the end of the run.
        change = 100.0 * (figure["instructions"] - old["instructions"]) / max(abs(old["instructions"]), 1)
        print(f"{name:14} {figure['instructions']:14} {old['instructions']:14} {change:7.1f}% "
              f"{figure['allocations']:12} {old['allocations']:8}")
        # An allocation or two a request come and go with the growth of a buffer that is kept.
        if change > limit or figure["allocations"] > old["allocations"] * (1 + limit / 100) + 2:
            grown.append(name)
    return grown


if __name__ == "__main__":
    main()
