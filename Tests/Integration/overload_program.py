"""One of several clients of a server that has too much to do: makes traces with MLflow's client, and prints their ids.

Every other trace has a value past 64 bits in its spans: the client cannot send them by OTLP, and uploads them as an
artifact. It does so for all that it would send with them, so each trace goes by itself.
"""

from __future__ import annotations

import json
import sys

import mlflow

MAIL = "lena.moss@post.example"


@mlflow.trace
def run(number: int, checksum: int) -> dict:
    for step in ("find", "ask"):
        with mlflow.start_span(step) as span:
            span.set_inputs({"to": MAIL, "number": number, "checksum": checksum})
    return {"answer": f"to {MAIL}", "checksum": checksum}


def main() -> None:
    mlflow.set_experiment(experiment_id=sys.argv[1])
    ids = []
    for number in range(int(sys.argv[2])):
        run(number, 2**64 - 1 if number % 2 else 0)
        ids.append(mlflow.get_last_active_trace_id())
        mlflow.flush_trace_async_logging()
    json.dump(ids, sys.stdout)


if __name__ == "__main__":
    main()
