"""Connections that only take room: what they cost, and what a good sender gets meanwhile."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import resource
import socket

import pytest

from gateway import Gateway
from hostile import MIB
from messages import PROTOBUF, Sender, request, span

CONSOLE = {"OTEL_TRACES_EXPORTER": "console"}
POST = f"POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: {PROTOBUF}\r\n".encode()

#: What each connection of a flood sends.
FLOODS = {
    "nothing": b"",
    "half a head": POST,
    "a length and a byte": POST + b"content-length: 60000000\r\n\r\n\n",
    "a whole request": POST + b"content-length: 0\r\n\r\n",
}


@pytest.fixture
def flood():
    """Opens connections that stay open until the end of the test, on this side."""
    with contextlib.ExitStack() as opened:

        def open_all(port: int, number: int, data: bytes) -> list[socket.socket]:
            connections = []
            for _ in range(number):
                connection = socket.create_connection(("127.0.0.1", port), timeout=30)
                connections.append(opened.enter_context(connection))
                with contextlib.suppress(OSError):
                    connection.sendall(data)
            return connections

        yield open_all


def metric(gateway: Gateway, name: str) -> int:
    (value,) = re.findall(rf"^{name} (\d+)$", gateway.admin("/metrics")[1], re.MULTILINE)
    return int(value)


def post_once(port: int) -> int:
    """On a connection of its own."""
    with Sender(port) as sender:
        return sender.post(request(span())).status


@pytest.mark.parametrize("kind", FLOODS)
def test_a_flood_of_connections_costs_no_good_sender_and_little_memory(start_gateway, flood, kind):
    gateway = start_gateway(**CONSOLE)
    with Sender(gateway.port) as regular:
        assert regular.post(request(span())).status == 200
        before = gateway.program.peak_memory()
        flood(gateway.port, 3000, FLOODS[kind])
        assert post_once(gateway.port) == 200
        assert gateway.program.peak_memory() - before < 50 * MIB
        assert json.loads(gateway.admin("/status")[1])["queue"]["bytes"] < MIB
        if kind in ("nothing", "half a head"):
            # Its connection is still there: it has sent a request, and the others have not.
            assert regular.post(request(span())).status == 200
    assert gateway.is_ready()
    assert metric(gateway, "traceveil_displaced_connections_total") > 0
    assert "unsaid=0" in gateway.line("Too many connections")


def test_declared_lengths_take_no_room(start_gateway, flood):
    gateway = start_gateway(**CONSOLE)
    flood(gateway.port, 100, FLOODS["a length and a byte"])
    gateway.program.wait_until(
        lambda: metric(gateway, "traceveil_open_connections") >= 100, "all connections are open"
    )
    with Sender(gateway.port) as sender:
        for _ in range(20):
            assert sender.post(request(*(span("x" * 1000) for _ in range(1000)))).status == 200


def with_few_files(gateway: Gateway, number: int) -> None:
    resource.prlimit(gateway.program.pid, resource.RLIMIT_NOFILE, (number, 4096))


def test_the_admin_port_and_the_way_out_keep_descriptors(start_gateway, flood):
    gateway = start_gateway(limits="ulimit -n 64", **CONSOLE)
    flood(gateway.port, 300, FLOODS["half a head"])
    for _ in range(5):
        assert gateway.is_ready()
        assert post_once(gateway.port) == 200
    assert metric(gateway, "traceveil_open_connections") < 64
    assert "open_files=64" in gateway.line("Fewer connections are taken")


def test_a_gateway_without_descriptors_rests_and_goes_on(start_gateway):
    gateway = start_gateway(**CONSOLE)
    admin = http.client.HTTPConnection("127.0.0.1", gateway.admin_port, timeout=60)

    def failures() -> int:
        admin.request("GET", "/metrics")
        page = admin.getresponse().read().decode()
        return int(re.findall(r"^traceveil_accept_failures_total (\d+)$", page, re.MULTILINE)[0])

    assert failures() == 0
    with_few_files(gateway, 3)
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=60) as waiting:
        waiting.sendall(POST + b"content-length: 0\r\n\r\n")
        seen = gateway.program.wait_until(failures, "an accept fails")
        # It rests 100 ms after each. One that spins fails some ten thousand times until it is asked.
        assert seen < 1000
        gateway.program.wait_until(lambda: failures() > seen, "it tries again")
        with_few_files(gateway, 4096)
        assert waiting.makefile("rb").readline().split()[1] == b"200"
    admin.close()
    assert "no descriptor left" in gateway.line("Connections wait")
