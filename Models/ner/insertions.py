"""Names in the middle of text that was not written for them: python insertions.py natural.jsonl inserted.jsonl

Words of natural text, and of sentences of common words by chance, make room for names of people and places. What is a name has
to be told by its form and by the words beside it, not by a template.
"""

import argparse
import json
import random
import re

import generate

WORD = re.compile(r"(?<=[a-z,] )[a-z]{3,}(?=[ .,;:!?\n])")
BEFORE = ["", "", "", "", "with ", "to ", "for ", "from ", "and ", "by ", "asked ", "told "]
BEFORE_PLACE = ["in ", "in ", "from ", "to ", "near ", "at ", "", "via ", "around ", "outside "]
BEHIND = ["", "", "", "", "'s", " said", " and", " has", " is", " was", " asked", " thinks", " left", " took", " wants"]


def name(generator):
    """Text, its label, and what stands around it."""
    slots = generator.slots
    if slots.chance(.62):
        value = slots.person() if slots.chance(.55) else slots.given() if slots.chance(.75) else slots.family()
        return slots.pick(BEFORE), value, "PERSON", slots.pick(BEHIND)
    return slots.pick(BEFORE_PLACE), slots.place(), "LOCATION", ""


def insert(generator, text, share):
    found, spans, position = "", [], 0
    for match in WORD.finditer(text):
        if generator.random.random() > share:
            continue
        before, value, label, behind = name(generator)
        found += text[position:match.start()] + before
        spans.append((len(found), len(found) + len(value), label))
        found += value + behind
        position = match.end()
    return found + text[position:], spans


def sentence(generator):
    """Common words by chance, with a capital letter and a full stop more often than not."""
    slots = generator.slots
    words = [slots.pick(slots.words) for _ in range(generator.random.randint(4, 14))]
    text = " ".join(words)
    if slots.chance(.75):
        text = text.capitalize() + slots.pick([".", ".", "!", "?", ""])
    if slots.chance(.25):
        before, value, label, behind = "", *name(generator)[1:]
        return value + behind + " " + text.lower(), [(0, len(value), label)]
    return insert(generator, text, .2)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--natural", type=int, default=14000)
    parser.add_argument("--sentences", type=int, default=22000)
    parser.add_argument("natural_texts")
    parser.add_argument("path")
    options = parser.parse_args()
    generator = generate.Generator(options.seed)
    natural = [json.loads(line)["text"] for line in open(options.natural_texts, encoding="utf8")]
    natural = [t for t in natural if len(WORD.findall(t)) > 6]
    random.Random(options.seed).shuffle(natural)
    with open(options.path, "w", encoding="utf8") as file:
        made = [insert(generator, t, .12) for t in natural[:options.natural]]
        made += [sentence(generator) for _ in range(options.sentences)]
        for text, spans in made:
            if generator.slots.chance(.2) and len(text.lower()) == len(text):
                text = text.lower()
            spans = [{"start": s, "end": e, "label": l} for s, e, l in spans]
            file.write(json.dumps({"text": text, "spans": spans}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
