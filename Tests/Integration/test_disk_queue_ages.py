"""The queue on disk judges each request by its own age, also where several are sent as one."""

from __future__ import annotations

import time

import pytest

from messages import Sender, attribute, request, span
from processes import free_port, wait_until
from test_disk_queue import QUICK_RETRY, ids, kill

HEADER = 64


def crc32c(data: bytes) -> int:
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
    return value ^ 0xFFFFFFFF


def date(segment, ages: list[int]) -> None:
    """Has the records of a segment arrived so many seconds ago, by the format of the page QueueOnDisk."""
    data, place = bytearray(segment.read_bytes()), 16
    for age in ages:
        assert data[place : place + 4] == b"TVR1"
        arrival = time.time_ns() // 1_000_000 - age * 1000
        data[place + 24 : place + 32] = arrival.to_bytes(8, "little")
        data[place + 4 : place + 8] = crc32c(data[place + 8 : place + HEADER]).to_bytes(4, "little")
        place += HEADER + int.from_bytes(data[place + 32 : place + 36], "little")
    assert place == len(data)
    segment.write_bytes(data)


@pytest.mark.parametrize("compression", ["gzip", "none", "zstd"])
def test_of_requests_that_are_sent_as_one_only_the_old_ones_are_dropped(
    start_gateway, start_sink, tmp_path, compression
):
    queue, mood = tmp_path / "queue", {"status": 503}
    settings = {
        "TRACEVEIL_QUEUE_DIRECTORY": str(queue),
        "TRACEVEIL_QUEUE_MAX_AGE": "3600000",
        "OTEL_EXPORTER_OTLP_COMPRESSION": compression,
    }
    settings |= QUICK_RETRY
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{free_port()}", **settings)
    spans = [span(attributes=[attribute("seen", f"request {number}")]) for number in range(5)]
    with Sender(gateway.port) as sender:
        for one in spans:
            assert sender.post(request(one)).status == 200
    kill(gateway)
    (segment,) = (queue / "traces").glob("0*.log")
    # Two are too old; one is of a clock that was ahead.
    date(segment, [0, 7200, 60, 3700, -86_400])

    sink = start_sink(lambda *_: mood["status"])
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, **settings)
    gateway.program.wait_until(lambda: sum(gateway.counts().dropped.values()) == 2, "drops what is too old")
    # All of them were sent as one before, and the rest is, afterwards.
    wait_until(lambda: len(ids([sink.requests[-1].body])) == 3, "the rest is tried again")
    assert ids([sink.requests[0].body]) == [one.span_id for one in spans]
    counts = gateway.counts()
    assert counts.is_conserved() and counts.dropped == {"retries_exhausted": 2}
    assert counts.exported == 0 and counts.in_flight + counts.on_disk == 3
    mood["status"] = 200
    counts = gateway.wait_until_delivered(5)
    assert counts.is_conserved() and counts.exported == 3 and counts.dropped == {"retries_exhausted": 2}
    assert sorted(ids(sink.taken())) == sorted(spans[number].span_id for number in (0, 2, 4))
    assert gateway.terminate() == 0
    assert list((queue / "traces").glob("0*.log")) == []
