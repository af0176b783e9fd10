"""Tags of tokens: outside, and beginning, inside, last and only token of each label."""

import numpy as np

LABELS = ["PERSON", "LOCATION", "ORGANIZATION"]
OUTSIDE = 0
TAGS = 1 + 4 * len(LABELS)
BEGIN, INSIDE, LAST, ONLY = range(4)


def tag(label, part):
    return 1 + 4 * label + part


def may_follow(before, after):
    """Whether a tag may stand behind another, None being the edge of the text."""
    open_before = before is not None and before != OUTSIDE and (before - 1) % 4 in (BEGIN, INSIDE)
    continues = after is not None and after != OUTSIDE and (after - 1) % 4 in (INSIDE, LAST)
    if open_before != continues:
        return False
    return not open_before or (before - 1) // 4 == (after - 1) // 4


def encode(starts, ends, spans):
    """Tags of tokens, whose positions are arrays in ascending order, by labelled spans."""
    tags = np.zeros(len(starts), np.int8)
    for start, end, name in spans:
        first, last = int(np.searchsorted(ends, start, "right")), int(np.searchsorted(starts, end, "left")) - 1
        if last < first or name not in LABELS or tags[first:last + 1].any():
            continue
        label = LABELS.index(name)
        tags[first:last + 1] = tag(label, INSIDE)
        tags[first], tags[last] = tag(label, BEGIN), tag(label, LAST)
        if first == last:
            tags[first] = tag(label, ONLY)
    return tags


def decode(tags, tokens):
    """Spans of start, end and label, of tokens that begin with their start and end."""
    found, start = [], None
    for (s, e, *_), t in zip(tokens, tags):
        if t == OUTSIDE:
            continue
        part, label = (t - 1) % 4, LABELS[(t - 1) // 4]
        if part in (BEGIN, ONLY):
            start = s
        if part in (LAST, ONLY):
            found.append((start, e, label))
    return found
