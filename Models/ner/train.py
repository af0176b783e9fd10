"""Trains the network: python train.py --steps 6000 training.jsonl model.npz

One thread, about half an hour. The same seed, package versions and processor give the same weights.
"""

import argparse
import json
import os
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np

import corpus
import labels
import network
import tokens

TABLES = {"words": tokens.WORD_ROWS, "shapes": tokens.SHAPE_ROWS, "grams": tokens.GRAM_ROWS}
DROPPED = {"words": .25, "shapes": .02, "grams": .08}
"""Shares of forms whose word, shape or parts are hidden in a step: names have to be told by what is left."""
GRAM_SCALE = np.float32(2)


class Adam:
    """Adam with decay of the rate; of tables only the rows that a step has touched."""

    def __init__(self, p):
        self.p = p
        self.first = {k: np.zeros_like(v) for k, v in p.items()}
        self.second = {k: np.zeros_like(v) for k, v in p.items()}
        self.step = 0

    def update(self, gradients, rate, rows):
        self.step += 1
        scale = rate * np.sqrt(1 - .999 ** self.step) / (1 - .9 ** self.step)
        norm = np.sqrt(sum(float((g * g).sum()) for g in gradients.values()))
        clip = min(1, 2 / (norm + 1e-9))
        for name, gradient in gradients.items():
            at = rows.get(name, slice(None))
            gradient = gradient * np.float32(clip)
            first = self.first[name][at] * np.float32(.9) + gradient * np.float32(.1)
            second = self.second[name][at] * np.float32(.999) + gradient * gradient * np.float32(.001)
            self.first[name][at], self.second[name][at] = first, second
            self.p[name][at] -= np.float32(scale) * first / (np.sqrt(second) + np.float32(1e-8))


class Trainer:
    def __init__(self, forms, seed):
        self.p = network.parameters(seed)
        self.chance = np.random.default_rng(seed + 1)
        self.matrices = {name: corpus.matrix(getattr(forms, name), count) for name, count in TABLES.items()}
        self.adam = Adam(self.p)

    def embed(self, chosen, training):
        """Sums of rows for the forms of a step, with what their gradients need."""
        parts, state = [], {}
        for name in TABLES:
            whole, counts = self.matrices[name]
            part = whole[chosen]
            rows = np.unique(part.indices)
            part = part.copy()
            part.indices = np.searchsorted(rows, part.indices).astype(np.int32)
            part._shape = (len(chosen), len(rows))
            scale = np.ones(len(chosen), np.float32)
            if name == "grams":
                scale = GRAM_SCALE / np.maximum(counts[chosen], 1).astype(np.float32)
            if training:
                scale = scale * (self.chance.random(len(chosen)) >= DROPPED[name])
            scale = scale.astype(np.float32)[:, None]
            parts.append((part @ self.p[name][rows]) * scale)
            state[name] = (part, rows, scale)
        return np.concatenate(parts, 1).astype(np.float32), state

    def layout(self, documents):
        """Rows of a step: texts with padding between them."""
        padding = np.full(network.PADDING, -1, np.int32)
        pieces = [padding]
        for document in documents:
            pieces += [document.forms, padding]
        rows = np.concatenate(pieces)
        real = rows >= 0
        chosen, index = np.unique(rows[real], return_inverse=True)
        places = np.full(len(rows), -1, np.int64)
        places[real] = index
        return chosen, places, real

    def train_step(self, documents, rate):
        chosen, index, real = self.layout(documents)
        embedded, state = self.embed(chosen, True)
        masks = [((self.chance.random((len(index), network.WIDTH), np.float32) >= .1) / np.float32(.9)).astype(np.float32)
                 for _ in range(1 + len(network.DISTANCES))]
        passing = network.Pass(self.p)
        scores = passing.forward(embedded, index, real, masks)[real]
        tags = np.concatenate([d.tags for d in documents])
        scores -= scores.max(1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(1, keepdims=True)
        count = len(tags)
        loss = float(-np.log(chances[np.arange(count), tags] + 1e-9).sum()) / count
        chances[np.arange(count), tags] -= 1
        gradient = np.zeros((len(index), labels.TAGS), np.float32)
        gradient[real] = chances / np.float32(count)
        gradients = passing.backward(gradient)
        embedded = gradients.pop("embedded")
        rows = {}
        for position, name in enumerate(TABLES):
            part, rows[name], scale = state[name]
            d = embedded[:, position * network.WIDTH:(position + 1) * network.WIDTH] * scale
            gradients[name] = part.T.tocsr() @ d
        self.adam.update(gradients, rate, rows)
        return loss

    def scores(self, documents):
        chosen, index, real = self.layout(documents)
        embedded, _ = self.embed(chosen, False)
        flat = network.Pass(self.p).forward(embedded, index, real)[real]
        return np.split(flat, np.cumsum([len(d.forms) for d in documents])[:-1])


def viterbi(scores):
    """The best sequence of tags that may follow each other."""
    allowed = np.array([[0 if labels.may_follow(a, b) else -1e9 for b in range(labels.TAGS)] for a in range(labels.TAGS)])
    best = scores[0] + [0 if labels.may_follow(None, t) else -1e9 for t in range(labels.TAGS)]
    back = []
    for row in scores[1:]:
        total = best[:, None] + allowed
        back.append(total.argmax(0))
        best = total.max(0) + row
    tag = int((best + [0 if labels.may_follow(t, None) else -1e9 for t in range(labels.TAGS)]).argmax())
    tags = [tag]
    for pointers in reversed(back):
        tag = int(pointers[tag])
        tags.append(tag)
    return tags[::-1]


def evaluate(trainer, documents, size=64):
    """Precision, recall and F1 by overlap, of each label."""
    counts = {label: [0, 0, 0, 0] for label in labels.LABELS}
    for start in range(0, len(documents), size):
        some = documents[start:start + size]
        for document, scores in zip(some, trainer.scores(some)):
            count_overlaps(counts, document.spans, labels.decode(viterbi(scores), document.tokens))
    return summary(counts)


def count_overlaps(counts, expected, found):
    for label, c in counts.items():
        gold = [(s, e) for s, e, l in expected if l == label]
        ours = [(s, e) for s, e, l in found if l == label]
        c[0] += sum(any(s < y and x < e for x, y in gold) for s, e in ours)
        c[1] += len(ours)
        c[2] += sum(any(s < y and x < e for x, y in ours) for s, e in gold)
        c[3] += len(gold)


def summary(counts):
    found = {}
    for label, (right, ours, hit, gold) in counts.items():
        precision, recall = right / max(ours, 1), hit / max(gold, 1)
        found[label] = tuple(round(x, 3) for x in (precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)))
    return found


