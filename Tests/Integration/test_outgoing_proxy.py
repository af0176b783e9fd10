"""`HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`: on the way to destinations, and to the upstream of drop-in mode."""

from __future__ import annotations

import base64
import contextlib
import socket
import threading
import urllib.request

import pytest
from messages import Sender, request, span
from proxy import Step
from tunnel import Tunnel


@pytest.fixture
def start_tunnel():
    started: list[Tunnel] = []

    def start(port: int) -> Tunnel:
        started.append(Tunnel(port))
        return started[-1]

    yield start
    for tunnel in started:
        tunnel.close()


@pytest.fixture
def start_answering():
    """Listens, and answers whatever comes with some bytes and the end of the connection."""
    with contextlib.ExitStack() as listeners:

        def start(answer: bytes) -> int:
            listener = listeners.enter_context(socket.create_server(("127.0.0.1", 0)))

            def serve() -> None:
                with contextlib.suppress(OSError):
                    while True:
                        connection, _ = listener.accept()
                        with connection, contextlib.suppress(OSError):
                            connection.recv(65536)
                            connection.sendall(answer)

            threading.Thread(target=serve, daemon=True).start()
            return listener.getsockname()[1]

        yield start


@pytest.mark.parametrize("status", ["403 Forbidden", "407 Proxy Authentication Required"])
def test_a_proxy_that_lets_nothing_through_is_named(start_gateway, start_answering, status):
    port = start_answering(f"HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n".encode())
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT="http://collector.example:4318",
        HTTP_PROXY=f"http://127.0.0.1:{port}",
        TRACEVEIL_SHUTDOWN_TIMEOUT="100",
    )
    with Sender(gateway.port) as sender:
        assert sender.post(request(span())).status == 200
    said = gateway.line("An export attempt failed")
    assert "reason=proxy_refused" in said and "NO_PROXY" in said


def test_what_is_no_http_is_named(start_gateway, start_answering):
    port = start_answering(b"SSH-2.0-OpenSSH_9.2\r\n")
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{port}", TRACEVEIL_SHUTDOWN_TIMEOUT="100"
    )
    with Sender(gateway.port) as sender:
        assert sender.post(request(span())).status == 200
    said = gateway.line("An export attempt failed")
    assert "reason=http_not_spoken" in said and "OTEL_EXPORTER_OTLP_ENDPOINT" in said


def test_traces_go_through_the_proxy_and_those_of_no_proxy_do_not(start_gateway, start_proxy, start_tunnel):
    sink = start_proxy("http://127.0.0.1:9", [Step("take", status=200)] * 2)
    tunnel = start_tunnel(int(sink.url.rpartition(':')[2]))
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT="http://collector.example:4318",
        HTTP_PROXY=f"http://kim:p%40ss@127.0.0.1:{tunnel.port}",
        NO_PROXY="other.example",
    )
    with Sender(gateway.port) as sender:
        assert sender.post(request(span("seen by kim@post.example"))).status == 200
    gateway.wait_until_delivered(1)
    assert tunnel.asked == ["collector.example:4318"]
    credentials = base64.b64encode(b"kim:p@ss").decode()
    assert f"proxy-authorization: basic {credentials}".lower() in tunnel.heads[0].lower()
    assert b"<EMAIL_ADDRESS>" in sink.requests[0].body
    assert "p@ss" not in gateway.program.log() and credentials not in gateway.program.log()

    # This machine is reached without a proxy.
    direct = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, HTTP_PROXY=f"http://127.0.0.1:{tunnel.port}"
    )
    with Sender(direct.port) as sender:
        assert sender.post(request(span("direct"))).status == 200
    direct.wait_until_delivered(1)
    assert len(tunnel.asked) == 1


def test_drop_in_mode_goes_through_the_proxy(start_gateway, start_proxy, start_tunnel):
    sink = start_proxy("http://127.0.0.1:9", [Step("take", status=200, body=b"3.17.2")])
    tunnel = start_tunnel(int(sink.url.rpartition(':')[2]))
    gateway = start_gateway(
        TRACEVEIL_MLFLOW_UPSTREAM="http://mlflow.example:5000",
        TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
        HTTP_PROXY=f"http://127.0.0.1:{tunnel.port}",
        ready=False,
    )
    with urllib.request.urlopen(f"{gateway.mlflow_url}/version", timeout=60) as answer:
        assert answer.read() == b"3.17.2"
    assert set(tunnel.asked) == {"mlflow.example:5000"}
