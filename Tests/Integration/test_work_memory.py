"""What workers unpack at a time is bounded for the whole process, however many they are."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hostile import field, in_span
from messages import Sender

MIB = 1 << 20
SENDERS = WORKERS = 6
#: An attribute without anything in it takes two bytes, and of a tree more than thirty times as many.
ATTRIBUTES = 500_000
WORK_BYTES = 64 * MIB


def tiny_elements() -> bytes:
    return in_span(field(9, b"") * ATTRIBUTES)


def test_requests_of_tiny_elements_are_unpacked_within_one_bound(start_gateway, start_sink, tmp_path: Path):
    policy = tmp_path / "policy.yaml"
    # A span is unpacked when something in it changes.
    policy.write_text("version: 1\nrules:\n  - when: {name: '*'}\n    set_attributes: {seen: 'yes'}\n")
    sink = start_sink(lambda *_: 200)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url,
        OTEL_BSP_SCHEDULE_DELAY="50",
        TRACEVEIL_POLICY=str(policy),
        TRACEVEIL_WORKERS=str(WORKERS),
        TRACEVEIL_WORK_BYTES=str(WORK_BYTES),
    )
    assert f"traceveil_work_limit_bytes {WORK_BYTES}" in gateway.admin("/metrics")[1]
    body = tiny_elements()
    before = gateway.program.peak_memory()

    def send(_: int) -> int:
        with Sender(gateway.port, timeout=120) as sender:
            return sender.post_gzip(body).status

    with ThreadPoolExecutor(SENDERS) as pool:
        assert list(pool.map(send, range(SENDERS))) == [200] * SENDERS
    gateway.wait_until_delivered(SENDERS)
    # Without a bound all of them are unpacked at once, 45 MB each.
    assert gateway.program.peak_memory() - before < WORK_BYTES + WORKERS * 8 * MIB
    assert "traceveil_work_bytes 0" in gateway.admin("/metrics")[1]


def test_a_request_that_needs_more_than_there_is_gets_413(start_gateway):
    gateway = start_gateway(OTEL_TRACES_EXPORTER="console", TRACEVEIL_WORK_BYTES=str(16 * MIB))
    with Sender(gateway.port) as sender:
        assert sender.post_gzip(tiny_elements()).status == 413