def batches(documents, chance, size):
    """Batches of about so many tokens, for ever, with texts of a like length together."""
    while True:
        order = chance.permutation(len(documents))
        for start in range(0, len(order), 2000):
            some, batch, count = order[start:start + 2000], [], 0
            for i in some:
                batch.append(documents[i])
                count += len(documents[i].forms)
                if count >= size:
                    yield batch
                    batch, count = [], 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--batch", type=int, default=2500, help="tokens")
    parser.add_argument("--rate", type=float, default=.002)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", action="append", default=[], help="labelled texts to report on")
    parser.add_argument("--stop", type=int, help="a step before the last, at which the model is written and that is all")
    parser.add_argument("--start", help="a model to go on from, on other texts")
    parser.add_argument("training", nargs="+")
    parser.add_argument("model")
    options = parser.parse_args()
    began = time.time()
    forms = corpus.Forms()
    documents = [d for path in options.training for d in corpus.read(path, forms)]
    checks = {path: corpus.read(path, forms, None) for path in options.check}
    print(len(documents), "texts,", sum(len(d.forms) for d in documents), "tokens,", len(forms.words), "forms",
          round(time.time() - began), "s", flush=True)
    trainer = Trainer(forms, options.seed)
    if options.start:
        trainer.p.update(np.load(options.start))
    losses = []
    for step, batch in enumerate(batches(documents, np.random.default_rng(options.seed), options.batch), 1):
        progress = step / options.steps
        rate = options.rate * min(1, step / 100) * max(.02, 1 - progress)
        losses.append(trainer.train_step(batch, rate))
        if step % 100 == 0:
            print(step, round(float(np.mean(losses[-100:])), 4), round(time.time() - began), "s", flush=True)
        if step % 600 == 0 or step == options.steps:
            np.savez(options.model, **trainer.p)
            for path, texts in checks.items():
                print(step, os.path.basename(path), json.dumps(evaluate(trainer, texts)), flush=True)
        if step in (options.steps, options.stop):
            break


if __name__ == "__main__":
    main()
