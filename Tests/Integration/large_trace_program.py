"""Makes large traces with MLflow's client. Reads lines of JSON: the URL of a server, the experiment there, the kind of
trace; prints a line with the trace's id for each."""

from __future__ import annotations

import base64
import itertools
import json
import random
import sys
from collections.abc import Callable

import mlflow

#: Of the inputs of a span, as JSON.
SIZE = 5_000_000
MAIL = "lena.moss@post.example"
WORDS = f"write to {MAIL} about order 4711, "
Making = Callable[[int], object]


def many(make: Making, size: int = SIZE) -> list:
    """As many values as have `size` bytes as JSON."""
    made, count = [], 2
    for number in itertools.count():
        value = make(number)
        count += len(json.dumps(value)) + 2
        if count > size:
            return made
        made.append(value)


def row(number: int) -> dict:
    return {"id": number, "mail": f"m{number}@post.example", "scores": [number, None, True]}


def message(number: int) -> dict:
    return {"role": "user", "content": WORDS, "index": number, "score": 0.5}


def inside(value: object, levels: int) -> object:
    """`value` as a text that is JSON, in a text that is JSON."""
    for _ in range(levels):
        value = json.dumps({"part": value})
    return value


def fitting(make: Callable[[int], object]) -> object:
    """What `make` makes of a number of bytes, with such a number that it has `SIZE` bytes itself."""
    size = SIZE
    while (count := len(json.dumps(made := make(size)))) > SIZE:
        size = int(size * SIZE / count) - 1
    return made


def nested(levels: int) -> object:
    """Rows in so many texts in each other: a quotation mark of the innermost has 2 ** `levels` - 1 backslashes."""
    return fitting(lambda size: inside(many(lambda number: inside(row(number), levels - 1), size), 1))


def lists(levels: int) -> object:
    """Rows in so many lists in each other."""
    value: object = many(row, SIZE - 1000)
    for _ in range(levels):
        value = [value]
    return value


