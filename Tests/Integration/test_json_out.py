"""OTLP in JSON on the way out, read by protobuf's own parser for Python and by a second gateway."""

from __future__ import annotations

import base64
import json

import pytest
from google.protobuf import json_format
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from messages import PROTOBUF, Sender, attribute, request, span

JSON = {"OTEL_BSP_SCHEDULE_DELAY": "50", "OTEL_EXPORTER_OTLP_PROTOCOL": "http/json"}
TYPES = {"traces": ExportTraceServiceRequest, "logs": ExportLogsServiceRequest, "metrics": ExportMetricsServiceRequest}
IDS = ("traceId", "spanId", "parentSpanId")


def message(signal: str, body: bytes):
    """As protobuf's JSON has it, but that ids are in hexadecimal there."""

    def with_base64(value):
        if isinstance(value, list):
            return [with_base64(one) for one in value]
        if not isinstance(value, dict):
            return value
        return {
            name: base64.b64encode(bytes.fromhex(one)).decode() if name in IDS else with_base64(one)
            for name, one in value.items()
        }

    return json_format.ParseDict(with_base64(json.loads(body)), TYPES[signal]())


def all_fields(planter) -> dict:
    """Every kind of value, and the numbers that other readers round."""
    traces = request(span("all", kind=3, flags=257, trace_state="a=b", parent_span_id=b"12345678"))
    resource = traces.resource_spans[0]
    resource.schema_url = "https://example.com/1"
    resource.resource.attributes.append(attribute("service.name", "caf\u00e9 \u2028 \\ \" \x01"))
    one = resource.scope_spans[0].spans[0]
    one.status.code, one.status.message = 2, "no"
    one.attributes.append(attribute("mail", f"to {planter.value('mail', 'EMAIL_ADDRESS')}"))
    for key, kind, value in [
        ("int", "int_value", -(2**63)), ("bool", "bool_value", False), ("double", "double_value", 0.1),
        ("zero", "int_value", 0), ("infinite", "double_value", float("-inf")), ("bytes", "bytes_value", bytes(range(256))),
        ("empty", "string_value", ""),
    ]:  # fmt: skip
        setattr(one.attributes.add(key=key).value, kind, value)
    one.attributes.add(key="array").value.array_value.values.add().double_value = 1e300
    one.attributes.add(key="map").value.kvlist_value.values.append(attribute("inner", "x"))
    one.attributes.add(key="nothing")
    one.events.add(name="event", time_unix_nano=2**64 - 1).attributes.append(attribute("a", "b"))
    one.links.add(trace_id=bytes(range(16)), span_id=bytes(range(8)), flags=1)
    logs = ExportLogsServiceRequest()
    record = logs.resource_logs.add().scope_logs.add().log_records.add(severity_number=9, trace_id=bytes(range(1, 17)))
    record.body.string_value = "a line"
    metrics = ExportMetricsServiceRequest()
    scope = metrics.resource_metrics.add().scope_metrics.add()
    total = scope.metrics.add(name="sum", unit="1").sum
    total.is_monotonic, total.aggregation_temporality = True, 2
    total.data_points.add(as_int=2**63 - 1, time_unix_nano=1)
    histogram = scope.metrics.add(name="histogram").histogram
    histogram.data_points.add(count=3, sum=0.0, bucket_counts=[1, 2], explicit_bounds=[0.5], min=-1.5)
    exponential = scope.metrics.add(name="exponential").exponential_histogram.data_points.add(count=1, scale=-3)
    exponential.positive.offset = -2
    exponential.positive.bucket_counts.append(1)
    scope.metrics.add(name="summary").summary.data_points.add(count=1).quantile_values.add(quantile=0.5, value=2)
    return {"traces": traces, "logs": logs, "metrics": metrics}


