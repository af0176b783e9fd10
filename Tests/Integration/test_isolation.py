"""A destination or a tenant in trouble, beside others that are well."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading

from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest

from messages import PROTOBUF, Sender, attribute, request, span
from processes import free_port

QUICK = {"OTEL_BSP_SCHEDULE_DELAY": "50"}


def log_request(size: int) -> bytes:
    message = ExportLogsServiceRequest()
    for _ in range(100):
        record = message.resource_logs.add().scope_logs.add().log_records.add()
        record.body.string_value = "x" * (size // 100)
    return message.SerializeToString()


def trace_request() -> bytes:
    return request(*(span(attributes=[attribute("pad", "x" * 2000)]) for _ in range(50))).SerializeToString()


def start_half_dead(start_gateway, start_sink, **variables):
    dead, live = start_sink(lambda *_: 503), start_sink(lambda *_: 200)
    return start_gateway(
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=dead.url + "/v1/traces",
        OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=live.url + "/v1/logs",
        OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=live.url + "/v1/metrics",
        TRACEVEIL_QUEUE_BYTES=str(4 << 20),
        TRACEVEIL_MAX_REQUEST_BYTES=str(4 << 20),
        TRACEVEIL_SHUTDOWN_TIMEOUT="500",
        **QUICK,
        **variables,
    )


def send_logs(gateway) -> None:
    with Sender(gateway.port) as sender:
        for _ in range(20):
            headers = {"content-type": PROTOBUF}
            assert sender.send("POST", "/v1/logs", log_request(20_000), headers).status == 200
    gateway.program.wait_until(
        lambda: gateway.counts("logs").exported == 2000, "the logs are with their destination"
    )
    assert sum(gateway.counts("traces").dropped.values()) == 0, "what was accepted is kept"


def test_a_dead_destination_of_traces_leaves_logs_their_share(start_gateway, start_sink):
    gateway = start_half_dead(start_gateway, start_sink, TRACEVEIL_ADMISSION_WAIT="0")
    with Sender(gateway.port) as sender:
        statuses = [sender.post(trace_request()).status for _ in range(60)]
    assert statuses[0] == 200 and statuses[-1] == 503, "the share of traces is full"
    send_logs(gateway)


def test_traces_that_wait_for_room_hold_up_no_logs(start_gateway, start_sink):
    gateway = start_half_dead(start_gateway, start_sink, TRACEVEIL_ADMISSION_WAIT="60000")
    stop = threading.Event()

    def fill() -> None:
        # The gateway may end in the middle of one.
        with contextlib.suppress(OSError, http.client.HTTPException), Sender(gateway.port) as sender:
            while not stop.is_set():
                sender.post(trace_request())

    fillers = [threading.Thread(target=fill, daemon=True) for _ in range(4)]
    for filler in fillers:
        filler.start()
    gateway.program.wait_until(
        lambda: "traceveil_waiting_requests 4" in gateway.admin("/metrics")[1], "all senders of traces wait"
    )
    send_logs(gateway)
    stop.set()


def test_a_pause_of_one_tenant_is_its_own(start_gateway, start_sink):
    def decide(_path, headers, _body):
        return (429, {"retry-after": "300"}) if headers.get("x-scope-orgid") == "bad" else (200, {})

    sink = start_sink(decide)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, TRACEVEIL_SHUTDOWN_TIMEOUT="500", **QUICK
    )

    def of(tenant: str) -> list:
        return [one for one in sink.requests if one.headers.get("x-scope-orgid") == tenant]

    with Sender(gateway.port) as sender:
        # More batches than there are exports at a time.
        for number in range(1, 11):
            assert sender.post(request(span()), x_scope_orgid="bad").status == 200
            gateway.program.wait_until(lambda: gateway.counts().queued == 0, "the batch is taken")
        gateway.program.wait_until(lambda: of("bad"), "the tenant is throttled")
        for tenant in ("good", "other"):
            assert sender.post(request(span()), x_scope_orgid=tenant).status == 200
    gateway.program.wait_until(lambda: of("good") and of("other"), "the others' spans arrive")
    assert len(of("bad")) <= 10, "it is not asked again before its time"


def test_a_tenant_that_gets_no_answer_holds_up_no_other(start_gateway, start_sink):
    recovered = threading.Event()

    def decide(_path, headers, _body):
        if headers.get("x-scope-orgid") == "hanging":
            recovered.wait()
        return 200

    sink = start_sink(decide)
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, OTEL_EXPORTER_OTLP_TIMEOUT="600000", **QUICK)
    with Sender(gateway.port) as sender:
        # More batches than there are places and workers.
        for _ in range(40):
            assert sender.post(request(span()), x_scope_orgid="hanging").status == 200
            gateway.program.wait_until(lambda: gateway.counts().queued == 0, "the batch is taken")
        for number in range(1, 11):
            assert sender.post(request(span()), x_scope_orgid="good").status == 200
            gateway.program.wait_until(lambda: gateway.counts().exported == number, "the other's span arrives")
    recovered.set()
    gateway.program.wait_until(lambda: gateway.counts().exported == 50, "all arrive")


def test_the_status_says_why_and_shows_no_value(start_gateway, start_sink):
    sink = start_sink(lambda *_: (400, {}, b"the span of bob.miller@example.com is bad"))
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, **QUICK)

    def destination(signal: str) -> dict:
        return json.loads(gateway.admin("/status")[1])["signals"][signal]["destination"]

    with Sender(gateway.port) as sender:
        assert sender.post(request(span())).status == 200
    gateway.program.wait_until(lambda: "last_error" in destination("traces"), "the refusal is known")
    traces = destination("traces")
    assert (traces["last_error"], traces["last_error_status"]) == ("refused", 400)
    assert traces["last_error_detail"]["message"] == "the span of <EMAIL_ADDRESS> is bad"
    assert "last_error_detail" not in destination("logs")


def test_the_status_says_why_there_is_no_connection(start_gateway):
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{free_port()}", TRACEVEIL_SHUTDOWN_TIMEOUT="500", **QUICK)

    def destination() -> dict:
        return json.loads(gateway.admin("/status")[1])["signals"]["traces"]["destination"]

    with Sender(gateway.port) as sender:
        assert sender.post(request(span())).status == 200
    gateway.program.wait_until(lambda: "last_error" in destination(), "the failure is known")
    assert destination()["last_error_detail"]["reason"] == "refused"
