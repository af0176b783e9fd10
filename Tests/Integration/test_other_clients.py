"""Clients and a gateway that others wrote, with their defaults but for the address: all arrives once, and redacted."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from messages import request, span
from processes import Program, free_port, wait_until

REPOSITORY = Path(__file__).resolve().parents[2]
ENVIRONMENT = REPOSITORY / ".venv-clients-2026.11"
#: Of each client. A span or two, with at least four planted values.
ITEMS = 250


def run_client(planter, client: str, **variables: str) -> None:
    python = ENVIRONMENT / "bin/python"
    assert python.exists(), f"{python} does not exist; Scripts/integration-environment.sh makes it"
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    program = [python, Path(__file__).with_name("clients_program.py"), client]
    done = subprocess.run(
        [*program, "--seed", planter.seed, "--items", str(ITEMS)],
        env=inherited | variables,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    planter.adopt(json.loads(done.stdout.splitlines()[-1]))


def spans_in(sink) -> list:
    return [
        one
        for body in sink.taken("/v1/traces")
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans
        for scope in resource.scope_spans
        for one in scope.spans
    ]


def expect_once(sink, count: int) -> None:
    spans = spans_in(sink)
    assert len(spans) == count
    assert len({one.span_id for one in spans}) == count


def expect_redacted(planter, sink, gateway) -> None:
    everything = b"".join(one.body for one in sink.requests) + b"".join(gateway.outputs().values())
    assert planter.leaks(everything, "what came out") == []


@pytest.mark.parametrize(
    "client, variables",
    [
        ("langfuse", {"LANGFUSE_BASE_URL": "http://127.0.0.1:{http}"}),
        ("langfuse", {"LANGFUSE_HOST": "http://127.0.0.1:{http}"}),
        # By its own port for gRPC it knows which of the two to speak.
        ("phoenix", {"PHOENIX_COLLECTOR_ENDPOINT": "http://127.0.0.1:{grpc}", "PHOENIX_GRPC_PORT": "{grpc}"}),
        ("phoenix-http", {"PHOENIX_COLLECTOR_ENDPOINT": "http://127.0.0.1:{http}"}),
        ("logfire", {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:{http}"}),
        ("traceloop", {"TRACELOOP_BASE_URL": "http://127.0.0.1:{http}"}),
        ("openinference", {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:{http}"}),
    ],
    ids=["langfuse", "langfuse, older name", "phoenix, gRPC", "phoenix, HTTP", "logfire", "traceloop", "openinference"],
)
def test_clients(start_gateway, start_sink, planter, client, variables):
    sink = start_sink(lambda path, headers, body: 200)
    gateway = start_gateway(TRACEVEIL_GRPC_LISTEN="127.0.0.1:0", OTEL_EXPORTER_OTLP_ENDPOINT=sink.url)
    ports = {"http": gateway.port, "grpc": gateway.grpc_port}
    run_client(planter, client, **{name: text.format(**ports) for name, text in variables.items()})
    # Of logfire a message is a span, too; of the last two a question to the model.
    count = 2 * ITEMS if client in ("logfire", "traceloop", "openinference") else ITEMS
    gateway.wait_until_delivered(count)
    assert len(planter) >= 4 * ITEMS
    expect_once(sink, count)
    expect_redacted(planter, sink, gateway)


@pytest.fixture
def start_rotel(tmp_path):
    """Starts Rotel, which sends to an address; ends it with the test."""
    started = []

    def start(target: str, protocol: str) -> tuple[int, int]:
        http, grpc = free_port(), free_port()
        (binary,) = ENVIRONMENT.glob("lib/python*/site-packages/rotel/rotel-agent")
        command = [binary, "start", "--otlp-http-endpoint", f"127.0.0.1:{http}"]
        command += ["--otlp-grpc-endpoint", f"127.0.0.1:{grpc}", "--otlp-exporter-endpoint", target]
        command += ["--otlp-exporter-protocol", protocol]
        rotel = Program("rotel", [str(part) for part in command], {}, tmp_path / "rotel")
        started.append(rotel)
        rotel.wait_until(lambda: answers(http), "Rotel takes requests")
        return http, grpc

    yield start
    for rotel in started:
        rotel.stop()


def answers(port: int) -> bool:
    try:
        send(port, [])
    except OSError:
        return False
    return True


def send(port: int, spans: list) -> None:
    body = request(*spans).SerializeToString()
    head = {"content-type": "application/x-protobuf"}
    with urllib.request.urlopen(
        urllib.request.Request(f"http://127.0.0.1:{port}/v1/traces", body, head), timeout=30
    ) as response:
        assert response.status == 200


def send_planted(planter, port: int) -> None:
    texts = [planter.sentence(f"text {number}") for number in range(2 * ITEMS)]
    for first in range(0, 2 * ITEMS, 20):
        send(port, [span(text) for text in texts[first : first + 20]])


@pytest.mark.parametrize("protocol", ["http", "grpc"])
def test_rotel_as_client(start_gateway, start_sink, start_rotel, planter, protocol):
    sink = start_sink(lambda path, headers, body: 200)
    gateway = start_gateway(TRACEVEIL_GRPC_LISTEN="127.0.0.1:0", OTEL_EXPORTER_OTLP_ENDPOINT=sink.url)
    port = gateway.grpc_port if protocol == "grpc" else gateway.port
    http, _ = start_rotel(f"http://127.0.0.1:{port}", protocol)
    send_planted(planter, http)
    gateway.wait_until_delivered(2 * ITEMS)
    expect_once(sink, 2 * ITEMS)
    expect_redacted(planter, sink, gateway)


@pytest.mark.parametrize("protocol", ["http/protobuf", "grpc"])
def test_rotel_as_server(start_gateway, start_sink, start_rotel, planter, protocol):
    sink = start_sink(lambda path, headers, body: 200)
    http, grpc = start_rotel(sink.url, "http")
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{grpc if protocol == 'grpc' else http}",
        OTEL_EXPORTER_OTLP_PROTOCOL=protocol,
    )
    send_planted(planter, gateway.port)
    gateway.wait_until_delivered(2 * ITEMS)
    wait_until(lambda: len(spans_in(sink)) >= 2 * ITEMS, "Rotel has sent all")
    expect_once(sink, 2 * ITEMS)
    expect_redacted(planter, sink, gateway)
