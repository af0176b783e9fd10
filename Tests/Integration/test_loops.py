"""Gateways that send to each other: the circle ends, and is counted."""

from __future__ import annotations

import json

import pytest

from gateway import Gateway
from messages import PROTOBUF, Sender, request, span
from processes import free_port

HOPS = "x-traceveil-hops"


def looped(gateway: Gateway) -> int:
    requests = json.loads(gateway.admin("/status")[1])["signals"]["traces"]["requests"]
    return requests.get("looped", 0)


def test_a_ring_of_two_gateways_ends(start_gateway):
    ports = [free_port(), free_port()]
    ring = [
        start_gateway(
            TRACEVEIL_HTTP_LISTEN=f"127.0.0.1:{own}",
            OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{other}",
            OTEL_BSP_SCHEDULE_DELAY="10",
        )
        for own, other in (ports, reversed(ports))
    ]
    with Sender(ring[0].port) as sender:
        assert sender.post(request(*(span() for _ in range(50)))).status == 200
    ring[0].program.wait_until(lambda: sum(map(looped, ring)) > 0, "the circle is found")
    for gateway in ring:
        gateway.program.wait_until(lambda gateway=gateway: gateway.counts().is_idle(), "nothing is left")
    counts = [gateway.counts() for gateway in ring]
    assert sum(count.received for count in counts) == 8 * 50
    assert sum(count.dropped.get("export_failed", 0) for count in counts) == 50
    assert sum(map(looped, ring)) == 1
    (finder,) = [gateway for gateway in ring if looped(gateway)]
    assert "advice=" in finder.line("Request refused")


@pytest.mark.parametrize(
    ("hops", "status"), [("0", 200), ("7", 200), ("8", 508), ("9" * 30, 508), ("x", 400)]
)
def test_hops_are_counted(start_gateway, start_proxy, mlflow_server, experiment, hops, status):
    back = start_proxy(mlflow_server.url)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=back.url,
        OTEL_EXPORTER_OTLP_HEADERS=f"x-mlflow-experiment-id={experiment}",
    )
    with Sender(gateway.port) as sender:
        body = request(span()).SerializeToString()
        answer = sender.send("POST", "/v1/traces", body, {"content-type": PROTOBUF, HOPS: hops})
        assert answer.status == status
    if status == 200:
        gateway.wait_until_delivered(1)
        (sent,) = back.requests
        assert sent.headers[HOPS] == str(int(hops) + 1)
