"""More senders than there is room for: they wait their turn, and none is sent away while the pipe flows."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from messages import PROTOBUF, Sender, request, span

SENDERS, REQUESTS = 16, 8
#: Nothing is taken for its age: only that senders wait makes workers take what there is.
NEVER_DUE = {"OTEL_BSP_SCHEDULE_DELAY": "600000"}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_senders_wait_for_their_turn(start_gateway, packed):
    gateway = start_gateway(
        OTEL_TRACES_EXPORTER="console", TRACEVEIL_QUEUE_BYTES="300000", TRACEVEIL_ADMISSION_WAIT="60000", **NEVER_DUE
    )

    def send(_: int) -> list[int]:
        with Sender(gateway.port, timeout=120) as sender:
            bodies = [request(span("x " * 20_000)).SerializeToString() for _ in range(REQUESTS)]
            post = sender.post_gzip if packed else sender.post
            return [post(body).status for body in bodies]

    with ThreadPoolExecutor(SENDERS) as pool:
        answers = [status for statuses in pool.map(send, range(SENDERS)) for status in statuses]
    assert answers == [200] * (SENDERS * REQUESTS)
    assert gateway.counts().received == SENDERS * REQUESTS


def exchange(port: int, parts: list[bytes], headers: dict[str, str], until=lambda: None) -> int:
    """Sends a body in parts; before the last one it waits."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        fields = {"host": f"127.0.0.1:{port}", "x-mlflow-experiment-id": "0", "content-type": PROTOBUF, "content-length": str(sum(map(len, parts)))} | headers
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        connection.sendall(f"POST /v1/traces HTTP/1.1\r\n{head}\r\n".encode())
        for part in parts[:-1]:
            connection.sendall(part)
        until()
        connection.sendall(parts[-1])
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        return answer.status


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_what_has_begun_does_not_take_all_room(start_gateway, packed):
    """The first halves of all bodies are more than there is room for: none could become whole beside the others."""
    gateway = start_gateway(
        OTEL_TRACES_EXPORTER="console", TRACEVEIL_QUEUE_BYTES="400000", TRACEVEIL_ADMISSION_WAIT="60000", **NEVER_DUE
    )
    halves = threading.Barrier(SENDERS)

    def send(_: int) -> int:
        body = request(span(os.urandom(45_000).hex())).SerializeToString()
        body, headers = (gzip.compress(body), {"content-encoding": "gzip"}) if packed else (body, {})
        return exchange(gateway.port, [body[: len(body) // 2], body[len(body) // 2 :]], headers, halves.wait)

    with ThreadPoolExecutor(SENDERS) as pool:
        assert list(pool.map(send, range(SENDERS))) == [200] * SENDERS
    assert gateway.counts().received == SENDERS


def test_senders_wait_for_room_among_the_items(start_gateway):
    gateway = start_gateway(
        OTEL_TRACES_EXPORTER="console", OTEL_BSP_MAX_QUEUE_SIZE="3", TRACEVEIL_ADMISSION_WAIT="60000", **NEVER_DUE
    )

    def send(_: int) -> list[int]:
        with Sender(gateway.port, timeout=120) as sender:
            return [sender.post(request(span(), span())).status for _ in range(REQUESTS)]

    with ThreadPoolExecutor(SENDERS) as pool:
        answers = [status for statuses in pool.map(send, range(SENDERS)) for status in statuses]
    assert answers == [200] * (SENDERS * REQUESTS)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_in_drop_in_mode_too(start_gateway, start_sink, packed):
    gateway = start_gateway(
        False,
        TRACEVEIL_MLFLOW_UPSTREAM=start_sink(lambda *_: 200).url,
        TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
        TRACEVEIL_QUEUE_BYTES="100000",
        TRACEVEIL_ADMISSION_WAIT="60000",
    )

    def gauge(name: str) -> int:
        return int(re.search(rf"^{name} (\d+)$", gateway.admin("/metrics")[1], re.MULTILINE)[1])

    def one_waits() -> None:
        gateway.program.wait_until(lambda: gauge("traceveil_waiting_requests") == 1, "the second one waits")

    body = request(span("x" * 60_000)).SerializeToString()
    second = (gzip.compress(body), {"content-encoding": "gzip"}) if packed else (body, {})
    port = int(gateway.mlflow_url.rpartition(":")[2])

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(exchange, port, [body[:-5000], body[-5000:]], {}, one_waits)
        gateway.program.wait_until(lambda: gauge("traceveil_queue_bytes") > 50_000, "all of the first but its end is here")
        waits = pool.submit(exchange, port, [second[0]], second[1])
        assert (first.result(), waits.result()) == (200, 200)
