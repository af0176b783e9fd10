"""Public texts that nobody of this project wrote, for the network and for others:
python public.py SYSTEM... --presidio FILE --wnut FILE --conll FILE --more NAME=FILE

SYSTEM as in systems.py. The files, none of which are in this repository: `data/synth_dataset_v2.json` of microsoft/presidio-research,
`emerging.test.annotated` of leondz/emerging_entities_17, CoNLL-2003's English test set, a word and its tag a line; more of these, or with the
number of the word before it, as Babelscape/wikineural has `data/wikineural/*/test.conllu` and CoNLL-2002 and 2003 in other languages.

Labels: what each calls PERSON or PER is PERSON; LOC, location, GPE and STREET_ADDRESS are LOCATION, of spaCy FAC, too. Everything else
is not looked for, so that a place in the name of a team is a false finding, for every system. Words are joined by spaces. CPU is that of
the thread that asks.
"""

import argparse
import json
import time

import score
import systems

MAP = {"PERSON": "PERSON", "PER": "PERSON", "LOC": "LOCATION", "LOCATION": "LOCATION", "GPE": "LOCATION", "STREET_ADDRESS": "LOCATION"}


def synthetic(path):
    rows = []
    for row in json.load(open(path, encoding="utf8")):
        spans = [(s["start_position"], s["end_position"], MAP[s["entity_type"]]) for s in row["spans"] if s["entity_type"] in MAP]
        rows.append(("presidio-research", row["full_text"], spans, []))
    return rows


def columns(path, style):
    """Sentences of words with tags that say where a name begins and goes on."""
    rows, text, spans = [], "", []
    for line in [*open(path, encoding="utf8"), ""]:
        parts = line.split()
        if len(parts) < 2 or parts[0] == "-DOCSTART-":
            if text:
                rows.append((style, text, spans, []))
            text, spans = "", []
            continue
        word, tag = parts[1 if len(parts) == 3 and parts[0].isdigit() else 0], parts[-1].split(",")[0]
        text += " " if text else ""
        start, label = len(text), MAP.get(tag[2:].upper())
        text += word
        if label and tag[0] == "I" and spans and spans[-1][1] == start - 1 and spans[-1][2] == label:
            spans[-1] = (spans[-1][0], len(text), label)
        elif label:
            spans.append((start, len(text), label))
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("systems", nargs="+")
    parser.add_argument("--presidio")
    parser.add_argument("--wnut")
    parser.add_argument("--conll")
    parser.add_argument("--more", action="append", default=[], metavar="NAME=FILE")
    parser.add_argument("--most", type=int, help="sentences of each of these, from the first on")
    options = parser.parse_args()
    sets = [synthetic(options.presidio)] if options.presidio else []
    sets += [columns(path, name) for name, path in (("WNUT-17", options.wnut), ("CoNLL-2003", options.conll)) if path]
    sets += [columns(path, name)[:options.most] for name, path in (more.split("=", 1) for more in options.more)]
    print("| texts | system | entity | values | precision | recall | F1 | CPU |\n|---|---|---|---|---|---|---|---|")
    for name in options.systems:
        find = systems.system(name)
        for rows in sets:
            began = time.thread_time()
            answers = [find(text) for _, text, _, _ in rows]
            spent = (time.thread_time() - began) * 1e3 / sum(len(r[1].encode()) for r in rows) * 1024
            for entity in ("PERSON", "LOCATION"):
                counts = score.Counts()
                for (_, _, expected, _), found in zip(rows, answers):
                    counts.add([s for s in expected if s[2] == entity], [], [s for s in found if s[2] == entity])
                cells = " | ".join(counts.row().split())
                print(f"| {rows[0][0]} | {name.split('/')[-1]} | {entity} | {cells} | {spent:.2f} ms/KB |", flush=True)


if __name__ == "__main__":
    main()
