"""One of several clients of a server that has too much to do: makes traces with MLflow's client, and prints their ids."""

from __future__ import annotations

import json
import sys

import mlflow

MAIL = "lena.moss@post.example"


@mlflow.trace
def run(number: int) -> dict:
    for step in ("find", "ask"):
        with mlflow.start_span(step) as span:
            span.set_inputs({"to": MAIL, "number": number})
    return {"answer": f"to {MAIL}", "number": number}


def main() -> None:
    mlflow.set_experiment(experiment_id=sys.argv[1])
    ids = []
    for number in range(int(sys.argv[2])):
        run(number)
        ids.append(mlflow.get_last_active_trace_id())
    mlflow.flush_trace_async_logging()
    json.dump(ids, sys.stdout)


if __name__ == "__main__":
    main()
