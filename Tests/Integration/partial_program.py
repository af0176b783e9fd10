"""An application of whose traces MLflow takes some spans only, with MLflow's client. Prints the ids."""

from __future__ import annotations

import json
import sys

import mlflow

MAIL = "lena.moss@post.example"


@mlflow.trace
def run(number: int):
    with mlflow.start_span("early") as span:
        span.set_inputs({"to": MAIL})
    with mlflow.start_span("huge") as span:
        # The client cannot make a request of it.
        span.set_outputs({"crc": 2**64 - 1 - number, "to": MAIL})
        span.add_event(mlflow.entities.SpanEvent("seen", attributes={"by": MAIL}))
    with mlflow.start_span("late") as span:
        span.set_inputs([number, {"to": MAIL}])
    return {"number": number}


def main() -> None:
    mlflow.set_experiment(experiment_id=sys.argv[1])
    ids = []
    for number in range(4):
        run(number)
        ids.append(mlflow.get_last_active_trace_id())
        if number % 2:
            mlflow.flush_trace_async_logging()
    mlflow.flush_trace_async_logging()
    json.dump(ids, sys.stdout)


if __name__ == "__main__":
    main()
