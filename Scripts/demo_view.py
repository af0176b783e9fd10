"""How the demo shows things: what a span holds, where a value is kept, and two texts side by side."""

from __future__ import annotations

import json
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator

from mlflow.entities import Trace

GAP = 3
# Two columns narrower than this cannot be read; they are put one above the other.
NARROWEST = 30


def lines_of(trace: Trace) -> Iterator[str]:
    """What went into the root and into tools, and what came out, a message of a conversation a line."""
    for span in trace.data.spans:
        if span.parent_id is not None and span.span_type != "TOOL":
            continue
        yield span.name
        for word, value in (("in:  ", span.inputs), ("out: ", span.outputs)):
            yield from (f"  {' ' * len(word) if number else word}{line}" for number, line in enumerate(_told(value)))


def _told(value: object) -> Iterator[str]:
    messages = value.get("messages") if isinstance(value, dict) else None
    if not isinstance(messages, list):
        yield value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return
    for message in messages:
        who = message.get("type") or message.get("role")
        calls = ", ".join(f"{call['name']}({json.dumps(call['args'])})" for call in message.get("tool_calls") or ())
        yield f"{who}: {' '.join(part for part in (message.get('content'), calls) if part)}"


def kept(trace: Trace, tables: Iterable[tuple[str, bytes]], value: str) -> list[str]:
    """Where a server keeps `value` of a trace: the attributes, by name; what describes the trace; the tables."""
    spans = defaultdict(list)
    for span in trace.data.spans:
        for key, text in span.to_dict()["attributes"].items():
            if value in text:
                spans[key].append(span.name)
    about = {
        "preview of the request": trace.info.request_preview,
        "preview of the response": trace.info.response_preview,
        **{f"tag {key}": text for key, text in trace.info.tags.items()},
        **{f"metadata {key}": text for key, text in trace.info.trace_metadata.items()},
    }
    places = [f"{key} of {_names(names)}" for key, names in spans.items()]
    places += [place for place, text in about.items() if value in (text or "")]
    return places + [f"the server's {name}" for name, data in tables if value.encode() in data]


def lines_of_places(found: dict[str, list[str]]) -> Iterator[str]:
    """Values and where they are kept; those that are kept in the same places together."""
    values = defaultdict(list)
    for value, places in found.items():
        values[tuple(places)].append(value)
    for places, together in values.items():
        yield f"{', '.join(together)}:"
        yield from (f"  {place}" for place in places or ["nowhere"])


def _names(names: list[str]) -> str:
    """Of spans, each once, with how many there are of it."""
    return ", ".join(name + (f" ({names.count(name)})" if names.count(name) > 1 else "") for name in dict.fromkeys(names))


def side_by_side(left: list[str], right: list[str], width: int, titles: tuple[str, str]) -> list[str]:
    """Two columns in `width` characters, in whole lines: what is too long goes on in the next. In a narrow terminal
    the second one stands below the first."""
    column = (width - GAP) // 2
    if column < NARROWEST:
        return [titles[0], *_wrapped(left, width), "", titles[1], *_wrapped(right, width)]
    left = [titles[0], "-" * column, *_wrapped(left, column)]
    right = [titles[1], "-" * column, *_wrapped(right, column)]
    rows = max(len(left), len(right))
    pairs = zip(left + [""] * (rows - len(left)), right + [""] * (rows - len(right)), strict=True)
    return [f"{one:<{column}}{' ' * GAP}{other}".rstrip() for one, other in pairs]


def _wrapped(lines: list[str], width: int) -> Iterator[str]:
    for line in lines:
        indent = " " * min(len(line) - len(line.lstrip()) + 2, width // 2)
        yield from textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False) or [""]


def counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
