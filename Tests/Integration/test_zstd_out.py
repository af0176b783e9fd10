"""Requests leave in zstd, as another library reads it: from memory and from the queue on disk."""

from __future__ import annotations

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from messages import Sender, attribute, request, span
from processes import free_port


def names(bodies: list[bytes]) -> list[str]:
    return sorted(
        one.name
        for body in bodies
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans
        for scope in resource.scope_spans
        for one in scope.spans
    )


def wave(sender: Sender, planter, numbers: range) -> None:
    for number in numbers:
        private = planter.value(f"span {number}", "EMAIL_ADDRESS")
        one = span(f"step {number}", attributes=[attribute("text", f"mail to {private} " * 20)])
        assert sender.post(request(one)).status == 200


@pytest.mark.parametrize("level", ["", "19"])
def test_every_signal_leaves_in_zstd(start_gateway, start_sink, planter, level):
    sink = start_sink(lambda path, headers, body: 200)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url,
        OTEL_EXPORTER_OTLP_COMPRESSION="zstd",
        OTEL_EXPORTER_OTLP_LOGS_COMPRESSION="none",
        TRACEVEIL_COMPRESSION_LEVEL=level,
    )
    with Sender(gateway.port) as sender:
        wave(sender, planter, range(30))
    gateway.wait_until_delivered(30)
    assert names(sink.taken()) == sorted(f"step {number}" for number in range(30))
    assert all(one.headers["content-encoding"] == "zstd" for one in sink.requests)
    assert all(one.raw_size < len(one.body) / 2 for one in sink.requests if len(one.body) > 1000)
    everything = b"".join(one.body for one in sink.requests) + b"".join(gateway.outputs().values())
    assert planter.leaks(everything, "what came out") == []


def test_one_item_that_is_refused_costs_no_others(start_gateway, start_sink):
    sink = start_sink(lambda path, headers, body: 400 if b"bad one" in body else 200)
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, OTEL_EXPORTER_OTLP_COMPRESSION="zstd")
    with Sender(gateway.port) as sender:
        answer = sender.post(request(*[span("bad one" if number == 7 else f"good {number}") for number in range(20)]))
        assert answer.status == 200
    counts = gateway.wait_until_delivered(20)
    assert (counts.exported, sum(counts.dropped.values())) == (19, 1)
    assert names(sink.taken()) == sorted(f"good {number}" for number in range(20) if number != 7)


@pytest.mark.parametrize(("stored", "wanted"), [("zstd", "zstd"), ("gzip", "zstd"), ("zstd", "gzip"), ("none", "zstd")])
def test_a_queue_on_disk_is_sent_in_what_the_destination_wants(start_gateway, start_sink, planter, tmp_path, stored, wanted):
    """What waits is in the form of the run that stored it, and leaves in that of the run that sends it."""
    port = free_port()
    settings = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{port}",
        "TRACEVEIL_QUEUE_DIRECTORY": str(tmp_path / "queue"),
    }
    first = start_gateway(OTEL_EXPORTER_OTLP_COMPRESSION=stored, **settings)
    with Sender(first.port) as sender:
        wave(sender, planter, range(20))
    first.terminate()
    sink = start_sink(lambda path, headers, body: 200, port=port)
    second = start_gateway(OTEL_EXPORTER_OTLP_COMPRESSION=wanted, **settings)
    second.wait_until_delivered(20)
    assert names(sink.taken()) == sorted(f"step {number}" for number in range(20))
    codings = {one.headers.get("content-encoding") for one in sink.requests}
    assert codings == {wanted}
    assert planter.leaks(b"".join(one.body for one in sink.requests), "what came out") == []


def test_mlflow_gets_gzip(start_gateway):
    gateway = start_gateway(
        TRACEVEIL_MLFLOW_TRACKING_URI=f"http://127.0.0.1:{free_port()}", OTEL_EXPORTER_OTLP_COMPRESSION="zstd"
    )
    assert "MLflow takes gzip or none" in gateway.program.log()
