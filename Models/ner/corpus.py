"""Labelled texts as arrays: tokens by number of their form, tags, and the features of each form."""

import json

import numpy as np
import scipy.sparse

import labels
import tokens


class Forms:
    """Every different token (its text and whether white space stands before it), numbered."""

    def __init__(self):
        self.numbers, self.words, self.shapes, self.grams = {}, [], [], []

    def number(self, text, apart):
        # What is counted as one in the features is one here, too: digits are all alike.
        key = ("0" * len(text) if text.isdecimal() else text, apart)
        found = self.numbers.get(key)
        if found is None:
            found = self.numbers[key] = len(self.words)
            words, shapes, grams = tokens.features(text, apart)
            self.words.append(words)
            self.shapes.append(shapes)
            self.grams.append(grams)
        return found


class Document:
    __slots__ = ("text", "tokens", "forms", "tags", "spans")


def read(path, forms, maximum=220):
    """Documents, long ones cut behind so many tokens."""
    found = []
    for line in open(path, encoding="utf8"):
        row = json.loads(line)
        document = Document()
        document.text = row["text"]
        document.spans = [(s["start"], s["end"], s["label"]) for s in row["spans"]]
        document.tokens = tokens.tokens(row["text"])
        if not document.tokens:
            continue
        document.forms = np.array([forms.number(row["text"][s:e], a) for s, e, a in document.tokens], np.int32)
        document.tags = np.array(labels.encode(document.tokens, document.spans), np.int8)
        if maximum and len(document.tokens) > maximum:
            document.tokens, document.forms = document.tokens[:maximum], document.forms[:maximum]
            document.tags = document.tags[:maximum]
            document.tags[-1] = 0 if document.tags[-1] else document.tags[-1]
        found.append(document)
    return found


def matrix(rows_of, columns):
    """Rows of a table that each form sums, as a sparse matrix."""
    counts = np.array([len(r) for r in rows_of], np.int64)
    starts = np.r_[0, np.cumsum(counts)]
    indices = np.fromiter((c for r in rows_of for c in r), np.int32, int(starts[-1]))
    return scipy.sparse.csr_matrix((np.ones(len(indices), np.float32), indices, starts), (len(rows_of), columns)), counts
