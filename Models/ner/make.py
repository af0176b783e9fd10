"""The second stage of the training, from the first one's texts and weights: python make.py FIRST FOLDER

FIRST holds A.jsonl, inserted.jsonl, natural_part.jsonl and ner.bin: README.md says how each comes about. Writes all texts, start.npz, mix.jsonl and
model.npz into FOLDER. One core, a quarter of an hour.
"""

import itertools
import json
import os
import random
import subprocess
import sys
import sysconfig

import catalogs
import generate
import insertions
import listed
import natural
import vocabulary

HERE = os.path.dirname(os.path.abspath(__file__))
NATURAL, MESSAGES, INSERTED_ABROAD, SENTENCES_ABROAD = 30_000, 26_000, 12_000, 36_000
STEPS, RATE, SEED, MIXED = 1350, .0014, 72, 71
"""How long is trained and how fast; the seeds of the training and of the mix."""


def write(path, texts):
    with open(path, "w", encoding="utf8") as file:
        for text, spans in texts:
            spans = [{"start": s, "end": e, "label": l} for s, e, l in spans]
            file.write(json.dumps({"text": text, "spans": spans}, ensure_ascii=False) + "\n")
    print("wrote", path, flush=True)


def read(path):
    with open(path, encoding="utf8") as file:
        return file.readlines()


def python(script, *arguments):
    subprocess.run([sys.executable, os.path.join(HERE, script), *arguments], check=True)


def texts_abroad(generator):
    """Messages of programs in many languages, without names and with some, and sentences of six languages' words."""
    messages = catalogs.texts(generator.given, random.Random(5), sysconfig.get_paths()["purelib"], MESSAGES)
    generator.slots.seed(6)
    yield from ((text, []) for _, text in messages)
    yield from insertions.abroad(generator, messages, INSERTED_ABROAD)
    yield from vocabulary.texts(generator, SENTENCES_ABROAD)


def texts(folder):
    """Writes the texts that this stage adds."""
    def path(name):
        return os.path.join(folder, name + ".jsonl")

    generator = generate.Generator()
    write(path("documents"), generator.documents(1, 45_000))
    free = natural.texts(generator.given, NATURAL)
    write(path("natural"), ((text, []) for text in free))
    generator.slots.seed(3)
    write(path("inserted"), itertools.islice(insertions.texts(generator, free, 10_000, 0), 9000))
    write(path("abroad"), texts_abroad(generator))
    with open(path("some_abroad"), "w", encoding="utf8") as file:
        subprocess.run(["shuf", "-n", "36000", f"--random-source={path('natural')}", path("abroad")], check=True, stdout=file)
    with open(path("some_natural"), "w", encoding="utf8") as file:
        file.writelines(read(path("natural"))[:12_000])
    generator.slots.seed(31)
    write(path("listed"), listed.texts(generator, 30_000))


def mix(first, folder):
    """So many lines of each, by chance."""
    parts = [(folder, "listed", 14_000), (first, "A", 30_000), (folder, "documents", 22_000), (folder, "some_natural", 12_000),
             (first, "natural_part", 5000), (folder, "inserted", 9000), (first, "inserted", 5000), (folder, "some_abroad", 14_000)]
    chance, found = random.Random(MIXED), []
    for place, name, count in parts:
        lines = read(os.path.join(place, name + ".jsonl"))
        found += chance.sample(lines, count) if count < len(lines) else lines
    chance.shuffle(found)
    with open(os.path.join(folder, "mix.jsonl"), "w", encoding="utf8") as file:
        file.writelines(found)


def main(first, folder):
    if os.environ.get("PYTHONHASHSEED") != "0":
        # Sets are gone through in the order of hashes, which are other ones in each process.
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    start, mixed, model = (os.path.join(folder, name) for name in ("start.npz", "mix.jsonl", "model.npz"))
    os.makedirs(folder, exist_ok=True)
    texts(folder)
    mix(first, folder)
    python("dequantise.py", os.path.join(first, "ner.bin"), start)
    python("train.py", "--steps", str(STEPS), "--rate", str(RATE), "--warm", "60", "--seed", str(SEED), "--start", start, mixed, model)


if __name__ == "__main__":
    main(*sys.argv[1:])
