"""The network as the program computes it, in integers, in NumPy: the same entities as Sources/CTagger finds."""

import functools

import numpy as np

import labels
import lists
import network
import tokens

FIXED_ONE, FIXED_LIMIT = np.float32(1024), np.float32(1048576)
OUTPUT_ONE, OUTPUT_LIMIT = np.float32(512), np.float32(32767)
SCORE_ONE, SCORE_LIMIT = np.float32(4096), np.float32(1048576)
REACH = max(network.DISTANCES)


def integer(values, limit):
    return np.rint(values.clip(-limit, limit)).astype(np.int64)


class Reference:
    def __init__(self, quantised):
        # Sums of these products are exact in floats of 64 bits, which NumPy multiplies faster than integers.
        self.q = {name: value.astype(np.float64) if value.dtype == np.int8 and not name.endswith("s") else value
                  for name, value in quantised.items()}
        self.vectors = {}
        self.listed = functools.partial(lists.row, quantised["lists"].tolist())

    def block(self, n, inputs):
        q = self.q
        sums = (inputs.astype(np.float64) @ q[f"weight{n}"]).astype(np.int64).astype(np.float32)
        y = sums * q[f"scale{n}"] + q[f"bias{n}"]
        larger = np.maximum(y[:, :network.WIDTH], y[:, network.WIDTH:])
        fixed = integer(larger * FIXED_ONE, FIXED_LIMIT)
        total, squares = fixed.sum(1), (fixed * fixed).sum(1)
        variance = (network.WIDTH * squares - total * total).astype(np.float64) / (network.WIDTH ** 2 * 1048576.0)
        inverse = (1.0 / np.sqrt(variance + 1e-5) / 1024.0).astype(np.float32)[:, None]
        mean = (total.astype(np.float32) * np.float32(1 / network.WIDTH))[:, None]
        value = (fixed.astype(np.float32) - mean) * inverse * q[f"gain{n}"] + q[f"shift{n}"]
        return integer(value * OUTPUT_ONE, OUTPUT_LIMIT)

    def embedded(self, token, apart):
        q, (words, shapes, grams) = self.q, tokens.features(token, apart, self.listed)
        factors = [q["factors"][0], q["factors"][1], q["factors"][2] / np.float32(max(len(grams), 1))]
        parts = []
        for name, rows, factor in zip(("words", "shapes", "grams"), (words, shapes, grams), factors):
            total = q[name][rows].astype(np.int64).sum(0) if rows else np.zeros(network.WIDTH, np.int64)
            parts.append(integer(total.astype(np.float32) * np.float32(factor), np.float32(32767)))
        return np.concatenate(parts)

    def vectors_of(self, forms):
        unknown = [f for f in dict.fromkeys(forms) if f not in self.vectors]
        if unknown:
            rows = self.block(0, np.array([self.embedded(*f) for f in unknown]))
            self.vectors.update(zip(unknown, rows))
        return [self.vectors[f] for f in forms]

    def scores(self, text, found):
        count = len(found)
        x = np.zeros((count + 2 * REACH, network.WIDTH), np.int64)
        inner = slice(REACH, REACH + count)
        x[inner] = self.vectors_of([(text[s:e], a) for s, e, a in found])
        for n, distance in enumerate(network.DISTANCES, 1):
            window = np.concatenate([x[REACH - distance:REACH - distance + count], x[inner],
                                     x[REACH + distance:REACH + distance + count]], 1)
            x[inner] = (x[inner] + self.block(n, window)).clip(-32768, 32767)
        q = self.q
        sums = (x[inner].astype(np.float64) @ q["out"]).astype(np.int64).astype(np.float32)
        return integer((sums * q["out_scale"] + q["out_bias"]) * SCORE_ONE, SCORE_LIMIT)

    def entities(self, text):
        text = tokens.plain(text)
        found = tokens.tokens(text)
        return labels.decode(choose(self.scores(text, found)), found) if found else []


CLOSED = [t for t in range(labels.TAGS) if t == 0 or (t - 1) % 4 in (labels.LAST, labels.ONLY)]
IMPOSSIBLE = -2 ** 62


def choose(scores):
    """The best sequence of tags; of equal ones that with the lower tag before."""
    totals = [int(s) if t == 0 or (t - 1) % 4 in (labels.BEGIN, labels.ONLY) else IMPOSSIBLE
              for t, s in enumerate(scores[0])]
    back = []
    for row in scores[1:].tolist():
        closed = max(CLOSED, key=lambda t: (totals[t], -t))
        following, origin = [totals[closed] + row[0]], [closed]
        for label in range(len(labels.LABELS)):
            begin, inside = labels.tag(label, labels.BEGIN), labels.tag(label, labels.INSIDE)
            opened = inside if totals[inside] > totals[begin] else begin
            for part in range(4):
                before = opened if part in (labels.INSIDE, labels.LAST) else closed
                following.append(max(IMPOSSIBLE, totals[before] + row[labels.tag(label, part)]))
                origin.append(before)
        totals = following
        back.append(origin)
    tag = max(CLOSED, key=lambda t: (totals[t], -t))
    tags = [tag]
    for origin in reversed(back):
        tag = origin[tag]
        tags.append(tag)
    return tags[::-1]
