"""Maps stay maps on a real server: members, tags, metadata and columns whose keys redact alike, sessions and users."""

from __future__ import annotations

import json
import re

import mlflow
import pytest
from mlflow import MlflowClient

PEOPLE = ("kim.hale@post.example", "li.wei@post.example", "ana.cruz@post.example")


@pytest.fixture
def client(start_gateway, mlflow_server, experiment):
    """A client of drop-in mode, whose traces go into an experiment of their own."""
    gateway = start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=mlflow_server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")
    mlflow.set_tracking_uri(gateway.mlflow_url)
    mlflow.set_experiment(experiment_id=experiment)
    yield MlflowClient(gateway.mlflow_url)
    mlflow.flush_trace_async_logging()
    # Not what it was, which MLflow would prefer to the environment of other tests from then on.
    mlflow.set_tracking_uri(None)


def stored(server, trace_id: str):
    mlflow.flush_trace_async_logging()
    return server.client.get_trace(trace_id, display=False)


def test_no_member_tag_or_entry_of_metadata_is_lost(client, mlflow_server):
    with mlflow.start_span("balances") as span:
        span.set_inputs({"balances": {person: number for number, person in enumerate(PEOPLE)}})
        span.set_outputs(json.dumps({person: number for number, person in enumerate(PEOPLE)}))
        span.set_attribute("seen 10.20.30.40", "a")
        span.set_attribute("seen 10.20.30.41", "b")
        mlflow.update_current_trace(
            tags={"10.20.30.40": "a", "10.20.30.41": "b"},
            metadata={person: str(number) for number, person in enumerate(PEOPLE)},
        )
    trace = stored(mlflow_server, span.trace_id)
    attributes = trace.data.spans[0].attributes
    apart = {"<EMAIL_ADDRESS>": 0, "<EMAIL_ADDRESS_2>": 1, "<EMAIL_ADDRESS_3>": 2}
    assert attributes["mlflow.spanInputs"]["balances"] == apart
    # MLflow's server takes a text that is JSON for what it says.
    assert attributes["mlflow.spanOutputs"] == apart
    assert (attributes["seen <IP_ADDRESS>"], attributes["seen <IP_ADDRESS_2>"]) == ("a", "b")
    tags = {key: value for key, value in trace.info.tags.items() if "IP_ADDRESS" in key}
    assert sorted(tags.values()) == ["a", "b"]
    metadata = {key: value for key, value in trace.info.trace_metadata.items() if "EMAIL" in key}
    assert all(re.fullmatch("<EMAIL_ADDRESS:[0-9a-f]{16}>", key) for key in metadata)
    assert sorted(metadata.values()) == ["0", "1", "2"]
    # Each is found by what it was: the client sends a map of protobuf, which has no order.
    for number, person in enumerate(PEOPLE):
        for value, found in ((str(number), [span.trace_id]), ("other", [])):
            traces = mlflow.search_traces(filter_string=f"metadata.`{person}` = '{value}'", return_type="list")
            assert [trace.info.trace_id for trace in traces] == found


def test_a_tag_is_set_again_and_deleted_by_its_key(client, mlflow_server):
    with mlflow.start_span("tagged") as span:
        mlflow.update_current_trace(tags={"10.20.30.40": "first"})
    mlflow.flush_trace_async_logging()
    client.set_trace_tag(span.trace_id, "10.20.30.40", "second")
    client.set_trace_tag(span.trace_id, "10.20.30.41", "other")
    tags = stored(mlflow_server, span.trace_id).info.tags
    assert sorted(value for key, value in tags.items() if "IP_ADDRESS" in key) == ["other", "second"]
    client.delete_trace_tag(span.trace_id, "10.20.30.40")
    tags = stored(mlflow_server, span.trace_id).info.tags
    assert [value for key, value in tags.items() if "IP_ADDRESS" in key] == ["other"]


def test_sessions_and_users_are_told_apart(client, mlflow_server, experiment):
    ids = []
    for person in (*PEOPLE, PEOPLE[0]):
        with mlflow.start_span("chat") as span:
            mlflow.update_current_trace(session_id=person, user=f"user {person}")
        ids.append(span.trace_id)
    traces = [stored(mlflow_server, trace_id) for trace_id in ids]
    for name in ("mlflow.trace.session", "mlflow.trace.user"):
        values = [trace.info.trace_metadata[name] for trace in traces]
        assert len(set(values)) == 3 and values[0] == values[3]
        assert not any("post.example" in value for value in values)
    session = traces[0].info.trace_metadata["mlflow.trace.session"]
    found = mlflow_server.client.search_traces(
        locations=[experiment], filter_string=f"metadata.`mlflow.trace.session` = '{session}'"
    )
    assert {trace.info.trace_id for trace in found} == {ids[0], ids[3]}
