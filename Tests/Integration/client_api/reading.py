"""Reads back every trace of the experiment, once all of them have been sent."""

from __future__ import annotations

import json

import mlflow

from client_api.recorder import Recorder
from client_api.tracing import active_experiment
from planting import Planter

#: Where the spans are, which is a matter of what was faster.
PLACE = "mlflow.trace.spansLocation"


def call(do: Recorder, planter: Planter) -> None:
    mlflow.flush_trace_async_logging()
    traces = do("read traces", do.client.search_traces, locations=[active_experiment()], max_results=500)
    for trace in traces:
        read = trace.to_dict()
        read["info"].get("tags", {}).pop(PLACE, None)
        read["data"]["spans"].sort(key=lambda span: (span["name"], span["start_time_unix_nano"]))
        do.traces.append(json.dumps(read, default=repr))
