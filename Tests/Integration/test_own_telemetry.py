"""The gateway's own metrics over OTLP: what arrives is what /metrics says, and it is counted nowhere."""

from __future__ import annotations

import re

from grpc_server import SERVICES
from messages import Sender, request, span
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from processes import wait_until

PATH = "/telemetry/v1/metrics"


def decoded(body: bytes) -> ExportMetricsServiceRequest:
    message = ExportMetricsServiceRequest()
    message.ParseFromString(body)
    return message


def metrics(message: ExportMetricsServiceRequest) -> dict:
    (resource,) = message.resource_metrics
    (scope,) = resource.scope_metrics
    assert scope.scope.name == "traceveil"
    names = [metric.name for metric in scope.metrics]
    assert len(names) == len(set(names))
    return {metric.name: metric for metric in scope.metrics}


def value(metric, **labels: str):
    """Of the point with these labels among its own."""
    points = (metric.sum if metric.HasField("sum") else metric.gauge).data_points
    wanted = set(labels.items())
    (point,) = [
        point
        for point in points
        if wanted <= {(one.key, one.value.string_value) for one in point.attributes}
    ]
    return getattr(point, point.WhichOneof("value"))


def start(start_gateway, sink):
    return start_gateway(
        TRACEVEIL_TELEMETRY_ENDPOINT=f"{sink.url}{PATH}?tenant=1",
        TRACEVEIL_TELEMETRY_HEADERS="x-key=own",
        TRACEVEIL_TELEMETRY_INTERVAL="100",
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=f"{sink.url}/v1/traces",
        OTEL_EXPORTER_OTLP_HEADERS="x-secret=of-the-destination",
        OTEL_BSP_SCHEDULE_DELAY="10",
    )


def telemetry(sink) -> list:
    return [one for one in sink.requests if one.path.startswith(PATH)]


def test_metrics_arrive_under_the_names_of_otlp(start_gateway, start_sink):
    sink = start_sink(lambda *_: 200)
    gateway = start(start_gateway, sink)
    with Sender(gateway.port) as sender:
        assert sender.post(request(span("a"), span("b"))).status == 200
    gateway.wait_until_delivered(2)

    def last_with_both():
        return telemetry(sink) and value(metrics(decoded(telemetry(sink)[-1].body))["traceveil_exported_items"], signal="traces") == 2

    wait_until(last_with_both, "metrics arrive that know of both spans")
    one = telemetry(sink)[-1]
    assert one.path == f"{PATH}?tenant=1"
    assert one.headers["content-encoding"] == "gzip"
    assert one.headers["x-key"] == "own" and "x-secret" not in one.headers
    found = metrics(decoded(one.body))
    received = found["traceveil_received_items"]
    assert received.sum.is_monotonic and received.sum.aggregation_temporality == 2
    assert value(received, signal="traces") == 2
    assert value(found["otelcol_receiver_accepted_spans"], receiver="otlp") == 2
    exported = found["otel.sdk.exporter.span.exported"]
    assert [value(exported, **{"error.type": "rejected"})] == [0]
    assert {"otel.component.name", "otel.component.type"} <= {
        one.key for point in exported.sum.data_points for one in point.attributes
    }
    durations = [point for point in found["traceveil_export_duration_seconds"].histogram.data_points if point.count]
    (point,) = durations
    assert sum(point.bucket_counts) == point.count >= 1
    assert len(point.bucket_counts) == len(point.explicit_bounds) + 1
    assert 0 < received.sum.data_points[0].start_time_unix_nano <= received.sum.data_points[0].time_unix_nano
    assert all(metric.unit for metric in found.values())
    assert (found["traceveil_queue_bytes"].unit, found["traceveil_export_duration_seconds"].unit) == ("By", "s")
    for name in ("otel.sdk.processor.span.queue.size", "otel.sdk.exporter.span.inflight"):
        assert found[name].unit == "{span}" and found[name].HasField("sum") and not found[name].sum.is_monotonic
    where = {one.key: one.value for one in exported.sum.data_points[0].attributes}
    assert (where["server.address"].string_value, where["server.port"].int_value) == ("127.0.0.1", sink.port)
    # All that /metrics has, and nothing else.
    page = gateway.admin("/metrics")[1]
    assert len(found) == len(re.findall(r"^# TYPE", page, re.MULTILINE))


def test_they_are_in_no_counter(start_gateway, start_sink):
    sink = start_sink(lambda *_: 200)
    gateway = start(start_gateway, sink)
    wait_until(lambda: len(telemetry(sink)) >= 3, "metrics arrive three times")
    page = gateway.admin("/metrics")[1]
    assert re.findall(r"^traceveil_(?:received|exported)_items_total\{.*\} [1-9].*", page, re.MULTILINE) == []
    assert re.findall(r'^traceveil_requests_total\{.*\} [1-9].*', page, re.MULTILINE) == []
    instances = {
        attribute.value.string_value
        for one in telemetry(sink)
        for attribute in decoded(one.body).resource_metrics[0].resource.attributes
        if attribute.key == "service.instance.id"
    }
    assert len(instances) == 1


def test_the_last_numbers_come_with_the_end(start_gateway, start_sink):
    sink = start_sink(lambda *_: 200)
    gateway = start_gateway(
        TRACEVEIL_TELEMETRY_ENDPOINT=f"{sink.url}{PATH}",
        TRACEVEIL_TELEMETRY_INTERVAL="3600000",
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=f"{sink.url}/v1/traces",
    )
    with Sender(gateway.port) as sender:
        assert sender.post(request(span("a"))).status == 200
    assert gateway.terminate() == 0
    (one,) = telemetry(sink)
    assert value(metrics(decoded(one.body))["traceveil_exported_items"], signal="traces") == 1


def test_a_collector_that_is_away_holds_nothing_up(start_gateway, start_sink):
    sink = start_sink(lambda path, *_: 503 if path.startswith(PATH) else 200)
    gateway = start(start_gateway, sink)
    wait_until(lambda: len(telemetry(sink)) >= 2, "metrics are refused")
    with Sender(gateway.port) as sender:
        assert sender.post(request(span("a"))).status == 200
    gateway.wait_until_delivered(1)
    assert gateway.terminate() == 0


def test_they_go_over_grpc_with_the_resource_of_the_environment(start_gateway, start_grpc_server):
    server = start_grpc_server()
    gateway = start_gateway(
        TRACEVEIL_TELEMETRY_ENDPOINT=f"http://127.0.0.1:{server.port}",
        TRACEVEIL_TELEMETRY_PROTOCOL="grpc",
        TRACEVEIL_TELEMETRY_INTERVAL="100",
        OTEL_SERVICE_NAME="the gateway",
        OTEL_RESOURCE_ATTRIBUTES="team=a%2Cb,service.name=other",
        OTEL_PROPAGATORS="b3",
    )
    wait_until(lambda: server.taken, "metrics arrive")
    assert server.taken[0].service == SERVICES["metrics"]
    (resource,) = decoded(server.taken[0].body).resource_metrics
    found = {one.key: one.value.string_value for one in resource.resource.attributes}
    assert (found["service.name"], found["team"]) == ("the gateway", "a,b") and found["service.instance.id"]
    assert "names=OTEL_PROPAGATORS" in gateway.program.log()
