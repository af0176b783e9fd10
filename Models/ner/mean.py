"""The mean of two networks of one seed that were trained on different texts: python mean.py first.npz second.npz model.npz

Two such networks lie close enough that their mean is a network, too, and a better one than either on texts like neither's. Of the first
the rounded values are taken, as export.py writes them: those of earlier weights are all that is left of them.
"""

import sys

import numpy as np

import export
import network
import train

SHARE = np.float32(.7)
"""Of the second. Chosen on the sets that NAMES.md calls those of development."""


def rounded(p):
    """The parameters as they are after they were rounded."""
    q = export.quantised(p, {})
    found = {name: q[name] for n in range(network.LAYERS) for name in (f"bias{n}", f"gain{n}", f"shift{n}")}
    for name, factor in zip(network.TABLES, q["factors"]):
        scale = np.float32(factor / export.EMBEDDED_ONE / (train.GRAM_SCALE if name == "grams" else 1))
        found[name] = q[name].astype(np.float32) * scale
    for n in range(network.LAYERS):
        found[f"weight{n}"] = q[f"weight{n}"].astype(np.float32) * q[f"scale{n}"] * (export.EMBEDDED_ONE if n == 0 else export.OUTPUT_ONE)
    found["out"], found["out_bias"] = q["out"].astype(np.float32) * q["out_scale"] * export.OUTPUT_ONE, q["out_bias"]
    return found


def main(first, second, path):
    old, new = rounded(dict(np.load(first))), np.load(second)
    np.savez(path, lists=new["lists"], **{name: value * (1 - SHARE) + new[name] * SHARE for name, value in old.items()})


if __name__ == "__main__":
    main(*sys.argv[1:])
