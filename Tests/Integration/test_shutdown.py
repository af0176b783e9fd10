"""The end of a gateway: what it took is delivered, and what is not is reported to the span."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import threading

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from messages import Sender, request, sent_form, span
from processes import free_port
from proxy import STALL
from read_back import assert_stored

EXIT_NOT_DELIVERED = 70
SHORT_SHUTDOWN = {"TRACEVEIL_SHUTDOWN_TIMEOUT": "1000"}

#: Nothing is sent by the timer before the test ends: only the end can deliver it.
SLOW_TIMER = {"OTEL_BSP_SCHEDULE_DELAY": "600000"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_queue_is_delivered_at_the_end(start_route, planter, number):
    route = start_route(**SLOW_TIMER)
    spans = [span(planter.sentence(f"span {one}")) for one in range(20)]
    with Sender(route.gateway.port) as sender:
        for one in spans:
            assert sender.post(request(one)).status == 200
    route.gateway.program.send_signal(number)
    assert route.gateway.program.wait() == 0

    assert_stored(route.server.client, route.experiment, [sent_form(one) for one in spans], planter)
    assert not_delivered(route.gateway.program.log()) == 0
    assert planter.leaks(route.gateway.program.log(), "gateway log") == []


def test_what_was_not_delivered_is_reported_exactly(start_route, planter):
    route = start_route(
        [STALL] * 1000,
        OTEL_BSP_SCHEDULE_DELAY="50",
        OTEL_BSP_MAX_EXPORT_BATCH_SIZE="4",
        **SHORT_SHUTDOWN,
    )
    with Sender(route.gateway.port) as sender:
        for number in range(30):
            body = request(*(span(planter.sentence(f"span {number}")) for _ in range(number % 3 + 1)))
            assert sender.post(body).status == 200
    received = route.gateway.counts().received
    assert received == 60
    route.gateway.program.wait_until(lambda: route.back.stalled() > 0, "a request stalls")

    status = route.gateway.terminate()
    log = route.gateway.program.log()
    assert not_delivered(log) == received
    assert status == EXIT_NOT_DELIVERED
    assert planter.leaks(log, "gateway log") == []


def test_nothing_is_accepted_during_the_drain(start_route, planter):
    route = start_route([STALL] * 1000, OTEL_BSP_SCHEDULE_DELAY="50")
    with Sender(route.gateway.port) as sender:
        sender.post(request(span()))
    route.gateway.program.wait_until(lambda: route.back.stalled() > 0, "a request stalls")
    route.gateway.program.send_signal(signal.SIGTERM)

    def refuses() -> bool:
        try:
            with Sender(route.gateway.port) as sender:
                return sender.post(request(span())).status == 503
        except ConnectionError:
            return True

    route.gateway.program.wait_until(refuses, "refuses new requests")
    route.back.forward_from_now_on()
    route.back.cut_stalled()
    route.gateway.program.wait()


AWAY = {"answers 503": {}, "asks for a pause": {"retry-after": "30"}}


@pytest.mark.parametrize("how", AWAY)
def test_a_drain_goes_on_through_a_short_outage(start_gateway, start_sink, how):
    """A rolling restart of both: the destination comes back after the drain has begun."""
    drained = threading.Event()

    def decide(*_) -> tuple[int, dict]:
        return (200, {}) if drained.is_set() else (503, AWAY[how])

    sink = start_sink(decide)
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, OTEL_BSP_SCHEDULE_DELAY="50")
    with Sender(gateway.port) as sender:
        for _ in range(20):
            assert sender.post(request(*(span() for _ in range(10)))).status == 200
    gateway.program.wait_until(lambda: sink.requests, "tries it")
    gateway.program.send_signal(signal.SIGTERM)
    gateway.program.wait_until(lambda: "msg=Draining" in gateway.program.log(), "drains")
    tried = len(sink.requests)
    gateway.program.wait_until(lambda: len(sink.requests) > tried + 8, "goes on trying")
    drained.set()
    assert gateway.program.wait() == 0
    assert not_delivered(gateway.program.log()) == 0
    assert sum(len(scope.spans) for body in sink.taken() for scope in scopes(body)) == 200


def test_a_drain_ends_what_gets_no_answer_in_time_for_the_rest(start_gateway, start_sink):
    """The destination never answers what it had before the drain, and takes what comes a while after its begin."""
    draining, over = threading.Event(), threading.Event()

    def decide(*_) -> int:
        if not draining.is_set():
            over.wait()
        return 200

    sink = start_sink(decide)
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, OTEL_BSP_SCHEDULE_DELAY="50")
    with Sender(gateway.port) as sender:
        for number in range(1, 21):
            assert sender.post(request(*(span() for _ in range(10)))).status == 200
            gateway.program.wait_until(lambda: gateway.counts().received == 10 * number, "it is counted")
    attempts = re.compile(r"^traceveil_export_attempts_total\{.*traces.*\} [1-9]", re.MULTILINE)
    gateway.program.wait_until(lambda: attempts.search(gateway.admin("/metrics")[1]), "tries it")
    gateway.program.send_signal(signal.SIGTERM)
    gateway.program.wait_until(lambda: "msg=Draining" in gateway.program.log(), "drains")
    draining.set()
    status = gateway.program.wait()
    over.set()
    assert status == 0
    assert not_delivered(gateway.program.log()) == 0


def test_a_drain_waits_for_a_destination_that_comes_up(start_gateway, start_sink):
    port = free_port()
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{port}", OTEL_BSP_SCHEDULE_DELAY="50")
    with Sender(gateway.port) as sender:
        assert sender.post(request(span())).status == 200
    gateway.program.wait_until(lambda: "export attempt failed" in gateway.program.log(), "tries it")
    gateway.program.send_signal(signal.SIGTERM)
    gateway.program.wait_until(lambda: "msg=Draining" in gateway.program.log(), "drains")
    sink = start_sink(lambda *_: 200, port)
    assert gateway.program.wait() == 0
    assert len(sink.taken()) == 1
    words = last_words(gateway.program.log())
    assert words == {"dead_lettered": 0, "delivered": 1, "dropped": 0, "rejected": 0, "undelivered": 0}


@pytest.mark.parametrize("way", ["backlog", "handshake", "proxy"])
def test_a_connection_that_hangs_does_not_hold_up_the_end(start_gateway, way):
    """Nobody accepts it, answers its TLS, or says as a proxy that it is there."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        port = listener.getsockname()[1]
        if way == "backlog":
            for _ in range(4):
                waiting = stack.enter_context(socket.socket())
                waiting.setblocking(False)
                waiting.connect_ex(("127.0.0.1", port))
        variables = {"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{port}"}
        if way == "handshake":
            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = f"https://127.0.0.1:{port}"
        if way == "proxy":
            variables = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://backend.example:4318", "HTTP_PROXY": f"http://127.0.0.1:{port}"}
        gateway = start_gateway(OTEL_BSP_SCHEDULE_DELAY="50", **variables, **SHORT_SHUTDOWN)
        with Sender(gateway.port) as sender:
            assert sender.post(request(span())).status == 200
        attempts = re.compile(r"^traceveil_in_flight_items\{.*traces.*\} [1-9]", re.MULTILINE)
        gateway.program.wait_until(lambda: attempts.search(gateway.admin("/metrics")[1]), "tries it")
        assert gateway.terminate() == EXIT_NOT_DELIVERED
        assert not_delivered(gateway.program.log()) == 1
        assert "Not ended in time" not in gateway.program.log()


def scopes(body: bytes) -> list:
    message = ExportTraceServiceRequest.FromString(body)
    return [scope for resource in message.resource_spans for scope in resource.scope_spans]


def last_words(log: str) -> dict[str, int]:
    """The numbers of the gateway's last line: what was not delivered by the drain, and the sums since the start."""
    lines = re.findall(r"msg=Drained (.*)", log)
    assert len(lines) == 1, "the gateway reports once"
    return {name: int(count) for name, count in re.findall(r"(\w+)=(\d+)", lines[0])}


def not_delivered(log: str) -> int:
    return last_words(log)["undelivered"]
