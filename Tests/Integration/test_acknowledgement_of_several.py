"""A sender that is answered when its request counts as delivered to several destinations, by either rule."""

from __future__ import annotations

import json
import socket
import threading

import grpc
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from messages import PROTOBUF, Sender, attribute, request, span
from processes import free_port
from test_acknowledgement import DELIVERED, good
from test_destinations import copies, is_conserved, two
from test_disk_queue import ids
from test_grpc import call, refusal

AWAY = object()


@pytest.fixture
def start(start_gateway, start_sink):
    """A gateway with a destination for each answer: a status, or one that is away."""

    def start(rule: str, *answers, **variables: str):
        sinks = [None if answer is AWAY else start_sink(answer if callable(answer) else lambda *_, a=answer: a) for answer in answers]
        urls = [sink.url if sink else f"http://127.0.0.1:{free_port()}" for sink in sinks]
        settings = two(*urls) | DELIVERED | {"TRACEVEIL_DELIVERED_BY": rule} | variables
        return start_gateway(**settings), sinks

    return start


def conserved(gateway) -> bool:
    return all(is_conserved(copy["items"]) for copy in copies(gateway).values())


def post(gateway, body=None):
    with Sender(gateway.port) as sender:
        return sender.post(body if body is not None else good())


def test_any_answers_with_the_first_that_takes_it(start):
    """A destination that does not answer, or is away, holds up no sender, and is sent its copy later."""
    opened = threading.Event()
    gateway, (slow, live) = start("any", lambda *_: 200 if opened.wait(60) else 500, 200, TRACEVEIL_ACK_TIMEOUT="60000")
    spans = [span() for _ in range(5)]
    for one in spans:
        assert post(gateway, request(one)).status == 200
    assert call(gateway, good().SerializeToString()) == ExportTraceServiceResponse().SerializeToString()
    assert copies(gateway)["second"]["items"]["exported"] == 6 and conserved(gateway)
    # Each was a request of its own.
    assert len(live.requests) == 6
    opened.set()
    gateway.program.wait_until(lambda: copies(gateway)["first"]["items"]["exported"] == 6, "the other one has all")
    assert {i for one in slow.requests for i in ids([one.body])} >= {one.span_id for one in spans}
    assert gateway.terminate() == 0


def test_any_tries_on_where_a_destination_is_away_for_longer_than_a_sender_waits(start):
    answers = {"status": 503}
    gateway, (away, _) = start("any", lambda *_: answers["status"], 200, TRACEVEIL_ACK_TIMEOUT="100")
    assert post(gateway).status == 200
    # With the time of the sender it would have been given up after a second at the latest.
    gateway.program.wait_until(
        lambda: copies(gateway)["first"]["destination"]["attempts"] >= 12, "is tried for longer than the sender would have waited"
    )
    assert copies(gateway)["first"]["items"]["dropped"] == {}
    answers["status"] = 200
    gateway.program.wait_until(lambda: copies(gateway)["first"]["items"]["exported"] == 1, "has it in the end")
    assert conserved(gateway) and gateway.terminate() == 0


def test_all_answers_with_the_last(start):
    opened = threading.Event()
    gateway, (_, live) = start("all", lambda *_: 200 if opened.wait(60) else 500, 200, TRACEVEIL_ACK_TIMEOUT="60000")
    statuses: list[int] = []
    thread = threading.Thread(target=lambda: statuses.append(post(gateway).status))
    thread.start()
    gateway.program.wait_until(lambda: copies(gateway)["second"]["items"]["exported"] == 1, "one of them has it")
    assert statuses == [] and conserved(gateway)
    opened.set()
    thread.join()
    assert statuses == [200]
    # Both have it by then.
    assert [copy["items"]["exported"] for copy in copies(gateway).values()] == [1, 1]


