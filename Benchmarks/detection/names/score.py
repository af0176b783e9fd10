"""Precision, recall and F1 of names, places and dates by overlap: python score.py TRACEVEIL|libctagger.so texts...

A finding counts if it overlaps an expected one of its label; one that overlaps what may be found or not does not count at all.
"""

import argparse
import collections
import json
import os
import subprocess

import systems
import texts

ENTITIES = ["PERSON", "LOCATION", "DATE_TIME"]
LANGUAGES = {"de", "fr", "es", "it", "pt", "nl"}
TOGETHER = "six languages"


def program(binary, rows):
    """The entities of each text, by `traceveil redact --report`, or by the network alone if `binary` is `libctagger.so`."""
    if binary.endswith(".so"):
        find = systems.tagger(binary)
        return [find(text) for _, text, _, _ in rows]
    lines = "".join(json.dumps({"text": text}) + "\n" for _, text, _, _ in rows)
    environment = {**os.environ, "TRACEVEIL_PROCESSORS": "pii,secrets,ner"}
    answer = subprocess.run([binary, "redact", "--report"], input=lines, capture_output=True, text=True, check=True,
                            env=environment).stdout
    return [[(f["start"], f["end"], f["entity"]) for f in json.loads(line)["findings"]] for line in answer.splitlines()]


def overlaps(one, others):
    return any(one[0] < e and s < one[1] and one[2] == label for s, e, label in others)


class Counts:
    def __init__(self):
        self.right = self.found = self.hit = self.expected = 0

    def add(self, expected, optional, found):
        for finding in found:
            if overlaps(finding, expected):
                self.right += 1
            elif overlaps(finding, optional):
                continue
            self.found += 1
        self.hit += sum(overlaps(e, found) for e in expected)
        self.expected += len(expected)

    def row(self):
        precision, recall = self.right / max(self.found, 1), self.hit / max(self.expected, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"{self.expected:5d} {precision:9.3f} {recall:7.3f} {f1:6.3f}"


def report(rows, answers):
    counts = collections.defaultdict(Counts)
    for (style, _, expected, optional), found in zip(rows, answers):
        for entity in ENTITIES:
            for group in ["all", style] + [TOGETHER] * (style.removeprefix("lang-") in LANGUAGES):
                counts[group, entity].add([s for s in expected if s[2] == entity], [s for s in optional if s[2] == entity],
                                          [s for s in found if s[2] == entity])
    print(f"{'style':20s} {'entity':10s} {'count':>5s} precision  recall     F1")
    for style, entity in counts:
        value = counts[style, entity]
        if value.expected or value.found:
            print(f"{style:20s} {entity:10s} {value.row()}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("texts", nargs="+")
    parser.add_argument("--wrong", action="store_true", help="show what is missed or wrong")
    options = parser.parse_args()
    for path in options.texts:
        rows = texts.read(path)
        answers = program(options.binary, rows)
        print(f"{os.path.basename(path)}: {len(rows)} texts")
        report(rows, answers)
        if not options.wrong:
            continue
        for (style, text, expected, optional), found in zip(rows, answers):
            found = [f for f in found if f[2] in ENTITIES]
            missed = [text[s:e] + " " + l for s, e, l in expected if l in ENTITIES and not overlaps((s, e, l), found)]
            wrong = [text[f[0]:f[1]] + " " + f[2] for f in found if not overlaps(f, expected + optional)]
            if missed or wrong:
                print(style, repr(text[:150]), "missed", missed, "wrong", wrong)


if __name__ == "__main__":
    main()
