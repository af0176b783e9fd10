"""The Python SDK's exporters of all three signals, over gRPC and over HTTP, in protobuf and in JSON, with and without TLS."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tls import certificate_files

#: The exporters of JSON are for another version of the SDK than constraints.txt has, and work with it.
CLIENTS = Path(__file__).resolve().parents[2] / ".venv-clients-2026.11/bin/python"
#: Each has a span, a log record and a point, and five planted values.
ITEMS = 200


def run_program(planter, protocol: str, endpoint: str, items: int = ITEMS, **variables: str) -> None:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    python = CLIENTS if protocol == "json" else sys.executable
    program = [str(python), str(Path(__file__).with_name("signals_program.py"))]
    done = subprocess.run(
        [*program, "--seed", planter.seed, "--items", str(items), "--protocol", protocol],
        env=inherited | {"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint} | variables,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    planter.adopt(json.loads(done.stdout)["planted"])


@pytest.mark.parametrize("compression", ["none", "gzip"])
@pytest.mark.parametrize(
    "protocol, tls",
    [(protocol, tls) for protocol in ("grpc", "http") for tls in ("plain", "tls", "mutual")] + [("json", "plain")],
)
def test_all_signals_arrive_once_and_redacted(start_gateway, start_sink, planter, tmp_path, protocol, tls, compression):
    files = certificate_files(tmp_path)
    server = {}
    client = {"OTEL_EXPORTER_OTLP_COMPRESSION": "gzip"} if compression == "gzip" else {}
    if tls != "plain":
        server = {
            "TRACEVEIL_TLS_CERTIFICATE": files["serverCertificate"],
            "TRACEVEIL_TLS_KEY": files["serverKey"],
        }
        client["OTEL_EXPORTER_OTLP_CERTIFICATE"] = files["authority"]
    if tls == "mutual":
        server["TRACEVEIL_TLS_CLIENT_CA"] = files["authority"]
        client |= {
            "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE": files["clientCertificate"],
            "OTEL_EXPORTER_OTLP_CLIENT_KEY": files["clientKey"],
        }
    sink = start_sink(lambda path, headers, body: 200)
    gateway = start_gateway(
        TRACEVEIL_GRPC_LISTEN="127.0.0.1:0", OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, **server
    )
    port = gateway.grpc_port if protocol == "grpc" else gateway.port
    run_program(planter, protocol, f"{'http' if tls == 'plain' else 'https'}://127.0.0.1:{port}", **client)
    for signal in ("traces", "logs", "metrics"):
        gateway.wait_until_delivered(ITEMS, signal_name=signal)
    spans = [
        one.name
        for body in sink.taken("/v1/traces")
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans
        for scope in resource.scope_spans
        for one in scope.spans
    ]
    assert sorted(spans) == sorted(f"step {number}" for number in range(ITEMS))
    records = [
        record
        for body in sink.taken("/v1/logs")
        for resource in ExportLogsServiceRequest.FromString(body).resource_logs
        for scope in resource.scope_logs
        for record in scope.log_records
    ]
    assert len(records) == ITEMS
    points = [
        point
        for body in sink.taken("/v1/metrics")
        for resource in ExportMetricsServiceRequest.FromString(body).resource_metrics
        for scope in resource.scope_metrics
        for metric in scope.metrics
        if metric.name == "requests"
        for point in metric.sum.data_points
    ]
    # The SDK sends what it has counted once more when it is shut down.
    assert sum(point.as_int for point in points) >= ITEMS
    everything = b"".join(one.body for one in sink.requests) + b"".join(gateway.outputs().values())
    assert planter.leaks(everything, "what came out") == []
    assert len(planter) >= 5 * ITEMS