@pytest.mark.parametrize(
    ("answers", "by_any", "by_all"),
    [
        ((400, 200), (200, None), (400, grpc.StatusCode.INVALID_ARGUMENT)),
        ((413, 403), (403, grpc.StatusCode.PERMISSION_DENIED), (413, grpc.StatusCode.RESOURCE_EXHAUSTED)),
        ((AWAY, 200), (200, None), (503, grpc.StatusCode.UNAVAILABLE)),
        ((AWAY, 400), (503, grpc.StatusCode.UNAVAILABLE), (503, grpc.StatusCode.UNAVAILABLE)),
        ((503, AWAY), (503, grpc.StatusCode.UNAVAILABLE), (503, grpc.StatusCode.UNAVAILABLE)),
    ],
)
@pytest.mark.parametrize("rule", ["any", "all"])
def test_what_they_answer_is_passed_on(start, answers, by_any, by_all, rule):
    status, code = by_any if rule == "any" else by_all
    gateway, _ = start(rule, *answers, TRACEVEIL_ACK_TIMEOUT="500")
    answer = post(gateway)
    assert answer.status == status
    assert (answer.headers.get("retry-after") is not None) == (status == 503)
    if code is None:
        assert call(gateway, good().SerializeToString()) == ExportTraceServiceResponse().SerializeToString()
    else:
        found, details = refusal(gateway, good().SerializeToString())
        # A time to come again where it is to be sent again, and nowhere else.
        assert found == code and len(details) == (status == 503)
    assert conserved(gateway)


@pytest.mark.parametrize("rule", ["any", "all"])
def test_partial_successes(start, rule):
    """By `any` that of the one that answers first, by `all` that of the one that rejects most."""

    def rejecting(count: int):
        body = ExportTraceServiceResponse()
        body.partial_success.rejected_spans = count
        return lambda *_: (200, {"content-type": PROTOBUF}, body.SerializeToString())

    held = threading.Event()

    def second(*arguments):
        if rule == "any":
            held.wait(60)
        return rejecting(3)(*arguments)

    gateway, _ = start(rule, rejecting(1), second)
    answer = post(gateway, request(*(span() for _ in range(5))))
    held.set()
    assert answer.status == 200
    expected = 1 if rule == "any" else 3
    assert ExportTraceServiceResponse.FromString(answer.body).partial_success.rejected_spans == expected


def test_only_those_that_a_request_goes_to_answer(start):
    """By the service; a request of two services has one answer for both."""
    routed = {
        "TRACEVEIL_ROUTE_BY": "service",
        "TRACEVEIL_DESTINATION_FIRST_ROUTES": "checkout",
        "TRACEVEIL_DESTINATION_SECOND_ROUTES": "billing",
        "TRACEVEIL_DEFAULT_DESTINATIONS": "second",
        "TRACEVEIL_ACK_TIMEOUT": "500",
    }

    def of(*services: str):
        joined = request()
        del joined.resource_spans[:]
        for name in services:
            message = request(span())
            message.resource_spans[0].resource.attributes.append(attribute("service.name", name))
            joined.MergeFrom(message)
        return joined

    gateway, _ = start("all", AWAY, 200, **routed)
    assert post(gateway, of("billing")).status == 200
    assert post(gateway, of("checkout")).status == 503
    assert post(gateway, of("billing", "checkout")).status == 503
    assert conserved(gateway)
    refusing, _ = start("all", 400, 200, **routed)
    assert post(refusing, of("checkout")).status == 400
    answer = post(refusing, of("billing", "checkout"))
    assert answer.status == 200
    assert ExportTraceServiceResponse.FromString(answer.body).partial_success.rejected_spans == 1


def test_senders_that_go_away_leave_nothing(start):
    opened = threading.Event()
    gateway, _ = start("all", lambda *_: 200 if opened.wait(60) else 500, 200, TRACEVEIL_ACK_TIMEOUT="60000")
    body = good().SerializeToString()
    head = f"POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Type: {PROTOBUF}\r\nContent-Length: {len(body)}\r\n\r\n"
    for number in range(50):
        with socket.create_connection(("127.0.0.1", gateway.port)) as connection:
            connection.sendall(head.encode() + body)
            gateway.program.wait_until(lambda: copies(gateway)["second"]["items"]["exported"] > number, "one has it")
    opened.set()

    def queue_bytes() -> int:
        return json.loads(gateway.admin("/status")[1])["queue"]["bytes"]

    gateway.program.wait_until(lambda: copies(gateway)["first"]["items"]["exported"] == 50, "the other one has all")
    gateway.program.wait_until(lambda: queue_bytes() == 0, "holds nothing any more")
    assert conserved(gateway) and post(gateway).status == 200
