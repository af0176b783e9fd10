"""Reads traces back with the MLflow client and compares them with what was sent."""

from __future__ import annotations

import json
from collections import defaultdict

from mlflow import MlflowClient

from planting import Planter


def assert_stored(client: MlflowClient, experiment: str, sent: list[dict], planter: Planter) -> None:
    """Every span that was sent is there, once, with its ids, times, parent, status and redacted name."""
    by_trace: dict[str, list[dict]] = defaultdict(list)
    for span in sent:
        by_trace[f"tr-{span['trace_id']}"].append(span)
    assert search_all(client, experiment) == set(by_trace)
    for trace_id, wanted in by_trace.items():
        trace = client.get_trace(trace_id)
        assert trace.info.experiment_id == experiment
        assert trace.info.state == "OK", "the root has no status of its own"
        stored = [
            {
                "trace_id": span.trace_id.removeprefix("tr-"),
                "span_id": span.span_id,
                "parent_id": span.parent_id,
                "name": span.name,
                "start": span.start_time_ns,
                "end": span.end_time_ns,
                "status": str(span.status.status_code.value),
            }
            for span in trace.data.spans
        ]
        redacted = [span | {"name": planter.redacted(span["name"])} for span in wanted]
        assert sorted(stored, key=_span_id) == sorted(redacted, key=_span_id)
        for span in trace.data.spans:
            for value in span.to_dict()["attributes"].values():
                json.loads(value)


def _span_id(span: dict) -> str:
    return span["span_id"]


def search_all(client: MlflowClient, experiment: str) -> set[str]:
    """The ids of all traces of an experiment, page by page."""
    found: list[str] = []
    token = None
    while True:
        page = client.search_traces(locations=[experiment], max_results=100, page_token=token)
        found += [trace.info.trace_id for trace in page]
        if not (token := page.token):
            assert len(found) == len(set(found)), "a trace is listed twice"
            return set(found)
