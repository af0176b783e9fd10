"""The destination MLflow: a real server whose experiment is named, bad spans among good ones, what its root span
needs."""

from __future__ import annotations

import os
import re

import pytest
from messages import Sender, attribute, request, span


@pytest.fixture
def start(start_gateway, start_proxy, mlflow_server):
    def start(**variables: str):
        back = start_proxy(mlflow_server.url)
        return start_gateway(TRACEVEIL_MLFLOW_TRACKING_URI=back.url, **variables), back

    return start


def stored(server, message):
    return server.client.get_trace(f"tr-{message.trace_id.hex()}")


def send(gateway, *spans, **headers):
    with Sender(gateway.port) as sender:
        return sender.post(request(*spans), **headers).status


def test_an_experiment_by_name_is_made_and_used(start, mlflow_server):
    name = "made by the gateway / 1"
    gateway, back = start(
        TRACEVEIL_MLFLOW_EXPERIMENT_NAME=name, TRACEVEIL_MLFLOW_CREATE_EXPERIMENT="true"
    )
    for count in (1, 2):
        message = span(attributes=[attribute("note", "bob@example.com")])
        assert send(gateway, message) == 200
        assert gateway.wait_until_delivered(count).exported == count
    experiment = mlflow_server.client.get_experiment_by_name(name)
    trace = stored(mlflow_server, message)
    assert trace.info.experiment_id == experiment.experiment_id
    assert trace.data.spans[0].attributes["note"] == "<EMAIL_ADDRESS>"


def test_a_name_that_is_not_there_loses_nothing_silently(start):
    gateway, _ = start(TRACEVEIL_MLFLOW_EXPERIMENT_NAME="nobody made this")
    assert send(gateway, span()) == 200
    counts = gateway.wait_until_delivered(1)
    assert (counts.exported, counts.dropped["export_failed"]) == (0, 1)


def test_a_span_that_the_server_refuses_takes_no_other_with_it(start, experiment, mlflow_server):
    gateway, _ = start(TRACEVEIL_MLFLOW_EXPERIMENT_ID=experiment)
    good = [span(f"good {number}") for number in range(7)]
    # Its event has a time that SQLite takes, its link an id that MLflow does not.
    bad = span("bad", links=[{"trace_id": b"short", "span_id": os.urandom(8)}])
    assert send(gateway, *good[:3], bad, *good[3:]) == 200
    counts = gateway.wait_until_delivered(7)
    assert counts.is_conserved()
    for message in good:
        assert [found.name for found in stored(mlflow_server, message).data.spans] == [message.name]


def test_times_that_sqlite_cannot_store_are_set_right(start, experiment, mlflow_server):
    gateway, _ = start(TRACEVEIL_MLFLOW_EXPERIMENT_ID=experiment)
    late = span("late", start_time_unix_nano=2**64 - 1, end_time_unix_nano=2**64 - 1)
    unended = span("unended", end_time_unix_nano=0)
    assert send(gateway, late, unended) == 200
    assert gateway.wait_until_delivered(2).exported == 2
    assert stored(mlflow_server, unended).info.execution_duration == 0
    assert stored(mlflow_server, late).data.spans[0].name == "late"


def test_the_root_names_session_user_and_tags(start, experiment, mlflow_server):
    gateway, _ = start(TRACEVEIL_MLFLOW_EXPERIMENT_ID=experiment)
    root = span("root")
    child = span(
        "child",
        trace_id=root.trace_id,
        parent_span_id=root.span_id,
        attributes=[
            attribute("session.id", "s-77"),
            attribute("user.id", "bob@example.com"),
            attribute("mlflow.traceTag.team", "blue"),
        ],
    )
    assert send(gateway, root, child) == 200
    assert gateway.wait_until_delivered(2).exported == 2
    info = stored(mlflow_server, root).info
    assert info.trace_metadata["mlflow.trace.session"] == "s-77"
    assert re.fullmatch("<EMAIL_ADDRESS:[0-9a-f]{16}>", info.trace_metadata["mlflow.trace.user"])
    assert info.tags["team"] == "blue"


@pytest.mark.parametrize("value", ["", "shop", "1x"])
def test_a_request_for_no_experiment_is_refused(start, experiment, value):
    gateway, back = start(TRACEVEIL_MLFLOW_EXPERIMENT_ID=experiment)
    assert send(gateway, span(), x_mlflow_experiment_id=value) == 400
    assert gateway.counts().received == 0
    assert back.bytes_seen() == b""


def test_a_request_with_an_experiment_of_its_own_goes_there(start, experiment, mlflow_server):
    gateway, _ = start(TRACEVEIL_MLFLOW_EXPERIMENT_ID="0")
    message = span()
    assert send(gateway, message, x_mlflow_experiment_id=experiment) == 200
    gateway.wait_until_delivered(1)
    assert stored(mlflow_server, message).info.experiment_id == experiment


def test_large_batches_become_requests_that_the_server_can_bear(start, experiment, mlflow_server):
    gateway, back = start(TRACEVEIL_MLFLOW_EXPERIMENT_ID=experiment)
    spans = [span(f"trace {number}") for number in range(450)]
    assert send(gateway, *spans) == 200
    assert gateway.wait_until_delivered(450).exported == 450
    assert back.bytes_seen().count(b"POST /v1/traces ") >= 3
    assert stored(mlflow_server, spans[449]).data.spans[0].name == "trace 449"
