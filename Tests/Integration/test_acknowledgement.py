"""A sender that is answered after the destination is: with what that said, over HTTP and gRPC, within a time."""

from __future__ import annotations

import signal
import threading

import grpc
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from messages import Sender, attribute, request, span
from processes import free_port
from test_disk_queue import QUICK_RETRY, ids
from test_grpc import call, refusal
from test_shutdown import not_delivered

DELIVERED = {"TRACEVEIL_ACK": "delivered", "TRACEVEIL_GRPC_LISTEN": "127.0.0.1:0"}


def good() -> ExportTraceServiceRequest:
    return request(span(attributes=[attribute("seen", "fine")]))


def test_the_answer_comes_after_the_destinations(start_gateway, start_sink):
    opened = threading.Event()
    sink = start_sink(lambda *_: 200 if opened.wait(60) else 500)
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, TRACEVEIL_ACK_TIMEOUT="60000", **DELIVERED)
    spans = [span() for _ in range(3)]
    statuses = []

    def send(one) -> None:
        with Sender(gateway.port) as sender:
            statuses.append(sender.post(request(one)).status)

    threads = [threading.Thread(target=send, args=(one,)) for one in spans]
    for thread in threads:
        thread.start()
    gateway.program.wait_until(lambda: gateway.counts().in_flight == 3, "has sent all of them")
    assert statuses == [] and gateway.counts().is_conserved()
    opened.set()
    for thread in threads:
        thread.join()
    assert statuses == [200, 200, 200]
    # Each was a request of its own.
    assert sorted(ids([one.body]) for one in sink.requests) == sorted([one.span_id] for one in spans)
    assert call(gateway, good().SerializeToString()) == ExportTraceServiceResponse().SerializeToString()


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, grpc.StatusCode.INVALID_ARGUMENT),
        (401, grpc.StatusCode.UNAUTHENTICATED),
        (403, grpc.StatusCode.PERMISSION_DENIED),
        (404, grpc.StatusCode.NOT_FOUND),
        (413, grpc.StatusCode.RESOURCE_EXHAUSTED),
        (500, grpc.StatusCode.INTERNAL),
    ],
)
def test_what_a_destination_refuses_for_good_is_passed_on(start_gateway, start_sink, status, code):
    sink = start_sink(lambda *_: (status, {}, b"what the destination says stays here"))
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, **DELIVERED)
    with Sender(gateway.port) as sender:
        answer = sender.post(good())
        assert answer.status == status and answer.headers.get("retry-after") is None
        assert b"stays here" not in answer.body
    # No time to come again: it is not to be sent again.
    assert refusal(gateway, good().SerializeToString()) == (code, [])
    counts = gateway.counts()
    assert counts.is_conserved() and counts.dropped == {"export_failed": 2}
    metrics = gateway.admin("/metrics")[1]
    assert 'traceveil_requests_total{signal="traces",outcome="refused_by_destination"} 2' in metrics


def test_a_part_that_is_refused_is_a_partial_success(start_gateway, start_sink):
    sink = start_sink(lambda _path, _headers, body: 400 if b"poison" in body else 200)
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, **DELIVERED)
    spans = [span(attributes=[attribute("seen", "poison" if n == 3 else "fine")]) for n in range(8)]
    with Sender(gateway.port) as sender:
        answer = sender.post(request(*spans))
    assert answer.status == 200
    assert ExportTraceServiceResponse.FromString(answer.body).partial_success.rejected_spans == 1
    assert gateway.counts().is_conserved() and gateway.counts().exported == 7


def test_a_destination_that_is_away_is_waited_for_no_longer_than_allowed(start_gateway):
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{free_port()}",
        TRACEVEIL_ACK_TIMEOUT="500",
        **DELIVERED | QUICK_RETRY,
    )
    with Sender(gateway.port) as sender:
        answer = sender.post(good())
    assert answer.status == 503 and int(answer.headers["retry-after"]) >= 1
    code, details = refusal(gateway, good().SerializeToString())
    assert code == grpc.StatusCode.UNAVAILABLE and len(details) == 1
    # It is not tried any longer: its sender does that.
    counts = gateway.program.wait_until(lambda: (c := gateway.counts()).is_idle() and c, "gives up")
    assert counts.is_conserved() and counts.received == 2 and counts.exported == 0
    assert 'outcome="not_delivered"} 2' in gateway.admin("/metrics")[1]


def test_a_destination_that_does_not_answer(start_gateway, start_sink):
    opened = threading.Event()
    sink = start_sink(lambda *_: 200 if opened.wait(60) else 500)
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, TRACEVEIL_ACK_TIMEOUT="300", **DELIVERED)
    with Sender(gateway.port) as sender:
        assert sender.post(good()).status == 503
        # An attempt that is under way goes on, so the request may arrive twice.
        opened.set()
        gateway.wait_until_delivered(1)
        assert gateway.counts().is_conserved()
        assert sender.post(good()).status == 200


def test_whoever_waits_at_the_end_is_told_to_come_again(start_gateway, start_sink):
    """Over HTTP and gRPC; and what was not delivered is reported, though the destination never answers."""
    ended = threading.Event()
    sink = start_sink(lambda *_: 200 if ended.wait(60) else 500)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url,
        TRACEVEIL_ACK_TIMEOUT="60000",
        TRACEVEIL_SHUTDOWN_TIMEOUT="4000",
        **DELIVERED,
    )
    answers, refusals = [], []

    def send() -> None:
        with Sender(gateway.port) as sender:
            answers.append(sender.post(good()))

    threads = [
        threading.Thread(target=send),
        threading.Thread(target=lambda: refusals.append(refusal(gateway, good().SerializeToString()))),
    ]
    for thread in threads:
        thread.start()
    gateway.program.wait_until(lambda: gateway.counts().in_flight == 2, "has sent both")
    gateway.program.send_signal(signal.SIGTERM)
    for thread in threads:
        thread.join()
    (answer,), ((code, details),) = answers, refusals
    assert answer.status == 503 and int(answer.headers["retry-after"]) >= 1
    assert code == grpc.StatusCode.UNAVAILABLE and len(details) == 1
    assert gateway.program.wait() == 70
    ended.set()
    assert not_delivered(gateway.program.log()) == 2
