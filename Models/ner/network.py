"""The network: its weights, and network.c, which runs and trains it.

A token's vector comes from three sums of rows (word, shape, parts of the word) through a layer of maxout and layer
normalisation. Four such layers follow, each over a token and one neighbour on either side at a distance of 1, 2, 3
and 5, added to their input. A last linear layer gives a score for each tag.
"""

import ctypes
import glob
import hashlib
import os
import subprocess
import tempfile

import numpy as np

import labels
import lists
import tokens

WIDTH, PIECES = 96, 2
DISTANCES = (1, 2, 3, 5)
LAYERS = 1 + len(DISTANCES)
PADDING = 6
"""Rows between texts."""
TABLES = {"words": tokens.WORD_ROWS, "shapes": tokens.SHAPE_ROWS + lists.ROWS, "grams": tokens.GRAM_ROWS}
NAMES = [*TABLES, *(f"{name}{n}" for name in ("weight", "bias", "gain", "shift") for n in range(LAYERS)), "out", "out_bias"]
"""The order of network.c."""


def parameters(seed):
    chance = np.random.default_rng(seed)

    def dense(inputs, outputs):
        return (chance.standard_normal((inputs, outputs)) * np.sqrt(1.0 / inputs)).astype(np.float32)

    found = {name: (chance.standard_normal((rows, WIDTH)) * .1).astype(np.float32) for name, rows in TABLES.items()}
    found |= {"out": dense(WIDTH, labels.TAGS), "out_bias": np.zeros(labels.TAGS, np.float32)}
    for layer in range(LAYERS):
        found[f"weight{layer}"] = dense(3 * WIDTH, WIDTH * PIECES)
        found[f"bias{layer}"] = np.zeros(WIDTH * PIECES, np.float32)
        found[f"gain{layer}"] = np.ones(WIDTH, np.float32)
        found[f"shift{layer}"] = np.zeros(WIDTH, np.float32)
    return found


def library():
    """network.c and forms.c with the tokenizer of the program, compiled for this processor."""
    here = os.path.dirname(os.path.abspath(__file__))
    program = os.path.join(here, "..", "..", "Sources", "CTagger")
    sources = [os.path.join(here, f"{n}.c") for n in ("network", "forms")] + [os.path.join(program, f"{n}.c") for n in ("tokens", "token_features", "lists", "characters")]
    digest = hashlib.sha256(b"".join(open(s, "rb").read() for s in sources)).hexdigest()[:16]
    path = os.path.join(tempfile.gettempdir(), f"traceveil-ner-{digest}.so")
    if not os.path.exists(path):
        subprocess.run(["clang", "-O3", "-march=native", "-ffast-math", "-shared", "-fPIC", f"-I{program}/include", *sources, "-lm",
                        "-o", path + ".new"], check=True)
        os.replace(path + ".new", path)
    return ctypes.CDLL(path)


def sgemm():
    """The function of NumPy's BLAS that multiplies matrices."""
    folder = os.path.join(os.path.dirname(os.path.dirname(np.__file__)), "numpy.libs")
    return ctypes.cast(ctypes.CDLL(glob.glob(f"{folder}/libscipy_openblas64_*")[0]).scipy_cblas_sgemm64_, ctypes.c_void_p)


def address(array):
    return array.ctypes.data_as(ctypes.c_void_p)


class Parameter(ctypes.Structure):
    _fields_ = [(name, ctypes.c_void_p) for name in ("value", "gradient", "first", "second")] + [("count", ctypes.c_int64)]


class Batch(ctypes.Structure):
    _fields_ = [("rows", ctypes.c_int64), ("forms", ctypes.c_int64), ("form", ctypes.c_void_p), ("tags", ctypes.c_void_p),
                ("chosen", ctypes.c_void_p), ("unlisted", ctypes.c_void_p), ("starts", ctypes.c_void_p * 3), ("indices", ctypes.c_void_p * 3),
                ("scale", ctypes.c_void_p * 3)]


class Network:
    """Weights with their gradients and moments, and the library that works on them."""

    def __init__(self, p):
        self.p = p
        self.library = library()
        self.library.network_run.restype = ctypes.c_float
        self.step = 0
        self.memory = {name: [p[name]] + [np.zeros_like(p[name]) for _ in range(3)] for name in NAMES}

        class Parameters(ctypes.Structure):
            _fields_ = [("all", Parameter * len(NAMES)), ("multiply", ctypes.c_void_p)]

        self.structure = Parameters()
        self.structure.multiply = sgemm()
        for place, name in zip(self.structure.all, NAMES):
            place.value, place.gradient, place.first, place.second = map(address, self.memory[name])
            place.count = p[name].size

    def train(self, batch, rate, seed):
        self.step += 1
        rate *= np.sqrt(1 - .999 ** self.step) / (1 - .9 ** self.step)
        return self.library.network_run(ctypes.byref(self.structure), ctypes.byref(batch), ctypes.c_float(rate),
                                        ctypes.c_uint32(seed), None)

    def scores(self, batch):
        found = np.empty((batch.rows, labels.TAGS), np.float32)
        self.library.network_run(ctypes.byref(self.structure), ctypes.byref(batch), ctypes.c_float(0), ctypes.c_uint32(0),
                                 address(found))
        return found
