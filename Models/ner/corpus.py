"""Labelled texts as arrays: tokens by number of their form, tags, and the features of each form. Positions are in bytes."""

import ctypes
import json

import numpy as np

import labels
import network

LONGEST = 1 << 16


class Forms:
    """Every different token (its text and whether white space stands before it), numbered, with its rows in the tables: forms.c,
    with the program's own tokenizer."""

    def __init__(self, lists):
        self.library = network.library()
        self.lists = lists
        self.library.forms_create.restype = ctypes.c_void_p
        self.library.forms_count.restype = ctypes.c_int64
        self.library.forms_rows.restype = ctypes.c_void_p
        self.library.forms_read.restype = ctypes.c_size_t
        self.handle = ctypes.c_void_p(self.library.forms_create(network.address(lists)))
        self.found = [np.zeros(LONGEST, t) for t in (np.uint32, np.uint32, np.int32)]

    def __len__(self):
        return self.library.forms_count(self.handle)

    def read(self, text):
        """Starts and ends of tokens, and the numbers of their forms."""
        count = self.library.forms_read(self.handle, text, ctypes.c_size_t(len(text)), *map(network.address, self.found))
        return [array[:count].copy() for array in self.found]

    def rows(self, table):
        """Where the rows of each form begin, and the rows of all."""
        starts, count = ctypes.c_void_p(), ctypes.c_int64()
        rows = self.library.forms_rows(self.handle, ctypes.c_int(table), ctypes.byref(starts), ctypes.byref(count))

        def copied(place, size, kind):
            return np.frombuffer((kind * size).from_address(place), kind).copy()

        return copied(starts.value, len(self) + 1, ctypes.c_int64), copied(rows, count.value, ctypes.c_int32)


class Document:
    __slots__ = ("starts", "ends", "forms", "tags", "spans")


def in_bytes(text, data, spans):
    if len(data) == len(text):
        return [(s["start"], s["end"], s["label"]) for s in spans]
    return [(len(text[:s["start"]].encode()), len(text[:s["end"]].encode()), s["label"]) for s in spans]


def read(path, forms, maximum=220):
    """Documents, long ones cut behind so many tokens."""
    found = []
    for line in open(path, encoding="utf8"):
        row = json.loads(line)
        data = row["text"].encode()[:LONGEST - 1]
        document = Document()
        document.starts, document.ends, document.forms = (array[:maximum] for array in forms.read(data))
        if len(document.forms) == 0:
            continue
        document.spans = in_bytes(row["text"], data, row["spans"])
        document.tags = labels.encode(document.starts, document.ends, document.spans)
        found.append(document)
    return found
