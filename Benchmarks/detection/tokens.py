#!/usr/bin/env python3
"""How many tokens of lists of patterns are replaced whole: alone in a sentence, and behind `X_KEY=`.

    tokens.py TRACEVEIL [LIST ...] [--seed 7] [--per-issuer 5] [--check] [--show]

Without a list it is `token_patterns.txt`. The lists of others are in `lists`; of each it counts the types, too, all of whose
tokens went. Prints the types of which one was missed. With `--check` it fails below 95 % alone or 98 % behind a name.
"""

from __future__ import annotations

import argparse
import os
import re._parser
import sys
from random import Random

from score import report

PATTERNS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "token_patterns.txt")
SURROUNDINGS = {"alone": ("the call with {} was refused", 0.95), "behind a name": ("X_KEY={}", 0.98)}

# What lists write instead of long expressions. A token of JSON begins with its header.
SHORT = {
    "<guid>": "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    "<jwt>": r"eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9\.eyJ[A-Za-z0-9]{97}\.[A-Za-z0-9_-]{86}",
}
# Around what is secret in an address or a connection string.
MARKS = "⟨⟩"


def generate(pattern: str, source: Random) -> str:
    """A text that matches the expression."""
    for short, long in SHORT.items():
        pattern = pattern.replace(short, long)
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


def tokens(path: str, seed: int, per_issuer: int) -> list[tuple[str, str]]:
    source = Random(seed)
    made = []
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split(" ", 1) for line in file if line.strip() and not line.startswith("#")]
    for name, pattern in lines:
        made += [(name, generate(pattern, source)) for _ in range(per_issuer)]
    return made


def missed(program: str, template: str, made: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of which a part of what is secret stays."""
    unmarked = [template.format(token).translate({ord(mark): None for mark in MARKS}) for _, token in made]
    lost = []
    for (name, token), findings in zip(made, report(program, [{"text": text} for text in unmarked])):
        start = template.index("{") + max(token.find(MARKS[0]), 0)
        end = template.index("{") + (token.index(MARKS[1]) - 1 if MARKS[1] in token else len(token))
        if not any(finding["start"] <= start and finding["end"] >= end for finding in findings):
            lost.append((name, token))
    return lost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("lists", nargs="*", default=[PATTERNS])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--per-issuer", type=int, default=5)
    parser.add_argument("--check", action="store_true", help="fail below the targets")
    parser.add_argument("--show", action="store_true", help="print what is missed")
    options = parser.parse_args()

    is_below = False
    for path in options.lists:
        made = tokens(path, options.seed, options.per_issuer)
        types = {name for name, _ in made}
        for name, (template, target) in SURROUNDINGS.items():
            lost = missed(options.program, template, made)
            share = 1 - len(lost) / len(made)
            is_below |= share < target
            whole = len(types) - len({issuer for issuer, _ in lost})
            print(
                f"{os.path.basename(path)}, {name}: {len(made) - len(lost)} of {len(made)} "
                f"({100 * share:.1f} %, target {100 * target:.0f} %), all of {whole} of {len(types)} types"
            )
            for issuer in dict.fromkeys(issuer for issuer, _ in lost):
                print(f"    {issuer}: {sum(1 for other, _ in lost if other == issuer)} missed")
            for issuer, token in lost if options.show else []:
                print(f"        {issuer}: {token}")
    if options.check and is_below:
        sys.exit(1)


if __name__ == "__main__":
    main()
