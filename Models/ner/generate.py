"""Writes labelled texts, a JSON object a line: `text` and `spans` with `start`, `end` (code points) and `label`.

python generate.py --count 150000 --seed 1 training.jsonl
"""

import argparse
import json
import re

import natural
import structured
import templates
import templates_free as free
import templates_free_languages as free_languages
import templates_languages as languages
import templates_negative as negative
import words
from slots import Slots

SLOT = re.compile(r"~([A-Za-z]+\d?)~")
CHOICE = re.compile(r"«([^«»]*)»")
SEPARATOR = "\n"
FREE = {"CHAT": 32, "WORK": 20, "NEWS": 17, "RECORDS": 17, "CALLS": 14}
WEIGHTS = {"CHAT": 20, "LOWER": 9, "SUPPORT": 6, "SHOP": 3, "MEDICAL": 3, "ASSISTANT": 5, "DOCS": 5, "CODE": 5, "LOGS": 6,
           "TOOLS": 7}


def blocks(text, of_lines):
    """Templates of a text: a line each, or all lines of a letter that begin together with one of `of_lines`."""
    found = []
    for line in text.strip("\n").split("\n"):
        if found and (line.startswith(("~P~", "Hello «", "I «", "«Kind", "«Regards", "«Thank you|", "Customer:", "> ", "Thanks ~G~«",
                                       "2. ", "3. ", "## ", "«Thank you for", "Action Input")) and of_lines
                      and (found[-1].rstrip("»").endswith((",", ":")) or not line.startswith("~P~"))):
            found[-1] += SEPARATOR + line
        else:
            found.append(line)
    return found


def lines(text):
    return [line.replace("¶", SEPARATOR) for line in text.strip("\n").split("\n")]


class Generator:
    def __init__(self, seed, only_reserved=False):
        self.slots = Slots(seed, ["word"], only_reserved)
        names = words.names_in_lower_case(self.slots)
        frequent = words.frequent_words()
        self.slots.words = words.common_words(names) + frequent * 6
        self.given = {n.lower() for l in self.slots.localities.values() for n in l.given}
        self.random = self.slots.random
        self.structured = structured.Structured(self.slots)
        self.sets = {name: blocks(getattr(templates, name), True) for name in WEIGHTS}
        self.negatives = blocks(negative.TEMPLATES, False)
        self.free = {name: lines(getattr(free, name)) for name in FREE}
        self.free_negatives = lines(free.NEGATIVE)
        self.free_languages = {locale: lines(text) for locale, text in free_languages.TEMPLATES.items()}
        self.languages = {locale: blocks(text, True) for locale, text in languages.TEMPLATES.items()}

    def fill(self, template, locale=None):
        while CHOICE.search(template):
            template = CHOICE.sub(lambda m: self.random.choice(m.group(1).split("|")), template)
        text, spans, position = "", [], 0
        for match in SLOT.finditer(template):
            text += template[position:match.start()]
            value, label = self.slots.value(match.group(1), locale)
            if label:
                spans.append((len(text), len(text) + len(value), label))
            text += value
            position = match.end()
        return text + template[position:], spans

    def one(self):
        kind = self.random.random()
        if kind < .30:
            name = self.random.choices(list(FREE), list(FREE.values()))[0]
            return self.fill(self.random.choice(self.free[name]))
        if kind < .46:
            name = self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            text, spans = self.fill(self.random.choice(self.sets[name]))
            return (text.lower(), spans) if name == "LOWER" and len(text.lower()) == len(text) else (text, spans)
        if kind < .59:
            return self.structured.document()
        if kind < .72:
            locale = self.random.choices(list(languages.WEIGHTS), list(languages.WEIGHTS.values()))[0]
            sets = [self.languages[locale]] + [self.free_languages[locale]] * 2 if locale in self.free_languages else [self.languages[locale]]
            # People of every origin live everywhere.
            own = locale if self.slots.chance(.75) or locale in ("ja_JP", "zh_CN", "ko_KR") else None
            return self.fill(self.random.choice(self.random.choice(sets)), own)
        return self.fill(self.random.choice(self.free_negatives if kind < .86 else self.negatives))

    def document(self):
        text, spans = self.one()
        for _ in range(self.random.choice([0, 0, 0, 0, 1, 1, 2])):
            other, more = self.one()
            separator = self.random.choice([" ", "\n", "\n\n", " - ", ". ", " "])
            shift = len(text) + len(separator)
            text, spans = text + separator + other, spans + [(s + shift, e + shift, l) for s, e, l in more]
        case = self.random.random()
        if case < .16 and len(text.lower()) == len(text):
            text = text.lower()
        elif case < .185 and len(text.upper()) == len(text):
            text = text.upper()
        return text, spans


def write(path, seed, count, natural_count, only_reserved):
    generator = Generator(seed, only_reserved)
    with open(path, "w", encoding="utf8") as file:
        def add(text, spans):
            spans = [{"start": s, "end": e, "label": l} for s, e, l in spans]
            file.write(json.dumps({"text": text, "spans": spans}, ensure_ascii=False) + "\n")

        for _ in range(count):
            add(*generator.document())
        for text in natural.texts(generator.given, natural_count) if natural_count else []:
            add(text, [])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=150_000)
    parser.add_argument("--natural", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reserved", action="store_true", help="of names that training leaves out")
    parser.add_argument("path")
    options = parser.parse_args()
    write(options.path, options.seed, options.count, options.natural, options.reserved)
