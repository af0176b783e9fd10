#!/usr/bin/env python3
"""How many tokens of `token_patterns.txt` are replaced whole: alone in a sentence, and behind `X_KEY=`.

    tokens.py TRACEVEIL [--seed 7] [--per-issuer 5] [--check]

Prints the issuers of whom one was missed. With `--check` it fails below 95 % alone or 98 % behind a name.
"""

from __future__ import annotations

import argparse
import json
import os
import re._parser
import sys
from random import Random

from score import report

PATTERNS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "token_patterns.txt")
SURROUNDINGS = {"alone": ("the call with {} was refused", 0.95), "behind a name": ("X_KEY={}", 0.98)}


def generate(pattern: str, source: Random) -> str:
    """A text that matches the expression."""
    return "".join(parts(re._parser.parse(pattern), source))


def parts(parsed, source: Random):
    for kind, value in parsed:
        name = str(kind)
        if name == "LITERAL":
            yield chr(value)
        elif name == "IN":
            yield source.choice([character for item in value for character in characters(item)])
        elif name == "MAX_REPEAT":
            least, most, repeated = value
            for _ in range(source.randint(least, most)):
                yield from parts(repeated, source)
        elif name == "SUBPATTERN":
            yield from parts(value[3], source)
        elif name == "BRANCH":
            yield from parts(source.choice(value[1]), source)
        else:
            raise ValueError(f"{name} is not for patterns of tokens")


def characters(item) -> str:
    name, value = str(item[0]), item[1]
    if name == "LITERAL":
        return chr(value)
    if name == "RANGE":
        return "".join(map(chr, range(value[0], value[1] + 1)))
    raise ValueError(f"{name} is not for classes of tokens")


def tokens(seed: int, per_issuer: int) -> list[tuple[str, str]]:
    source = Random(seed)
    made = []
    with open(PATTERNS, encoding="utf-8") as file:
        lines = [line.split() for line in file if line.strip() and not line.startswith("#")]
    for name, pattern in lines:
        made += [(name, generate(pattern, source)) for _ in range(per_issuer)]
    return made


def missed(program: str, template: str, made: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of which a part stays."""
    lines = [{"text": template.format(token)} for _, token in made]
    start = template.index("{")
    return [
        (name, token) for (name, token), findings in zip(made, report(program, lines))
        if not any(finding["start"] <= start and finding["end"] >= start + len(token) for finding in findings)
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--per-issuer", type=int, default=5)
    parser.add_argument("--check", action="store_true", help="fail below the targets")
    options = parser.parse_args()

    made = tokens(options.seed, options.per_issuer)
    is_below = False
    for name, (template, target) in SURROUNDINGS.items():
        lost = missed(options.program, template, made)
        share = 1 - len(lost) / len(made)
        is_below |= share < target
        print(f"{name}: {len(made) - len(lost)} of {len(made)} ({100 * share:.1f} %, target {100 * target:.0f} %)")
        for issuer in dict.fromkeys(issuer for issuer, _ in lost):
            print(f"    {issuer}: {sum(1 for other, _ in lost if other == issuer)} missed")
    if options.check and is_below:
        sys.exit(1)


if __name__ == "__main__":
    main()
