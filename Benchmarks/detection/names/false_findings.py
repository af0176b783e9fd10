"""What is taken for a name in text without any to speak of: python false_findings.py TRACEVEIL|libctagger.so [--sample N]

Code, logs, messages and documentation of this machine, none of which training has seen: headers of C, Swift sources and pages
of this repository, what packages of Debian ask and say about themselves (but not the lists of cities of `tzdata`), the log of their
installation. `--sample` writes as many findings of each entity with their surroundings, to be judged by hand: of all but the
messages, which are in some forty languages.
"""

import argparse
import collections
import glob
import json
import pathlib
import random
import re

import score

ROOT = pathlib.Path(__file__).resolve().parents[3]
KINDS = {
    "code": glob.glob("/usr/include/*.h") + glob.glob("/usr/include/*/*.h") + [str(p) for p in ROOT.glob("Sources/**/*.swift")],
    "documentation": [str(p) for p in ROOT.glob("docs/**/*.md")] + glob.glob("/usr/share/doc/*/README*")
    + glob.glob("/usr/share/perl/5*/pod/*.pod"),
    "logs": glob.glob("/var/log/*.log") + glob.glob("/var/log/apt/*.log"),
    "messages": [p for p in glob.glob("/var/lib/dpkg/info/*.templates") if "tzdata" not in p] + ["/var/lib/dpkg/available", "/var/lib/dpkg/status"],
}
ENTITIES = ["PERSON", "LOCATION"]
PEOPLE = re.compile(r"(?i)copyright|author|maintainer|written by|contributed|thanks|@|uploader")


def parts(path, length=600):
    try:
        text = open(path, encoding="utf8").read(200_000)
    except (OSError, UnicodeDecodeError):
        return
    lines = [line for line in text.split("\n") if not PEOPLE.search(line)]
    part = ""
    for line in lines:
        part += line[:length] + "\n"
        if len(part) >= length:
            yield part
            part = ""
    yield part


def rates(counts, size):
    return ", ".join(f"{e} {counts[e]} ({counts[e] / max(size, 1) * 10240:.2f} a 10 KB)" for e in ENTITIES)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--bytes", type=int, default=300_000, help="of each kind")
    options = parser.parse_args()
    sample, total, bytes_sampled = [], collections.Counter(), 0
    for kind, files in KINDS.items():
        files = sorted(files)
        random.Random(3).shuffle(files)
        rows, size = [], 0
        for path in files:
            for part in parts(path):
                if part.strip() and size < options.bytes:
                    rows.append((kind, part, [], []))
                    size += len(part.encode())
        counts = collections.Counter()
        for (_, text, _, _), found in zip(rows, score.program(options.binary, rows)):
            for start, end, entity in found:
                if entity in ENTITIES:
                    counts[entity] += 1
                    around = f"{text[max(0, start - 45):start]}[{text[start:end]}]{text[end:end + 45]}"
                    sample.append({"entity": entity, "kind": kind, "value": text[start:end], "context": " ".join(around.split())})
        print(f"{kind}: {size} bytes, {rates(counts, size)}")
        if kind != "messages":
            total, bytes_sampled = total + counts, bytes_sampled + size
    print(f"all but messages: {bytes_sampled} bytes, {rates(total, bytes_sampled)}")
    sample = [row for row in sample if row["kind"] != "messages"]
    random.Random(5).shuffle(sample)
    for entity in ENTITIES:
        for row in [row for row in sample if row["entity"] == entity][:options.sample]:
            print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
