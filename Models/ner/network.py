"""The network, with its gradients, in NumPy.

A token's vector comes from three sums of rows (word, shape, parts of the word) through a layer of maxout and layer
normalisation. Four such layers follow, each over a token and one neighbour on either side at a distance of 1, 1, 2
and 3, added to their input. A last linear layer gives a score for each tag.
"""

import numpy as np

import labels
import tokens

WIDTH, PIECES = 96, 2
DISTANCES = (1, 1, 2, 3)
EPSILON = np.float32(1e-5)
PADDING = 4
"""Rows of zeros between texts."""


def parameters(seed):
    chance = np.random.default_rng(seed)

    def dense(inputs, outputs):
        return (chance.standard_normal((inputs, outputs)) * np.sqrt(1.0 / inputs)).astype(np.float32)

    found = {
        "words": (chance.standard_normal((tokens.WORD_ROWS, WIDTH)) * .1).astype(np.float32),
        "shapes": (chance.standard_normal((tokens.SHAPE_ROWS, WIDTH)) * .1).astype(np.float32),
        "grams": (chance.standard_normal((tokens.GRAM_ROWS, WIDTH)) * .1).astype(np.float32),
        "out": dense(WIDTH, labels.TAGS), "out_bias": np.zeros(labels.TAGS, np.float32),
    }
    for layer in range(1 + len(DISTANCES)):
        found[f"weight{layer}"] = dense(3 * WIDTH, WIDTH * PIECES)
        found[f"bias{layer}"] = np.zeros(WIDTH * PIECES, np.float32)
        found[f"gain{layer}"] = np.ones(WIDTH, np.float32)
        found[f"shift{layer}"] = np.zeros(WIDTH, np.float32)
    return found


class Block:
    """Maxout and layer normalisation, which remembers what its gradient needs."""

    def __init__(self, p, layer):
        self.p, self.layer = p, layer

    def forward(self, inputs):
        p, n = self.p, self.layer
        self.inputs = inputs
        y = inputs @ p[f"weight{n}"] + p[f"bias{n}"]
        first, second = y[:, :WIDTH], y[:, WIDTH:]
        self.second_wins = second > first
        m = np.maximum(first, second)
        m -= m.mean(1, keepdims=True)
        self.inverse = 1 / np.sqrt((m * m).mean(1, keepdims=True) + EPSILON)
        self.normal = m * self.inverse
        return self.normal * p[f"gain{n}"] + p[f"shift{n}"]

    def backward(self, gradient, g, needs_inputs=True):
        p, n = self.p, self.layer
        g[f"gain{n}"] = (gradient * self.normal).sum(0)
        g[f"shift{n}"] = gradient.sum(0)
        d = gradient * p[f"gain{n}"]
        d = (d - d.mean(1, keepdims=True) - self.normal * (d * self.normal).mean(1, keepdims=True)) * self.inverse
        both = np.empty((len(d), WIDTH * PIECES), np.float32)
        both[:, :WIDTH] = np.where(self.second_wins, 0, d)
        both[:, WIDTH:] = np.where(self.second_wins, d, 0)
        g[f"weight{n}"] = self.inputs.T @ both
        g[f"bias{n}"] = both.sum(0)
        return both @ p[f"weight{n}"].T if needs_inputs else None


def window(x, distance):
    """Each row between its neighbours at a distance."""
    found = np.zeros((len(x), 3 * WIDTH), np.float32)
    found[distance:, :WIDTH] = x[:-distance]
    found[:, WIDTH:2 * WIDTH] = x
    found[:-distance, 2 * WIDTH:] = x[distance:]
    return found


def window_gradient(d, distance):
    found = d[:, WIDTH:2 * WIDTH].copy()
    found[:-distance] += d[distance:, :WIDTH]
    found[distance:] += d[:-distance, 2 * WIDTH:]
    return found


class Pass:
    """One forward pass over tokens of several texts, and back.

    `real` marks the rows that are tokens; the others are padding and stay zero in every layer.
    """

    def __init__(self, p):
        self.p = p
        self.blocks = [Block(p, n) for n in range(1 + len(DISTANCES))]

    def forward(self, embedded, index, real, masks=None):
        """`embedded` are the summed rows of each different token, `index` says which one a row is (or -1)."""
        self.index, self.real = index, real
        lexemes = self.blocks[0].forward(embedded)
        x = np.zeros((len(index), WIDTH), np.float32)
        x[real] = lexemes[index[real]]
        self.lexeme_count = len(lexemes)
        self.masks = masks
        if masks is not None:
            x *= masks[0]
        for n, distance in enumerate(DISTANCES, 1):
            y = self.blocks[n].forward(window(x, distance)) * real[:, None]
            if masks is not None:
                y *= masks[n]
            x = x + y
        self.top = x
        return x @ self.p["out"] + self.p["out_bias"]

    def backward(self, gradient):
        g = {"out": self.top.T @ gradient, "out_bias": gradient.sum(0)}
        d = gradient @ self.p["out"].T
        for n in range(len(DISTANCES), 0, -1):
            inner = d * self.real[:, None]
            if self.masks is not None:
                inner = inner * self.masks[n]
            inner = self.blocks[n].backward(inner, g)
            d = d + window_gradient(inner, DISTANCES[n - 1])
        if self.masks is not None:
            d = d * self.masks[0]
        rows = self.index[self.real]
        order = np.argsort(rows, kind="stable")
        starts = np.flatnonzero(np.r_[True, np.diff(rows[order]) > 0])
        lexemes = np.zeros((self.lexeme_count, WIDTH), np.float32)
        lexemes[rows[order][starts]] = np.add.reduceat(d[self.real][order], starts, axis=0)
        g["embedded"] = self.blocks[0].backward(lexemes, g)
        return g
