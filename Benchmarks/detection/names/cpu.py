"""CPU of the network, of spaCy's nlp.pipe and of Presidio for the same texts in the same run: python cpu.py texts... SYSTEM...

SYSTEM as in systems.py. Texts are chats of labelled texts, `[{"role":"user","content":…}]`, as speed.c has them. spaCy's pipeline runs
whole, as `nlp.pipe` does by default, and with its entity recognizer alone (`ner:MODEL`). One thread; loading is not counted, nor is what
was asked once before, to warm up. The network's time is that of C called through Python's ctypes, cold: each text is asked once.
"""

import argparse
import json
import os
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import systems
import texts

ALONE = ["tok2vec", "ner"]


def pipe(model, alone):
    import spacy

    pipeline = spacy.load(model)
    if alone:
        pipeline.select_pipes(enable=ALONE)
    return lambda some: [list(document.ents) for document in pipeline.pipe(some)]


def asked(name):
    """A function of a list of texts."""
    kind, _, model = name.partition(":")
    if kind in ("spacy", "ner"):
        return pipe(model, kind == "ner")
    find = systems.system(name)
    return lambda some: [find(text) for text in some]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("texts")
    parser.add_argument("systems", nargs="+")
    parser.add_argument("--count", type=int, default=300)
    options = parser.parse_args()
    rows = texts.read(options.texts)
    chats = [json.dumps([{"role": "user", "content": text}], ensure_ascii=False) for _, text, _, _ in rows[:options.count + 20]]
    warm, measured = chats[:20], chats[20:]
    size = sum(len(c.encode()) for c in measured) / 1024
    first = None
    print(f"{len(measured)} texts, {size:.0f} KB\n\n| system | CPU, ms a KB | of the first |\n|---|---|---|")
    for name in options.systems:
        ask = asked(name)
        ask(warm)
        began = time.process_time()
        ask(measured)
        spent = (time.process_time() - began) * 1e3 / size
        first = first or spent
        print(f"| {name.split('/')[-1]} | {spent:.2f} | {spent / first:.1f} |", flush=True)


if __name__ == "__main__":
    main()
