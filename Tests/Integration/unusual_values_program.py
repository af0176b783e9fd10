"""An application whose traces hold values that are hard to send, with MLflow's client. Prints the ids by kind."""

from __future__ import annotations

import json
import sys

import mlflow

MAIL = "lena.moss@post.example"


def dicts(levels: int) -> object:
    value: object = f"write to {MAIL}"
    for _ in range(levels):
        value = {"part": value}
    return value


def lists(levels: int) -> object:
    value: object = f"write to {MAIL}"
    for _ in range(levels):
        value = [value]
    return value


def replies(levels: int) -> object:
    value: dict = {"text": MAIL, "replies": []}
    for _ in range(levels):
        value = {"text": MAIL, "replies": [value]}
    return value


KINDS = {
    "plain": {"n": 1},
    "uint64": {"crc": 2**64 - 1},
    "below int64": {"v": -(2**63) - 1},
    "beyond doubles": {"big": 10**30, "none": float("nan"), "all": float("inf"), "zero": -0.0, "huge": 1.7e308},
    "19 dicts": dicts(19),
    "30 dicts": dicts(30),
    # The deepest that the client itself can send: its inputs hold it in one more map.
    "31 dicts": dicts(31),
    "47 lists": lists(47),
    "60 dicts": dicts(60),
    "11 replies": replies(11),
    "48 lists": lists(48),
    "half a pair": {"text": "half \ud800 of a pair"},
    "keys that become one": {1: "a", "1": "b"},
    "bytes": {"raw": b"\x00\xff"},
    "plain again": {"n": 2},
}


@mlflow.trace
def run(value):
    with mlflow.start_span("step") as span:
        span.set_inputs(f"for {MAIL}")
    return value


def main() -> None:
    mlflow.set_experiment(experiment_id=sys.argv[1])
    flushes = sys.argv[2] == "one by one"
    ids = {}
    # MLflow's database has no room for half a pair in what the start of a trace shows of it.
    kinds = sys.argv[3:] or [kind for kind in KINDS if flushes or kind != "half a pair"]
    for kind in kinds:
        run(KINDS[kind])
        ids[kind] = mlflow.get_last_active_trace_id()
        if flushes:
            mlflow.flush_trace_async_logging()
    mlflow.flush_trace_async_logging()
    json.dump(ids, sys.stdout)


if __name__ == "__main__":
    main()
