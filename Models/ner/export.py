"""Rounds the weights to int8 and writes what Sources/CTagger/model.c reads.

python export.py model.npz ../../Sources/CTagger/weights
"""

import argparse
import hashlib
import os
import re

import numpy as np

import labels
import lists
import network
import tokens
import train

EMBEDDED_ONE, OUTPUT_ONE = 2048, 512
MARGINS = {("PERSON", labels.BEGIN): .5, ("PERSON", labels.ONLY): 1.1, ("LOCATION", labels.BEGIN): 1.3, ("LOCATION", labels.ONLY): 1.4}
"""By how much more than training says the score of a tag that begins a name has to be the best: a single word that is taken for
a person is wrong most often. Chosen on texts that NAMES.md calls those of development."""


def rounded(table, axis=None):
    """Values of int8, and by what they are multiplied: of a table one factor, of a layer one for each output."""
    scale = np.abs(table).max(axis=axis) / 127
    scale = np.where(scale == 0, 1, scale).astype(np.float32)
    return np.rint(table / scale).clip(-127, 127).astype(np.int8), scale


def clipped(table, share=.9999):
    """Rare rows that are far out would cost all others their precision."""
    limit = np.quantile(np.abs(table), share)
    return table.clip(-limit, limit)


def quantised(p, margins=MARGINS):
    """The network in the types that the program computes with."""
    q, factors = {}, []
    for name in network.TABLES:
        q[name], scale = rounded(clipped(p[name]))
        factors.append(scale * EMBEDDED_ONE * (train.GRAM_SCALE if name == "grams" else 1))
    q["lists"] = p["lists"]
    q["factors"] = np.array(factors, np.float32)
    for n in range(network.LAYERS):
        q[f"weight{n}"], scale = rounded(p[f"weight{n}"], 0)
        q[f"scale{n}"] = (scale / (EMBEDDED_ONE if n == 0 else OUTPUT_ONE)).astype(np.float32)
        for name in ("bias", "gain", "shift"):
            q[f"{name}{n}"] = p[f"{name}{n}"].astype(np.float32)
    q["out"], scale = rounded(p["out"], 0)
    q["out_scale"], q["out_bias"] = (scale / OUTPUT_ONE).astype(np.float32), p["out_bias"].astype(np.float32)
    for (label, part), margin in margins.items():
        q["out_bias"][labels.tag(labels.LABELS.index(label), part)] -= np.float32(margin)
    return q


def serialised(q):
    header = np.array([0x324E5654, network.WIDTH, network.LAYERS, labels.TAGS, tokens.WORD_ROWS, tokens.SHAPE_ROWS,
                       tokens.GRAM_ROWS, lists.ROWS, lists.BYTES], "<u4")
    parts = [header, q["factors"], q["words"], q["shapes"], q["grams"]]
    for n in range(network.LAYERS):
        parts += [q[f"{name}{n}"] for name in ("weight", "scale", "bias", "gain", "shift")]
    parts += [q["out"], q["out_scale"], q["out_bias"], q["lists"]]
    return b"".join(p.tobytes() + bytes(-len(p.tobytes()) % 64) for p in parts)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("folder")
    options = parser.parse_args()
    data = serialised(quantised(dict(np.load(options.model))))
    os.makedirs(options.folder, exist_ok=True)
    open(os.path.join(options.folder, "ner.bin"), "wb").write(data)
    source = os.path.join(options.folder, "..", "weights.S")
    text = open(source).read()
    open(source, "w").write(re.sub(r"// weights: .*", f"// weights: {hashlib.sha256(data).hexdigest()}", text))
    print(len(data), "bytes")


if __name__ == "__main__":
    main()
