"""Trains the network: python train.py --lists lists.bin --steps 6500 mix.jsonl model.npz

One thread, some 45 ms a step. The same seed, package versions and processor give the same weights.
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

DROPPED = {"words": .5, "shapes": .05, "grams": .2}
"""Shares of forms whose word, shape or parts are hidden in a step: names have to be told by what is left."""
ALL_DROPPED = .08
"""Share of forms of which nothing but the shape is left: names have to be told by what is around them."""
UNLISTED = .22
"""Share of forms that count as being in no list."""
GRAM_SCALE = np.float32(2)
AVERAGED_EACH, AVERAGE_KEPT = 10, np.float32(.985)
"""What is written is an average over the last steps: every so many, each with so much of the average before."""


class Trainer:
    def __init__(self, forms, seed, start=None):
        p = network.parameters(seed)
        if start:
            p.update({name: np.ascontiguousarray(value) for name, value in np.load(start).items() if name in p})
        self.network = network.Network(p)
        self.average = {name: value.copy() for name, value in p.items()}
        self.chance = np.random.default_rng(seed + 1)
        rows = [forms.rows(t) for t in range(len(network.TABLES))]
        self.starts, self.indices = ({name: r[i] for name, r in zip(network.TABLES, rows)} for i in (0, 1))

    def batch(self, documents, training):
        """The texts of a step with padding between them, and the arrays that have to live as long as it does."""
        padding = np.full(network.PADDING, -1, np.int32)
        rows = np.concatenate([padding] + [part for d in documents for part in (d.forms, padding)])
        real = rows >= 0
        chosen, index = np.unique(rows[real], return_inverse=True)
        form = np.full(len(rows), -1, np.int32)
        form[real] = index
        tags = np.zeros(len(rows), np.int8)
        tags[real] = np.concatenate([d.tags for d in documents])
        batch = network.Batch(rows=len(rows), forms=len(chosen))
        alive = [form, tags, chosen.astype(np.int64)]
        batch.form, batch.tags, batch.chosen = map(network.address, alive)
        bare = self.chance.random(len(chosen)) < ALL_DROPPED
        unlisted = (self.chance.random(len(chosen)) < UNLISTED) if training else np.zeros(len(chosen), bool)
        alive.append(unlisted.astype(np.uint8))
        batch.unlisted = network.address(alive[-1])
        for t, name in enumerate(network.TABLES):
            scale = np.ones(len(chosen), np.float32)
            if name == "grams":
                counts = self.starts[name][chosen + 1] - self.starts[name][chosen]
                scale = GRAM_SCALE / np.maximum(counts, 1).astype(np.float32)
            if training:
                scale = scale * (self.chance.random(len(chosen)) >= DROPPED[name])
                if name != "shapes":
                    scale = scale * ~bare
            scale = scale.astype(np.float32)
            alive.append(scale)
            batch.starts[t], batch.indices[t], batch.scale[t] = (network.address(a) for a in (
                self.starts[name], self.indices[name], scale))
        return batch, alive

    def train_step(self, documents, rate):
        batch, alive = self.batch(documents, True)
        loss = self.network.train(batch, rate, int(self.chance.integers(1, 2 ** 31)))
        if self.network.step % AVERAGED_EACH == 0:
            # The first steps are forgotten fast.
            kept = min(AVERAGE_KEPT, np.float32(self.network.step / (self.network.step + 300)))
            for name, average in self.average.items():
                average *= kept
                average += (1 - kept) * self.network.p[name]
        return loss

    def scores(self, documents):
        batch, alive = self.batch(documents, False)
        real = alive[0] >= 0
        return np.split(self.network.scores(batch)[real], np.cumsum([len(d.forms) for d in documents])[:-1])


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
            found = labels.decode(viterbi(scores), zip(document.starts.tolist(), document.ends.tolist()))
            count_overlaps(counts, document.spans, found)
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
    parser.add_argument("--warm", type=int, default=100, help="steps in which the rate rises")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", action="append", default=[], help="labelled texts to report on")
    parser.add_argument("--stop", type=int, help="a step before the last, at which the model is written and that is all")
    parser.add_argument("--minutes", type=float, help="when the rate has fallen at the latest, whatever the step")
    parser.add_argument("--lists", required=True, help="what make_lists.py writes")
    parser.add_argument("--start", help="a model to go on from, on other texts")
    parser.add_argument("training", nargs="+")
    parser.add_argument("model")
    options = parser.parse_args()
    began = time.time()
    lists = np.fromfile(options.lists, np.uint8)
    forms = corpus.Forms(lists)
    documents = [d for path in options.training for d in corpus.read(path, forms)]
    checks = {path: corpus.read(path, forms, None) for path in options.check}
    print(len(documents), "texts,", sum(len(d.forms) for d in documents), "tokens,", len(forms), "forms",
          round(time.time() - began), "s", flush=True)
    trainer = Trainer(forms, options.seed, options.start)
    losses, trained_from = [], time.time()
    for step, batch in enumerate(batches(documents, np.random.default_rng(options.seed), options.batch), 1):
        progress = step / options.steps
        if options.minutes:
            progress = max(progress, (time.time() - trained_from) / 60 / options.minutes)
        rate = options.rate * min(1, step / options.warm) * max(.02, 1 - progress)
        losses.append(trainer.train_step(batch, rate))
        if step % 100 == 0:
            print(step, round(float(np.mean(losses[-100:])), 4), round(time.time() - began), "s", flush=True)
            np.savez(options.model, lists=lists, **trainer.average)
        if step % 600 == 0 or progress >= 1 or step == options.stop:
            np.savez(options.model, lists=lists, **trainer.average)
            averaged = Trainer(forms, options.seed, options.model) if checks else None
            for path, texts in checks.items():
                print(step, os.path.basename(path), json.dumps(evaluate(averaged, texts)), flush=True)
        if progress >= 1 or step == options.stop:
            break


if __name__ == "__main__":
    main()
