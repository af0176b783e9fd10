"""A destination that fails in every way it can: nothing accepted gets lost, and the counters agree."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from application import run_application
from gateway import Gateway
from messages import Sender, request, sent_form, span
from processes import free_port
from proxy import (
    FORWARD,
    RESET_AFTER_FORWARDING,
    RESET_AFTER_READING,
    RESET_BEFORE_READING,
    STALL,
    Step,
    unavailable,
)
from read_back import assert_stored

#: Small batches, so that there are many requests; quick retries, so that the test is.
QUICK = {
    "OTEL_BSP_SCHEDULE_DELAY": "50",
    "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "16",
    "OTEL_EXPORTER_OTLP_TIMEOUT": "3000",
    "TRACEVEIL_RETRY_INITIAL": "20",
    "TRACEVEIL_RETRY_MAX": "200",
}

FAULTS = {
    "503 with seconds": [unavailable("1"), FORWARD, unavailable("0")],
    "503 with a date": [unavailable("Wed, 21 Oct 2015 07:28:00 GMT")] * 2,
    "503 with nonsense": [unavailable("soon"), unavailable("-5"), unavailable("")],
    "other passing failures": [unavailable(status=status) for status in (429, 502, 503, 504)],
    "resets": [RESET_BEFORE_READING, RESET_AFTER_READING, FORWARD, RESET_BEFORE_READING],
    "answer lost": [RESET_AFTER_FORWARDING, FORWARD, RESET_AFTER_FORWARDING],
    "stalls": [STALL, FORWARD, STALL],
    "all together": [unavailable("0"), RESET_AFTER_READING, STALL, RESET_BEFORE_READING, unavailable()] * 2,
}


@contextmanager
def conservation_watched(gateway: Gateway):
    """Reads the counters over and over, and fails when they ever disagree."""
    stop, broken = threading.Event(), []

    def watch() -> None:
        while not stop.wait(0.01):
            counts = gateway.counts()
            if not counts.is_conserved():
                broken.append(counts)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join()
    assert broken == []


@pytest.mark.parametrize("fault", FAULTS)
def test_every_span_arrives(start_route, planter, fault):
    route = start_route(FAULTS[fault], **QUICK)
    with conservation_watched(route.gateway):
        sent = run_application(
            planter,
            route.gateway.url,
            *("--traces", "4", "--fillers", "20"),
            OTEL_BSP_MAX_EXPORT_BATCH_SIZE="16",
        )
        counts = route.gateway.wait_until_delivered(len(sent))

    assert route.back.script_is_done(), "not every fault was met"
    assert (counts.received, counts.exported, counts.rejected) == (len(sent), len(sent), 0)
    assert counts.dropped == {} or set(counts.dropped.values()) == {0}
    assert_stored(route.server.client, route.experiment, sent, planter)
    assert route.leaks(planter) == []


def test_a_retry_sends_the_same_bytes(start_route, planter):
    route = start_route([unavailable("0"), RESET_AFTER_READING, RESET_AFTER_FORWARDING], **QUICK)
    with Sender(route.gateway.port) as sender:
        sender.post(request(span(planter.sentence("span name"))))
    route.gateway.wait_until_delivered(1)

    assert len(route.back.requests) == 4
    assert len({attempt.raw_body for attempt in route.back.requests}) == 1


def test_a_destination_that_comes_up_late(start_gateway, start_proxy, mlflow_server, experiment, planter):
    port = free_port()
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{port}",
        OTEL_EXPORTER_OTLP_HEADERS=f"x-mlflow-experiment-id={experiment}",
        **QUICK,
    )
    sent = run_application(planter, gateway.url)
    start_proxy(mlflow_server.url, port=port)
    gateway.wait_until_delivered(len(sent))
    assert_stored(mlflow_server.client, experiment, sent, planter)


@pytest.mark.parametrize("status", [401, 403, 404, 415, 500, 501])
def test_a_refusal_is_counted_and_not_repeated(start_route, status):
    route = start_route([Step("refuse", status=status)], **QUICK)
    with Sender(route.gateway.port) as sender:
        sender.post(request(*(span() for _ in range(3))))
        counts = route.gateway.wait_until_delivered(3)
        assert (counts.received, counts.exported, sum(counts.dropped.values())) == (3, 0, 3)
        sender.post(request(span()))
        counts = route.gateway.wait_until_delivered(4)

    assert counts.exported == 1, "the gateway goes on after a refusal"
    assert route.back.steps_taken == ["refuse", "forward"]


def test_a_redirect_is_not_followed(start_route, start_proxy, mlflow_server):
    elsewhere = start_proxy(mlflow_server.url)
    moved = [
        Step("move", status=status, headers=(("Location", elsewhere.url),)) for status in (302, 307, 308)
    ]
    route = start_route(moved, **QUICK)
    with Sender(route.gateway.port) as sender:
        for number in range(1, 4):
            sender.post(request(span()))
            counts = route.gateway.wait_until_delivered(number)

    assert elsewhere.requests == []
    assert (counts.exported, sum(counts.dropped.values())) == (0, 3)


def test_a_partial_success_is_counted_and_not_repeated(start_route):
    partial = ExportTraceServiceResponse()
    partial.partial_success.rejected_spans = 2
    partial.partial_success.error_message = "two of them are too old"
    accept = Step(
        "accept in part",
        status=200,
        headers=(("Content-Type", "application/x-protobuf"),),
        body=partial.SerializeToString(),
    )
    route = start_route([accept], **QUICK)
    with Sender(route.gateway.port) as sender:
        sender.post(request(*(span() for _ in range(5))))
    counts = route.gateway.wait_until_delivered(5)
    assert (counts.received, counts.exported, counts.rejected) == (5, 3, 2)
    assert route.back.steps_taken == ["accept in part"]


def test_an_experiment_that_does_not_exist(start_route, planter):
    route = start_route(OTEL_EXPORTER_OTLP_HEADERS="x-mlflow-experiment-id=987654", **QUICK)
    sent = run_application(planter, route.gateway.url)
    counts = route.gateway.wait_until_delivered(len(sent))
    assert sum(counts.dropped.values()) == len(sent)
    assert counts.is_conserved()
    assert route.leaks(planter) == []


def test_a_full_queue_answers_503_and_loses_nothing_it_accepted(start_route, planter):
    slow = QUICK | {"OTEL_EXPORTER_OTLP_TIMEOUT": "60000"}
    route = start_route([STALL] * 1000, TRACEVEIL_QUEUE_BYTES="100000", **slow)
    accepted = []
    with Sender(route.gateway.port) as sender, conservation_watched(route.gateway):
        for _ in range(100):
            one = span("x" * 5000)
            answer = sender.post(request(one))
            if answer.status != 200:
                break
            accepted.append(one)
        assert answer.status == 503
        assert int(answer.headers["retry-after"]) >= 1
        assert answer.error().message
        assert 5 <= len(accepted) <= 20

        route.back.forward_from_now_on()
        route.back.cut_stalled()
        counts = route.gateway.wait_until_delivered(len(accepted))
        assert sender.post(request(late := span())).status == 200
        route.gateway.wait_until_delivered(len(accepted) + 1)

    assert counts.exported == len(accepted)
    assert_stored(route.server.client, route.experiment, [sent_form(s) for s in [*accepted, late]], planter)
