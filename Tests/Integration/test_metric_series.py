"""Cumulative metrics of a real SDK, redacted, and read as Prometheus reads them: each series stays one of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.metrics.v1.metrics_pb2 import ResourceMetrics
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.openmetrics.exposition import generate_latest
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from proxy import Step

#: What an application counts by, each value once more often than the one before.
CLIENTS = [f"198.51.100.{number}" for number in range(1, 21)]
SERVERS = ["198.18.0.7", "198.18.0.8"]
EXPORTS = 3


class Target:
    """An export, as Prometheus takes it in: dots and what else a name cannot hold become `_`."""

    def __init__(self, exported: ResourceMetrics) -> None:
        self._exported = exported

    @staticmethod
    def all(bodies: Iterable[bytes]) -> list[Target]:
        """The exports that requests were joined from."""
        requests = map(ExportMetricsServiceRequest.FromString, bodies)
        return [Target(exported) for request in requests for exported in request.resource_metrics]

    def collect(self):
        families: dict[str, Metric] = {}
        resource = self._exported.resource
        instance = {f"target_{_name(a.key)}": a.value.string_value for a in resource.attributes}
        for scope in self._exported.scope_metrics:
            for metric in scope.metrics:
                name = _name(metric.name)
                family = families.setdefault(name, Metric(name, "", "counter"))
                for point in metric.sum.data_points:
                    labels = {_name(a.key): a.value.string_value for a in point.attributes}
                    family.add_sample(f"{name}_total", instance | labels, point.as_int)
        return list(families.values())

    def series(self) -> dict[tuple, float]:
        """The samples of this export, by name and labels."""
        registry = CollectorRegistry()
        registry.register(self)
        found: dict[tuple, float] = {}
        for family in text_string_to_metric_families(generate_latest(registry).decode()):
            for sample in family.samples:
                series = (sample.name, *sorted(sample.labels.items()))
                # Prometheus keeps one of two, and refuses the other.
                assert series not in found, series
                found[series] = sample.value
        return found


def _name(text: str) -> str:
    return re.sub(r"[^a-zA-Z0-9_]", "_", text)


def export(port: int, instance: str) -> None:
    """Counts and exports, three times."""
    exporter = OTLPMetricExporter(endpoint=f"http://127.0.0.1:{port}/v1/metrics")
    reader = PeriodicExportingMetricReader(exporter, export_interval_millis=float("inf"))
    provider = MeterProvider([reader], resource=Resource({"host.ip": [instance], "host.name": instance}))
    meter = provider.get_meter("shop")
    by_client = meter.create_counter("reads")
    by_server = [meter.create_counter(f"hits/{server}") for server in SERVERS]
    for _ in range(EXPORTS):
        for count, client in enumerate(CLIENTS, 1):
            by_client.add(count, {"client.address": client, "route": "/x"})
        for count, counter in enumerate(by_server, 1):
            counter.add(count)
        assert provider.force_flush()
    provider.shutdown()


@pytest.mark.parametrize(
    "variables",
    [{}, {"TRACEVEIL_REPLACEMENT": "[gone]"}, {"TRACEVEIL_OPERATOR": "mask"}, {"TRACEVEIL_OPERATOR": "redact"}],
    ids=["by default", "a text for all", "mask", "redact"],
)
def test_each_series_stays_one(start_gateway, start_proxy, variables):
    sink = start_proxy("http://127.0.0.1:9", [Step("take", status=200)] * EXPORTS)
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, **variables)
    export(gateway.port, "203.0.113.9")
    gateway.wait_until_delivered(EXPORTS * (len(CLIENTS) + len(SERVERS)), signal_name="metrics")

    last: dict[tuple, float] = {}
    for target in Target.all(request.body for request in sink.requests):
        for series, value in target.series().items():
            # A counter that fell would have been reset.
            assert value >= last.get(series, 0), series
            last[series] = value
    assert sorted(last.values()) == sorted(
        EXPORTS * count for values in (CLIENTS, SERVERS) for count in range(1, len(values) + 1)
    )
    sent = b"".join(request.body for request in sink.requests)
    assert not any(value.encode() in sent for value in [*CLIENTS, *SERVERS, "203.0.113.9"])


def test_with_a_key_file_a_series_outlives_the_gateway(start_gateway, start_proxy, tmp_path):
    (tmp_path / "key").write_text("0123456789abcdef" * 4)
    (tmp_path / "key").chmod(0o600)
    runs = []
    for _ in range(2):
        sink = start_proxy("http://127.0.0.1:9", [Step("take", status=200)] * EXPORTS)
        gateway = start_gateway(
            OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, TRACEVEIL_KEY_FILE=str(tmp_path / "key")
        )
        export(gateway.port, "203.0.113.9")
        gateway.wait_until_delivered(EXPORTS * (len(CLIENTS) + len(SERVERS)), signal_name="metrics")
        targets = Target.all(request.body for request in sink.requests)
        runs.append({series for target in targets for series in target.series()})
    assert runs[0] == runs[1] and len(runs[0]) == len(CLIENTS) + len(SERVERS)
