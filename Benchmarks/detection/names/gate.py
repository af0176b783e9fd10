"""Names that the network never gets to see: python gate.py texts... [--columns NAME=FILE]

The program looks at pieces that hold two letters in a row or a letter beyond ASCII (Sources/Redaction/Names/NamePieces.swift, whose
rules these are). An expected name is missed by that if no piece that it touches is looked at, and cut if it lies in two.
"""

import argparse
import os
import re

import public
import texts

SHORTEST, SENTENCE, WORD, LONGEST = 192, 512, 900, 1024
LETTERS = re.compile(rb"[A-Za-z]{2}|[\x80-\xff]")
SPACES = b" \t\n\r\x0b\x0c"


def end(data, start):
    last = min(len(data), start + LONGEST)
    for at in range(start + SHORTEST, last):
        byte, length = data[at - 1], at - start
        if byte in b"\n}]" or length >= SENTENCE and data[at - 2:at] == b". " or length >= WORD and byte in SPACES + b",":
            return at
    cut = last
    while last < len(data) and cut > last - 4 and data[cut] & 0xC0 == 0x80:
        cut -= 1
    return cut


def pieces(data):
    start = 0
    while start < len(data):
        stop = end(data, start)
        yield start, stop, bool(LETTERS.search(data[start:stop]))
        start = stop


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", nargs="*")
    parser.add_argument("--columns", action="append", default=[], metavar="NAME=FILE", help="as --more of public.py")
    options = parser.parse_args()
    sets = [(os.path.basename(path), texts.read(path)) for path in options.texts]
    sets += [(name, public.columns(path, name)) for name, path in (c.split("=", 1) for c in options.columns)]
    print("| texts | names | not looked at | cut |\n|---|---|---|---|")
    for name, rows in sets:
        expected = missed = cut = 0
        for _, text, spans, _ in rows:
            parts = list(pieces(text.encode()))
            for s, e, label in spans:
                if label not in ("PERSON", "LOCATION"):
                    continue
                s, e = len(text[:s].encode()), len(text[:e].encode())
                touched = [looked for start, stop, looked in parts if start < e and s < stop]
                expected, missed, cut = expected + 1, missed + (not any(touched)), cut + (len(touched) > 1)
        print(f"| {name} | {expected} | {missed} ({missed / max(expected, 1):.2%}) | {cut} |")


if __name__ == "__main__":
    main()