def each(value: object) -> list:
    """As many of `value` beside each other as have `SIZE` bytes, and an address."""
    return [MAIL, *[value] * (SIZE // (len(json.dumps(value)) + 2))]


def text(part: str) -> str:
    return part * (SIZE // len(json.dumps(part)[1:-1]))


#: The inputs of a span.
INPUTS: dict[str, Callable[[], object]] = {
    "words": lambda: text(WORDS),
    "messages": lambda: many(message),
    "rows": lambda: many(row),
    "keys": lambda: {f"m{number}@post.example": number for number in range(130_000)},
    "numbers": lambda: [MAIL, *range(700_000)],
    "rows in a text": lambda: nested(1),
    "rows in two texts": lambda: nested(2),
    "a text of words that is cut": lambda: json.dumps({"q": [f"Zoë 😀 {WORDS}{inside(number, 1)}" for number in range(70_000)]})[:4_500_000],
    "percent signs": lambda: text("lena.moss%40post.example%20"),
    "a value past 64 bits": lambda: [2**64, *many(row)],
    "an image": lambda: {
        "image": "data:image/png;base64,"
        + base64.b64encode(b"\x89PNG\r\n\x1a\n" + random.Random(7).randbytes(3_700_000)).decode(),
        "of": MAIL,
    },
}
#: What nobody sends in earnest: nothing but what is redacted, or what takes most memory for its bytes.
HOSTILE: dict[str, Callable[[], object]] = {
    "addresses": lambda: text("a@b.co "),
    "an address a text": lambda: each("a@b.co"),
    "phone numbers": lambda: text("+14155552671 ") + MAIL,
    "phone numbers in numbers": lambda: each(14155552671),
    "IP addresses": lambda: text("8.8.8.8 ") + MAIL,
    "IPv6 addresses": lambda: text("1::2 ") + MAIL,
    "cards": lambda: text("4111111111111111,") + MAIL,
    "passwords": lambda: text("pwd=Zx9! ") + MAIL,
    "passwords by key": lambda: each({"pwd": "Zx9!q"}),
    "pieces of addresses": lambda: text("%61@b.co ") + MAIL,
    "addresses in a text in a text": lambda: fitting(lambda size: inside("a@b.co " * (size // 7), 2)),
    "addresses of one text each in a text": lambda: fitting(lambda size: inside(["a@b.co"] * (size // 12), 1)),
    "a text beside one in ten texts": lambda: [inside(MAIL, 10), text(WORDS)[:4_900_000]],
    "addresses beside one in ten texts": lambda: [inside(MAIL, 10), text("a@b.co ")[:4_900_000]],
    "rows in five texts": lambda: nested(5),
    "rows in forty lists": lambda: lists(40),
    "maps in maps": lambda: each(json.loads('{"a":' * 40 + "1" + "}" * 40)),
    "a character a text": lambda: each("x"),
    "empty texts": lambda: each(""),
    "nulls": lambda: each(None),
    "digits": lambda: each(7),
    "empty lists": lambda: each([]),
    "empty maps": lambda: each({}),
    "brackets": lambda: text("[") + MAIL,
    "quotation marks": lambda: text('"') + MAIL,
    "backslashes": lambda: text("\\") + MAIL,
    "line breaks": lambda: text("\n") + MAIL,
    "control characters": lambda: text("\x01") + MAIL,
    "emoji": lambda: text("😀") + MAIL,
    "escapes in a text": lambda: json.dumps(["\x01" * (SIZE // 7), MAIL]),
    "long keys": lambda: {f"{number} {WORDS * 15_000}": MAIL for number in range(10)},
    "keys of one address": lambda: {f"{number}@b.co": 1 for number in range(300_000)},
    "maps with keys of one address": lambda: each({"a@b.co": 1}),
}


@mlflow.trace(span_type="LLM")
def stream(question: str):
    for number in range(3000):
        word = f"{WORDS.split()[number % 6]} "
        yield {
            "id": "chatcmpl-C7n2ZpXyBqL0aVd3Wm9RkTuEoJ",
            "object": "chat.completion.chunk",
            "created": 1795462149,
            "model": "gpt-4o-mini-2024-07-18",
            "system_fingerprint": "fp_560af6e559",
            "choices": [{"index": 0, "delta": {"content": word}, "logprobs": None, "finish_reason": None}],
        }


def make(kind: str) -> None:
    if kind == "3000 chunks":
        list(stream(WORDS))
        return
    with mlflow.start_span("large") as span:
        if kind == "attributes":
            span.set_attributes({f"part {number}": message(number) for number in range(40_000)})
        elif kind == "events":
            for number in range(9000):
                span.add_event(mlflow.entities.SpanEvent(f"event {number}", attributes={"text": WORDS * 14}))
        elif kind == "small events":
            for number in range(58_000):
                span.add_event(mlflow.entities.SpanEvent("a@b.co"))
        elif kind == "small attributes":
            span.set_attributes({f"{number}": "a@b.co" for number in range(150_000)})
        elif kind == "links":
            for number in range(90_000):
                span.add_link(mlflow.entities.Link(f"tr-{number:032x}", f"{number:016x}", {"a": "a@b.co"}))
            span.set_inputs(MAIL)
        else:
            span.set_inputs((INPUTS | HOSTILE)[kind]())


KINDS = ["3000 chunks", "attributes", "events", *INPUTS]
HOSTILE_KINDS = ["small attributes", "small events", "links", *HOSTILE]


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        mlflow.set_tracking_uri(asked["url"])
        mlflow.set_experiment(experiment_id=asked["experiment"])
        make(asked["kind"])
        mlflow.flush_trace_async_logging()
        print(json.dumps(mlflow.get_last_active_trace_id()), flush=True)


if __name__ == "__main__":
    main()
