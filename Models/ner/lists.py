"""In which lists of names a word is, by filters of bits that are a part of the weights: the reference of Sources/CTagger/lists.c."""

import tokens

BYTES = 352_256
PROBES = 5
GIVEN, FAMILY, PLACE, PART, WORD, FREQUENT = range(6)
KINDS = 6
ROWS = 1 << KINDS
"""Rows of the table of shapes, behind those of shapes: one for each set of lists."""


def positions(word, kind):
    """Which bits say that a word (code points in lower case) is in a list."""
    first, step = (tokens.fold(seed, word) for seed in (40, 41))
    return [(((first + (kind * PROBES + i) * (step | 1)) & 0xFFFFFFFF) * BYTES * 8) >> 32 for i in range(PROBES)]


def contains(bits, word, kind):
    return all(bits[p >> 3] >> (p & 7) & 1 for p in positions(word, kind))


def row(bits, word):
    """The row for a word: a bit for each list that it is in. A frequent word is in the list of words, too."""
    found = sum(contains(bits, word, kind) << kind for kind in range(FREQUENT))
    return found | (found >> WORD & contains(bits, word, FREQUENT)) << FREQUENT
