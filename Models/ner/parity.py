"""Compares the program's entities with the reference's, at every level that this processor has.

python parity.py model.npz libctagger.so texts.jsonl...
"""

import argparse
import ctypes
import json
import time

import numpy as np

import export
import labels
import reference

MAXIMUM = 1024


class Entity(ctypes.Structure):
    _fields_ = [("start", ctypes.c_uint32), ("end", ctypes.c_uint32), ("label", ctypes.c_uint32)]


class Program:
    def __init__(self, path, level):
        self.library = ctypes.CDLL(path)
        self.library.ctagger_create.restype = ctypes.c_void_p
        self.library.ctagger_find.restype = ctypes.c_size_t
        self.library.ctagger_find.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t,
                                              ctypes.POINTER(Entity), ctypes.c_size_t]
        self.tagger = self.library.ctagger_create(level)
        self.found = (Entity * MAXIMUM)()

    def entities(self, text):
        data = text.encode()
        count = self.library.ctagger_find(self.tagger, data, len(data), self.found, MAXIMUM)
        return [(len(data[:e.start].decode()), len(data[:e.end].decode()), labels.LABELS[e.label])
                for e in self.found[:count]]


def texts(paths):
    for path in paths:
        for line in open(path, encoding="utf8"):
            text = json.loads(line)["text"]
            while len(text.encode()) > MAXIMUM:
                text = text[:len(text) // 2]
            yield text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("library")
    parser.add_argument("texts", nargs="+")
    options = parser.parse_args()
    expected = reference.Reference(export.quantised(dict(np.load(options.model))))
    programs = [Program(options.library, level) for level in range(4)]
    programs = [p for p in programs if p.tagger]
    count = entities = differences = 0
    began = time.time()
    for text in texts(options.texts):
        wanted = expected.entities(text)
        count, entities = count + 1, entities + len(wanted)
        for program in programs:
            if program.entities(text) != wanted:
                differences += 1
                if differences < 5:
                    print(repr(text[:200]), wanted, program.entities(text))
    print(f"{count} texts, {entities} entities, {len(programs)} levels, {differences} differences, {time.time() - began:.0f} s")
    raise SystemExit(differences > 0)


if __name__ == "__main__":
    main()
