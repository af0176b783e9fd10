"""Labelled texts: `blind.txt`, or JSON lines with `text` and `spans`.

In `blind.txt` a line that begins with `% ` names the style of those behind it. `[P:Bob Lee]` is a person, `L` a place and `D`
a date; what is behind `|` is the part that has to be found, the rest is text around it. `[D?:18:22]` may be found or not. `¶` is a line break.
"""

import json
import re

LABELS = {"P": "PERSON", "L": "LOCATION", "D": "DATE_TIME"}
MARK = re.compile(r"\[([PLD])(\??):([^\]|]*)(?:\|([^\]]*))?\]")


def marked(line):
    text, spans, optional, position = "", [], [], 0
    for match in MARK.finditer(line):
        text += line[position:match.start()]
        shown, wanted = match.group(3), match.group(4) or match.group(3)
        start = len(text) + shown.index(wanted)
        (optional if match.group(2) else spans).append((start, start + len(wanted), LABELS[match.group(1)]))
        text += shown
        position = match.end()
    return text + line[position:], spans, optional


def read(path):
    """Tuples of style, text, and spans of start, end and label; those that may be found or not are told apart."""
    found = []
    if path.endswith(".txt"):
        style = ""
        for line in open(path, encoding="utf8"):
            line = line.rstrip("\n")
            if line.startswith("% "):
                style = line[2:]
            elif line:
                found.append((style, *marked(line.replace("¶", "\n"))))
        return found
    for line in open(path, encoding="utf8"):
        row = json.loads(line)
        spans = [(s["start"], s["end"], s["label"]) for s in row["spans"] if not s.get("optional")]
        optional = [(s["start"], s["end"], s["label"]) for s in row["spans"] if s.get("optional")]
        found.append((row.get("cat", ""), row["text"], spans, optional))
    return found
