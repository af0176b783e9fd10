"""The floats of weights that are stored in int8, to train on from them: python dequantise.py ner.bin start.npz

Written again by export.py without margins, they give the same bytes, which is checked.
"""

import sys

import numpy as np

import export
import network
import train


class Reader:
    """The arrays of a file one behind the other, each filled up to 64 bytes."""

    def __init__(self, data):
        self.data, self.position = data, 0

    def take(self, shape, kind=np.float32):
        size = int(np.prod(shape)) * np.dtype(kind).itemsize
        array = np.frombuffer(self.data[self.position:self.position + size], kind).reshape(shape)
        self.position += size + -size % 64
        return array.copy()

    def rounded(self, shape, one):
        values = self.take(shape, np.int8).astype(np.float32)
        return values * self.take((shape[1],)) * np.float32(one)


def floats(data):
    shapes = {name: value.shape for name, value in network.parameters(1).items()}
    reader, p = Reader(data), {}
    reader.take((7,), "<u4")
    for name, factor in zip(network.TABLES, reader.take((len(network.TABLES),))):
        scale = export.EMBEDDED_ONE * (train.GRAM_SCALE if name == "grams" else 1)
        p[name] = reader.take(shapes[name], np.int8).astype(np.float32) * np.float32(factor / scale)
    for n in range(network.LAYERS):
        p[f"weight{n}"] = reader.rounded(shapes[f"weight{n}"], export.EMBEDDED_ONE if n == 0 else export.OUTPUT_ONE)
        for name in ("bias", "gain", "shift"):
            p[f"{name}{n}"] = reader.take(shapes[f"{name}{n}"])
    p["out"] = reader.rounded(shapes["out"], export.OUTPUT_ONE)
    p["out_bias"] = reader.take(shapes["out_bias"])
    assert reader.position == len(data) and set(p) == set(shapes)
    return p


def main(weights, model):
    with open(weights, "rb") as file:
        data = file.read()
    p = floats(data)
    assert export.serialised(export.quantised(p, {})) == data
    np.savez(model, **p)


if __name__ == "__main__":
    main(*sys.argv[1:])
