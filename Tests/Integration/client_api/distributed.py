"""A trace of which another process has made a part.

    python -m client_api.distributed SEED HEADERS

is the other process.
"""

from __future__ import annotations

import json
import subprocess
import sys

import mlflow
from mlflow.tracing import get_tracing_context_headers_for_http_request, set_tracing_context_from_http_request_headers

from client_api.recorder import Recorder
from client_api.tracing import active_experiment
from planting import Planter


def call(do: Recorder, planter: Planter) -> None:
    active_experiment()
    for order in ("inside", "after"):
        with mlflow.start_span(f"caller, callee {order}") as span:
            span.set_inputs(planter.sentence("inputs of a caller"))
            headers = get_tracing_context_headers_for_http_request()
            if order == "inside":
                run(planter, headers)
        mlflow.flush_trace_async_logging()
        if order == "after":
            run(planter, headers)
        do(f"get_trace, callee {order}", do.client.get_trace, span.trace_id, display=False)


def run(planter: Planter, headers: dict[str, str]) -> None:
    say(planter)
    subprocess.run([sys.executable, "-m", __name__, planter.seed, json.dumps(headers)], check=True, timeout=120)


def say(planter: Planter) -> str:
    """Of both processes the same."""
    return planter.sentence("inputs of a callee")


def main() -> None:
    planter = Planter(sys.argv[1])
    active_experiment()
    with set_tracing_context_from_http_request_headers(json.loads(sys.argv[2])):
        with mlflow.start_span("callee") as span:
            span.set_inputs({"text": say(planter)})
            with mlflow.start_span("callee's own"):
                pass
    mlflow.flush_trace_async_logging()


if __name__ == "__main__":
    main()