@pytest.mark.parametrize("compression", ["none", "gzip", "zstd"])
def test_another_reader_has_the_same_from_json_as_from_protobuf(start_gateway, start_sink, planter, compression):
    sinks = {kind: start_sink(lambda *_: 200) for kind in ("json", "protobuf")}
    variables = {f"TRACEVEIL_DESTINATION_{kind.upper()}_ENDPOINT": sink.url for kind, sink in sinks.items()}
    gateway = start_gateway(
        TRACEVEIL_DESTINATIONS="json,protobuf",
        TRACEVEIL_DESTINATION_JSON_PROTOCOL="http/json",
        TRACEVEIL_DESTINATION_JSON_COMPRESSION=compression,
        OTEL_BSP_SCHEDULE_DELAY="50",
        **variables,
    )
    with Sender(gateway.port) as sender:
        for signal, body in all_fields(planter).items():
            answer = sender.send("POST", f"/v1/{signal}", body.SerializeToString(), {"content-type": PROTOBUF})
            assert answer.status == 200
    for signal, of_protobuf in TYPES.items():
        for sink in sinks.values():
            gateway.program.wait_until(lambda: sink.taken(f"/v1/{signal}"), f"{signal} have arrived")
        (sent,) = sinks["json"].taken(f"/v1/{signal}")
        (other,) = sinks["protobuf"].taken(f"/v1/{signal}")
        assert message(signal, sent) == of_protobuf.FromString(other)
        # Names and numbers as OTLP has them, whatever the parser would have taken besides.
        assert b"_unix_nano" not in sent and b"SPAN_KIND" not in sent
    one = json.loads(sinks["json"].taken()[0])["resourceSpans"][0]["scopeSpans"][0]["spans"][0]
    assert (one["kind"], one["parentSpanId"]) == (3, "3132333435363738")
    assert {"key": "int", "value": {"intValue": str(-(2**63))}} in one["attributes"]
    assert {received.headers["content-type"] for received in sinks["json"].requests} == {"application/json"}
    coding = None if compression == "none" else compression
    assert {received.headers.get("content-encoding") for received in sinks["json"].requests} == {coding}
    everything = b"".join(one.body for one in sinks["json"].requests) + b"".join(gateway.outputs().values())
    assert planter.leaks(everything, "what came out") == []


def test_a_refused_item_costs_no_others_and_a_gateway_reads_it(start_gateway, start_sink):
    sink = start_sink(lambda path, headers, body: 400 if b"bad one" in body else 200)
    last = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, OTEL_BSP_SCHEDULE_DELAY="50")
    first = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{last.port}", **JSON)
    with Sender(first.port) as sender:
        assert sender.post(request(*[span(f"good {number}") for number in range(10)])).status == 200
    assert first.wait_until_delivered(10).exported == 10
    assert last.wait_until_delivered(10).exported == 10
    alone = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, **JSON)
    with Sender(alone.port) as sender:
        names = ["bad one" if number == 3 else f"good {number}" for number in range(10)]
        assert sender.post(request(*[span(name) for name in names])).status == 200
    counts = alone.wait_until_delivered(10)
    assert (counts.exported, sum(counts.dropped.values())) == (9, 1)


def test_partial_success_is_read_in_json(start_gateway, start_sink):
    partial = {"partialSuccess": {"rejectedSpans": "2", "errorMessage": "two were too old"}}
    answer = (200, {"content-type": "application/json"}, json.dumps(partial).encode())
    sink = start_sink(lambda *_: answer)
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, **JSON)
    with Sender(gateway.port) as sender:
        assert sender.post(request(*[span() for _ in range(5)])).status == 200
    counts = gateway.wait_until_delivered(5)
    assert (counts.exported, counts.rejected) == (3, 2)


def test_what_waits_on_disk_leaves_in_json(start_gateway, start_sink, tmp_path):
    sink = start_sink(lambda *_: 200)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, TRACEVEIL_QUEUE_DIRECTORY=str(tmp_path / "queue"), **JSON
    )
    with Sender(gateway.port) as sender:
        for number in range(5):
            assert sender.post(request(span(f"step {number}"))).status == 200
    gateway.wait_until_delivered(5)
    names = [
        one.name
        for body in sink.taken()
        for resource in message("traces", body).resource_spans
        for scope in resource.scope_spans
        for one in scope.spans
    ]
    assert sorted(names) == [f"step {number}" for number in range(5)]
