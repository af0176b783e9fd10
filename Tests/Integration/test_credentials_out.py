"""Credentials and certificates on the way out come from files, and are read again when those change."""

from __future__ import annotations

import signal

import grpc
import pytest

from messages import Sender, request, span
from tls import certificate_files, server_context

QUICK = {
    "TRACEVEIL_RETRY_INITIAL": "20",
    "TRACEVEIL_RETRY_MAX": "200",
    "OTEL_BSP_SCHEDULE_DELAY": "20",
    "TRACEVEIL_RELOAD_INTERVAL": "50",
}


def post(gateway, **headers: str) -> None:
    with Sender(gateway.port) as sender:
        assert sender.post(request(span()), **headers).status == 200


def reloads(gateway, result: str) -> int:
    for line in gateway.admin("/metrics")[1].splitlines():
        if line.startswith("traceveil_reloads_total{") and 'kind="destinations"' in line and f'"{result}"' in line:
            return int(float(line.split()[-1]))
    return 0


@pytest.mark.parametrize("transport", ["http", "grpc"])
def test_a_token_is_read_again_when_its_file_changes(start_gateway, start_sink, start_grpc_server, tmp_path, transport):
    token = tmp_path / "token"
    token.write_text("first-secret-token\n")
    headers = tmp_path / "headers"
    headers.write_text("# of the tenant\nX-Api-Key: a-secret-key\n")
    if transport == "grpc":
        server = start_grpc_server()
        seen = lambda name: [call.metadata.get(name) for call in server.taken]  # noqa: E731
        address = {"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc", "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{server.port}"}
    else:
        sink = start_sink(lambda path, headers, body: 200)
        seen = lambda name: [one.headers.get(name) for one in sink.requests]  # noqa: E731
        address = {"OTEL_EXPORTER_OTLP_ENDPOINT": sink.url}
    gateway = start_gateway(
        TRACEVEIL_EXPORTER_OTLP_TOKEN_FILE=str(token),
        TRACEVEIL_EXPORTER_OTLP_HEADERS_FILE=str(headers),
        TRACEVEIL_FORWARD_HEADERS="x-api-key",
        **address,
        **QUICK,
    )
    post(gateway, x_api_key="of-the-sender")
    gateway.wait_until_delivered(1)
    assert seen("authorization") == ["Bearer first-secret-token"]
    assert seen("x-api-key") == ["a-secret-key"], "what the operator has set is theirs"

    # What cannot be used is refused, and what was in force stays.
    token.write_text("")
    gateway.program.wait_until(lambda: reloads(gateway, "refused") == 1, "refuses the empty file")
    post(gateway)
    gateway.wait_until_delivered(2)
    assert seen("authorization")[-1] == "Bearer first-secret-token"

    token.write_text("second-secret-token\n")
    gateway.program.wait_until(lambda: reloads(gateway, "applied") >= 1, "reads the file")
    post(gateway)
    gateway.wait_until_delivered(3)
    assert seen("authorization")[-1] == "Bearer second-secret-token"
    everything = b"".join(gateway.outputs().values())
    for secret in (b"first-secret", b"second-secret", b"a-secret-key"):
        assert secret not in everything


def test_a_user_and_a_password(start_gateway, start_sink, tmp_path):
    password = tmp_path / "password"
    password.write_text("pass:word\n")
    sink = start_sink(lambda path, headers, body: 200)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url,
        TRACEVEIL_EXPORTER_OTLP_TRACES_USERNAME="user",
        TRACEVEIL_EXPORTER_OTLP_TRACES_PASSWORD_FILE=str(password),
        **QUICK,
    )
    post(gateway)
    gateway.wait_until_delivered(1)
    assert sink.requests[0].headers["authorization"] == "Basic dXNlcjpwYXNzOndvcmQ="


@pytest.mark.parametrize("transport", ["http", "grpc"])
def test_authorities_are_read_again_at_a_hangup(
    start_gateway, start_grpc_server, start_sink, start_proxy, tmp_path, transport
):
    """A server whose authority is not trusted is, once the file has it; what waits is delivered then."""
    files = certificate_files(tmp_path)
    trusted = tmp_path / "trusted.pem"
    # A certificate that has signed nothing here.
    trusted.write_text(open(files["clientCertificate"]).read())
    if transport == "grpc":
        pair = [(open(files["serverKey"], "rb").read(), open(files["serverCertificate"], "rb").read())]
        server = start_grpc_server(credentials=grpc.ssl_server_credentials(pair))
        address = {"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc", "OTEL_EXPORTER_OTLP_ENDPOINT": f"https://localhost:{server.port}"}
    else:
        sink = start_sink(lambda path, headers, body: 200)
        front = start_proxy(sink.url, tls=server_context(files))
        address = {"OTEL_EXPORTER_OTLP_ENDPOINT": front.url.replace("127.0.0.1", "localhost")}
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_CERTIFICATE=str(trusted), **address, **QUICK | {"TRACEVEIL_RELOAD_INTERVAL": "0"}
    )
    post(gateway)
    gateway.line("An export attempt failed")
    assert gateway.counts().exported == 0
    trusted.write_text(open(files["authority"]).read())
    gateway.program.send_signal(signal.SIGHUP)
    assert gateway.wait_until_delivered(1).exported == 1
    trusted.write_text("no certificate")
    gateway.program.send_signal(signal.SIGHUP)
    gateway.program.wait_until(lambda: reloads(gateway, "refused") == 1, "refuses what is none")
    # The file of three signals is told of once.
    assert "of=logs,metrics,traces" in gateway.line("Files of a destination refused")
    post(gateway)
    assert gateway.wait_until_delivered(2).exported == 2


def test_the_gateways_own_metrics_are_sent_by_new_authorities(start_gateway, start_sink, start_proxy, tmp_path):
    files = certificate_files(tmp_path)
    trusted = tmp_path / "trusted.pem"
    trusted.write_text(open(files["clientCertificate"]).read())
    sink = start_sink(lambda *_: 200)
    front = start_proxy(sink.url, tls=server_context(files))
    gateway = start_gateway(
        OTEL_TRACES_EXPORTER="console",
        OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE=str(trusted),
        TRACEVEIL_TELEMETRY_ENDPOINT=front.url.replace("127.0.0.1", "localhost") + "/own",
        TRACEVEIL_TELEMETRY_INTERVAL="100",
        **QUICK,
    )
    gateway.program.wait_until(lambda: "tls_untrusted" in gateway.program.log(), "does not trust the server")
    assert sink.requests == []
    trusted.write_text(open(files["authority"]).read())
    gateway.program.wait_until(lambda: sink.requests, "sends its metrics")
