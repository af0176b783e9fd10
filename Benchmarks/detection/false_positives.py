#!/usr/bin/env python3
"""What `traceveil redact --report` takes in ordinary text files of this machine, and how much of it is wrong.

    false_positives.py TRACEVEIL [--logs DIR] [--megabytes 40] [--seed 7] [--draw FILE] [--adopt FILE]

Findings are counted by entity and kind of file. How many of them are false is judged by people: `--draw` writes
findings without a verdict, `--adopt` takes the file back with verdicts. `verdicts.jsonl` keeps them: by a digest, and
the text only where it is nobody's, that is where the finding is false.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from random import Random

import corpus

VERDICTS = Path(__file__).with_name("verdicts.jsonl")
CONTEXT = 60
# Enough to judge an entity by.
SAMPLE = 40


@dataclass(frozen=True)
class Finding:
    entity: str
    kind: str
    value: str
    context: str

    @property
    def digest(self) -> str:
        # Without the kind: the same text is judged once, wherever it is.
        return hashlib.sha256("\0".join((self.entity, self.value, self.context)).encode()).hexdigest()[:16]


def findings(program: str, kind: str, pieces: list[str]) -> list[Finding]:
    asked = "".join(json.dumps({"text": piece}) + "\n" for piece in pieces)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TRACEVEIL_")}
    done = subprocess.run([program, "redact", "--report"], input=asked, capture_output=True, text=True, check=True, env=environment)
    result = []
    for piece, answer in zip(pieces, done.stdout.splitlines(), strict=True):
        for one in json.loads(answer)["findings"]:
            start, end = one["start"], one["end"]
            around = piece[max(0, start - CONTEXT) : start] + "⟦⟧" + piece[end : end + CONTEXT]
            result.append(Finding(one["entity"], kind, piece[start:end], around))
    return result


def search(options) -> tuple[list[Finding], dict[str, float]]:
    """All findings, and the megabytes of each kind."""
    found: list[Finding] = []
    sizes: dict[str, float] = defaultdict(float)
    for kind in corpus.KINDS:
        extra = [options.logs] if kind == "logs" and options.logs else []
        batch: list[str] = []
        for content in corpus.files(kind, extra, options.megabytes, options.seed):
            sizes[kind] += len(content) / 1e6
            batch += corpus.pieces(content)
            if len(batch) > 10000:
                found += findings(options.traceveil, kind, batch)
                batch = []
        if batch:
            found += findings(options.traceveil, kind, batch)
        print(f"{kind}: {sizes[kind]:.1f} MB", file=sys.stderr)
    return found, sizes


def verdicts() -> dict[str, bool]:
    if not VERDICTS.exists():
        return {}
    rows = [json.loads(line) for line in VERDICTS.read_text().splitlines()]
    return {row["digest"]: row["false"] for row in rows}


def table(found: list[Finding], sizes: dict[str, float], known: dict[str, bool]) -> str:
    total = sum(sizes.values())
    rows = [
        f"{total:.1f} MB: " + ", ".join(f"{kind} {size:.1f}" for kind, size in sizes.items()),
        "",
        "| entity | findings | different | a MB | judged, false | false a MB | in logs: a MB | judged, false | false a MB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    by_entity = defaultdict(list)
    for one in found:
        by_entity[one.entity].append(one)
    for entity, ones in sorted(by_entity.items()):
        parts = strata(ones)
        cells = [entity, len(ones), len({one.value for one in ones}), f"{len(ones) / total:.3f}"]
        judged = [judge(part, known) for part in parts]
        # Logs are few and full: each part's share counts for its own findings.
        wrong = sum(len(part) * (share or 0) for part, (_, share) in zip(parts, judged))
        cells += [shown(sum(count for count, _ in judged), wrong / len(ones))]
        cells += [f"{wrong / total:.3f}" if any(count for count, _ in judged) else ""]
        logs, (count, share), size = parts[1], judged[1], sizes.get("logs", 0)
        cells += [f"{len(logs) / size:.2f}", shown(count, share), "" if share is None else f"{len(logs) * share / size:.3f}"] if size else [""] * 3
        rows.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(rows)


def strata(ones: list[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Those that are not in logs, and those that are."""
    return [one for one in ones if one.kind != "logs"], [one for one in ones if one.kind == "logs"]


def shown(count: int, share: float | None) -> str:
    return "0" if not count or share is None else f"{count}, {share:.1%}"


def judge(ones: list[Finding], known: dict[str, bool]) -> tuple[int, float | None]:
    """How many have a verdict, and the share of false ones among these; every occurrence counts."""
    judged = [known[one.digest] for one in ones if one.digest in known]
    return len(judged), sum(judged) / len(judged) if judged else None


def draw(found: list[Finding], known: dict[str, bool], options) -> None:
    """Writes a sample of each entity, in logs and elsewhere: those that have no verdict yet, with an empty one."""
    source = Random(options.seed)
    by_entity = defaultdict(dict)
    for one in found:
        by_entity[one.entity, one.kind == "logs"][one.digest] = one
    with open(options.draw, "w", encoding="utf-8") as file:
        for (entity, _), ones in sorted(by_entity.items()):
            have = sum(digest in known for digest in ones)
            rest = [one for digest, one in sorted(ones.items()) if digest not in known]
            for one in source.sample(rest, max(0, min(SAMPLE - have, len(rest)))):
                row = {"digest": one.digest, "entity": entity, "kind": one.kind, "value": one.value}
                file.write(json.dumps(row | {"context": one.context, "false": None}, ensure_ascii=False) + "\n")


def adopt(path: str) -> None:
    """Adds the verdicts of a file that `--draw` wrote."""
    known = verdicts()
    with open(path, encoding="utf-8") as file, open(VERDICTS, "a", encoding="utf-8") as kept:
        for line in file:
            row = json.loads(line)
            if row["false"] is None or row["digest"] in known:
                continue
            if not row["false"]:
                del row["value"], row["context"]
            kept.write(json.dumps(row, ensure_ascii=False) + "\n")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("traceveil")
    arguments.add_argument("--logs", help="a folder with logs besides those of this machine")
    arguments.add_argument("--megabytes", type=float, default=40, help="of each kind of file, at most")
    arguments.add_argument("--seed", type=int, default=7, help="which files, and which findings are drawn")
    arguments.add_argument("--draw", metavar="FILE", help=f"writes {SAMPLE} findings an entity, to be judged")
    arguments.add_argument("--adopt", metavar="FILE", help="adds the verdicts in such a file, and ends")
    options = arguments.parse_args()
    if options.adopt:
        adopt(options.adopt)
        return 0
    found, sizes = search(options)
    known = verdicts()
    print(table(found, sizes, known))
    print("\nby kind: " + str(Counter((one.entity, one.kind) for one in found).most_common(40)), file=sys.stderr)
    if options.draw:
        draw(found, known, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
