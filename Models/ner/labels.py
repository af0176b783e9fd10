"""Tags of tokens: outside, and beginning, inside, last and only token of each label."""

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


def encode(tokens, spans):
    """Tags of tokens by labelled spans of code points."""
    tags = [OUTSIDE] * len(tokens)
    for start, end, name in spans:
        inside = [i for i, (s, e, _) in enumerate(tokens) if s < end and e > start]
        if not inside or name not in LABELS or any(tags[i] for i in inside):
            continue
        label = LABELS.index(name)
        if len(inside) == 1:
            tags[inside[0]] = tag(label, ONLY)
            continue
        for i in inside:
            tags[i] = tag(label, INSIDE)
        tags[inside[0]], tags[inside[-1]] = tag(label, BEGIN), tag(label, LAST)
    return tags


def decode(tags, tokens):
    """Spans of start, end and label."""
    found, start = [], None
    for (s, e, _), t in zip(tokens, tags):
        if t == OUTSIDE:
            continue
        part, label = (t - 1) % 4, LABELS[(t - 1) // 4]
        if part in (BEGIN, ONLY):
            start = s
        if part in (LAST, ONLY):
            found.append((start, e, label))
    return found
