#!/usr/bin/env python3
"""How often made-up numbers that are nobody's are taken for something.

    number_rates.py TRACEVEIL [--count 20000] [--seed 7]
"""

from __future__ import annotations

import argparse
import string
import uuid
from collections import Counter
from random import Random

from score import report


def digits(source: Random, count: int) -> str:
    return source.choice("123456789") + "".join(source.choices(string.digits, k=count - 1))


SHAPES = {
    "64-bit decimal": lambda s: str(s.getrandbits(64)),
    "64-bit decimal as an id": lambda s: f"{s.choice(['trace_id', 'span', 'order', 'id', 'hash', 'user'])}={s.getrandbits(63)}",
    "64-bit decimal, negative": lambda s: f"key {-s.getrandbits(63)}",
    "16 digits as an id": lambda s: f'{{"{s.choice(["id", "orderId", "request_id", "messageId"])}": "{digits(s, 16)}"}}',
    "16 digits alone": lambda s: digits(s, 16),
    "10 digits near call": lambda s: f"{s.choice(['tool call', 'call', 'system call', 'call id'])} {digits(s, 10)} finished",
    "10 digits under text": lambda s: f'{{"type":"text","text":"{digits(s, 10)}"}}',
    "10 digits alone": lambda s: digits(s, 10),
    "9 digits near security": lambda s: f"{s.choice(['security policy', '--security-group', 'tax rate'])}={digits(s, 9)}",
    "decimals with seven places": lambda s: f"p50={s.uniform(1, 999):.7f} p90={s.uniform(1, 999):.7f} p99={s.uniform(1, 999):.7f}",
    "rows of two-digit numbers": lambda s: " ".join(digits(s, 2) for _ in range(12)),
    "columns": lambda s: "  ".join(digits(s, s.randint(3, 5)) for _ in range(5)),
    "versions of four parts": lambda s: f"upgraded libfoo from {s.randrange(20)}.{s.randrange(20)}.{s.randrange(99)}.{s.randrange(99)} to {s.randrange(20)}.{s.randrange(20)}.{s.randrange(99)}.{s.randrange(99)}",
    "epochs": lambda s: f"at {s.randint(1_500_000_000, 1_900_000_000)}{s.choice(['', digits(s, 3), digits(s, 6), digits(s, 9)])}",
    "UUIDs": lambda s: str(uuid.UUID(int=s.getrandbits(128), version=4)),
    "hexadecimal ids": lambda s: f"trace {s.getrandbits(128):032x} span {s.getrandbits(64):016x}",
    "10 to 14 digits behind 00, as an id": lambda s: f"{s.choice(['id', 'seq', 'order_id', 'sku', 'trace', 'batch'])}={'00' + digits(s, s.randint(8, 12))}",
    "10 to 14 digits behind 00, alone": lambda s: "00" + digits(s, s.randint(8, 12)),
}  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("traceveil")
    arguments.add_argument("--count", type=int, default=20000)
    arguments.add_argument("--seed", type=int, default=7)
    options = arguments.parse_args()
    source = Random(options.seed)
    print("| shape | texts | with a finding | which |\n|---|---|---|---|")
    for name, make in SHAPES.items():
        texts = [{"text": make(source)} for _ in range(options.count)]
        hit: Counter[str] = Counter()
        for found in report(options.traceveil, texts):
            hit.update({one["entity"] for one in found})
        taken = ", ".join(f"{entity} {count / options.count:.2%}" for entity, count in hit.most_common())
        print(f"| {name} | {options.count} | {sum(hit.values()) / options.count:.2%} | {taken} |")


if __name__ == "__main__":
    main()
