"""What MLflow's client sends in pieces: a stream's chunks, and texts that it cuts.

    pieces_program.py EXPERIMENT

Prints the ids of the traces by what they hold.
"""

from __future__ import annotations

import json
import sys

import mlflow

TOKENS = ["My", " mail", " is", " lena", ".", "moss", "@", "post", ".example", ", card", " 4111", " 1111", " 1111 1111", "."]
SECRET = "ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
FILLER = "lorem ipsum " * 100


@mlflow.trace
def words():
    yield from TOKENS


@mlflow.trace
def deltas():
    for token in TOKENS:
        yield {"choices": [{"delta": {"content": token}}]}


@mlflow.trace
def answer(question):
    return question


def main() -> None:
    mlflow.set_experiment(experiment_id=sys.argv[1])
    ids = {}
    for name, call in {
        "words": lambda: list(words()),
        "deltas": lambda: list(deltas()),
        "cut preview": lambda: answer(FILLER[:948] + SECRET + " " + FILLER),
        "cut metadata": lambda: answer(FILLER[:204] + SECRET + " " + FILLER),
    }.items():
        call()
        ids[name] = mlflow.get_last_active_trace_id()
        mlflow.flush_trace_async_logging()
    json.dump(ids, sys.stdout)


if __name__ == "__main__":
    main()
