"""`HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`: on the way to destinations, and to the upstream of drop-in mode."""

from __future__ import annotations

import base64
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
