"""A batch of many senders to a destination that does not take all of it: only what is refused is lost."""

from __future__ import annotations

import pytest
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from messages import PROTOBUF, Sender, attribute, request, span

SENDERS, ITEMS = 20, 50
#: What all senders have sent goes into one batch.
ONE_BATCH = {"OTEL_BSP_SCHEDULE_DELAY": "1000"}


def poisons(sender: int, number: int) -> list:
    return [attribute("poison", "yes")] if (sender, number) == (7, 31) else []


def traces(sender: int) -> bytes:
    spans = [
        span(f"s{sender}i{number}", attributes=poisons(sender, number) + [attribute("pad", "x" * 800)])
        for number in range(ITEMS)
    ]
    return request(*spans).SerializeToString()


def logs(sender: int) -> bytes:
    message = ExportLogsServiceRequest()
    records = message.resource_logs.add().scope_logs.add().log_records
    for number in range(ITEMS):
        record = records.add(attributes=poisons(sender, number))
        record.body.string_value = f"s{sender}i{number}"
    return message.SerializeToString()


def metrics(sender: int) -> bytes:
    message = ExportMetricsServiceRequest()
    points = message.resource_metrics.add().scope_metrics.add().metrics.add(name="m").sum.data_points
    for number in range(ITEMS):
        name = attribute("name", f"s{sender}i{number}")
        points.add(as_int=1, attributes=[name] + poisons(sender, number))
    return message.SerializeToString()


def trace_names(body: bytes) -> list[str]:
    message = ExportTraceServiceRequest.FromString(body)
    return [one.name for r in message.resource_spans for s in r.scope_spans for one in s.spans]


def log_names(body: bytes) -> list[str]:
    message = ExportLogsServiceRequest.FromString(body)
    return [one.body.string_value for r in message.resource_logs for s in r.scope_logs for one in s.log_records]


def metric_names(body: bytes) -> list[str]:
    message = ExportMetricsServiceRequest.FromString(body)
    found = [m for r in message.resource_metrics for s in r.scope_metrics for m in s.metrics]
    return [one.attributes[0].value.string_value for m in found for one in m.sum.data_points]


SIGNALS = {
    "traces": (traces, trace_names),
    "logs": (logs, log_names),
    "metrics": (metrics, metric_names),
}


def send(gateway, signal: str, make) -> None:
    with Sender(gateway.port) as sender:
        for number in range(SENDERS):
            headers = {"content-type": PROTOBUF}
            assert sender.send("POST", f"/v1/{signal}", make(number), headers).status == 200


def delivered(gateway, signal: str):
    counts = gateway.counts(signal)
    return counts if counts.received == SENDERS * ITEMS and counts.is_idle() else None


ALL = {f"s{sender}i{number}" for sender in range(SENDERS) for number in range(ITEMS)}


@pytest.mark.parametrize("status", [400, 422])
@pytest.mark.parametrize("signal", SIGNALS)
def test_one_refused_item_costs_itself(start_gateway, start_sink, signal, status):
    sink = start_sink(lambda _path, _headers, body: status if b"poison" in body else 200)
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, **ONE_BATCH)
    make, names = SIGNALS[signal]
    send(gateway, signal, make)
    counts = gateway.program.wait_until(lambda: delivered(gateway, signal), "everything has come to its end")

    assert (counts.exported, counts.dropped["export_failed"]) == (999, 1)
    taken = [name for body in sink.taken(f"/v1/{signal}") for name in names(body)]
    assert len(taken) == len(set(taken)) and ALL - set(taken) == {"s7i31"}
    refused = f'traceveil_refused_items_total{{signal="{signal}",status="{status}"}} 1'
    assert refused in gateway.admin("/metrics")[1]
    # Some refused batches, each sender alone, and the search in what one of them has sent.
    batches = len({name.split("i")[0] for one in sink.requests if one.status != 200 for name in names(one.body)})
    assert batches <= SENDERS and len(sink.requests) <= SENDERS + 20
    assert f"http_status={status}" in gateway.program.log()


def test_what_is_too_large_together_arrives_in_parts(start_gateway, start_sink):
    limit = 20_000
    sink = start_sink(lambda _path, headers, body: 413 if int(headers["content-length"]) > limit else 200)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url,
        OTEL_EXPORTER_OTLP_COMPRESSION="none",
        **ONE_BATCH,
    )
    send(gateway, "traces", traces)
    counts = gateway.program.wait_until(lambda: delivered(gateway, "traces"), "everything has come to its end")
    assert counts.exported == 1000 and sum(counts.dropped.values()) == 0
    taken = [name for body in sink.taken() for name in trace_names(body)]
    assert len(taken) == 1000 and set(taken) == ALL


def test_a_configured_status_is_cut_too(start_gateway, start_sink):
    sink = start_sink(lambda _path, _headers, body: 406 if b"poison" in body else 200)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url,
        TRACEVEIL_EXPORTER_OTLP_CUT_STATUSES="406,409",
        **ONE_BATCH,
    )
    send(gateway, "traces", traces)
    counts = gateway.program.wait_until(lambda: delivered(gateway, "traces"), "everything has come to its end")
    assert (counts.exported, counts.dropped["export_failed"]) == (999, 1)
