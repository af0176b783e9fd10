"""Nobody reads the log, or what is printed: the telemetry goes on, and the end comes in time."""

from __future__ import annotations

import json
import os
import re
import signal
import urllib.request
from pathlib import Path

import pytest

from gateway import binary
from messages import Sender, request, span
from processes import Program, free_port
from proxy import unavailable

LOG, OUTPUT = 2, 1


class Unread:
    """A gateway one of whose streams is a pipe that is full, and that nobody reads but by `read`."""

    def __init__(self, folder: Path, stream: int, **variables: str) -> None:
        fifo = folder / "fifo"
        os.mkfifo(fifo)
        self.reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
        self.port, self.admin_port = free_port(), free_port()
        listen = {
            "TRACEVEIL_HTTP_LISTEN": f"127.0.0.1:{self.port}",
            "TRACEVEIL_ADMIN_LISTEN": f"127.0.0.1:{self.admin_port}",
        }
        # The shell's own descriptor stays: a pipe without a writer would be at its end.
        command = ["sh", "-c", f'exec {stream}>{fifo}; exec "$@"', "sh", str(binary()), "gateway"]
        self.program = Program("gateway", command, listen | variables, folder)
        self.program.wait_until(self.is_ready, "is ready")
        self.fill(fifo)

    @staticmethod
    def fill(fifo: Path) -> None:
        writer = os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        try:
            while True:
                os.write(writer, b"x" * 64)
        except BlockingIOError:
            os.close(writer)

    def is_ready(self) -> bool:
        try:
            return self.admin("/readyz") is not None
        except OSError:
            return False

    def admin(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.admin_port}{path}", timeout=60) as answer:
            return answer.read().decode()

    def items(self) -> dict:
        return json.loads(self.admin("/status"))["signals"]["traces"]["items"]

    def metric(self, name: str) -> int:
        return int(re.findall(rf"^{name} (\d+)$", self.admin("/metrics"), re.MULTILINE)[0])

    def is_idle(self) -> bool:
        items = self.items()
        return items["queued"] == items["in_flight"] == 0

    def read(self) -> bytes:
        """What is there now."""
        try:
            return os.read(self.reader, 1 << 20)
        except BlockingIOError:
            return b""

    def stop(self) -> None:
        self.program.stop()
        os.close(self.reader)


@pytest.fixture
def start(tmp_path):
    started: list[Unread] = []

    def start_one(stream: int, **variables: str) -> Unread:
        started.append(Unread(tmp_path, stream, **variables))
        return started[-1]

    yield start_one
    for gateway in started:
        gateway.stop()


def post(gateway: Unread, number: int) -> None:
    with Sender(gateway.port) as sender:
        for _ in range(number):
            assert sender.post(request(span())).status == 200


@pytest.mark.parametrize("status", [200, 400, 503])
def test_a_log_that_nobody_reads(start, start_proxy, mlflow_server, status):
    script = [] if status == 200 else [unavailable(status=status)] * 20
    back = start_proxy(mlflow_server.url, script)
    gateway = start(
        LOG,
        OTEL_EXPORTER_OTLP_ENDPOINT=back.url,
        OTEL_EXPORTER_OTLP_HEADERS="x-mlflow-experiment-id=0",
        OTEL_BSP_SCHEDULE_DELAY="10",
        OTEL_LOG_LEVEL="trace",
        TRACEVEIL_RETRY_INITIAL="10",
        TRACEVEIL_RETRY_MAX="20",
    )
    post(gateway, 30)
    gateway.program.wait_until(gateway.is_idle, "everything has come to its end")
    gateway.program.send_signal(signal.SIGTERM)
    assert gateway.program.wait(60) in (0, 70)


def test_a_log_that_is_read_again_says_what_is_missing(start):
    gateway = start(LOG, OTEL_TRACES_EXPORTER="console", OTEL_LOG_LEVEL="trace")
    dropped = "traceveil_log_lines_dropped_total"

    def ask() -> bool:
        # A state is some five lines.
        for _ in range(100):
            gateway.program.send_signal(signal.SIGQUIT)
        return gateway.metric(dropped) > 0

    gateway.program.wait_until(ask, "lines are dropped")
    seen = b""

    def told() -> bool:
        nonlocal seen
        seen += gateway.read()
        return b"Log lines were dropped" in seen

    gateway.program.wait_until(told, "the log says so")
    lines = re.findall(rb'msg="Log lines were dropped[^"]*" lines=(\d+)', seen)
    assert 0 < int(lines[0]) <= gateway.metric(dropped)


def test_printing_that_nobody_reads(start):
    gateway = start(OUTPUT, OTEL_TRACES_EXPORTER="console", OTEL_BSP_SCHEDULE_DELAY="10")
    post(gateway, 20)
    # After five seconds the first batch is given up, and those after it at once.
    gateway.program.wait_until(gateway.is_idle, "everything has come to its end")
    assert gateway.items()["dropped"]["export_failed"] > 0
    while gateway.read():
        pass
    exported = gateway.items()["exported"]

    def goes_on() -> bool:
        post(gateway, 1)
        gateway.read()
        return gateway.items()["exported"] > exported

    gateway.program.wait_until(goes_on, "printing goes on")


def test_the_end_comes_in_time_although_nobody_reads(start):
    gateway = start(
        OUTPUT,
        OTEL_TRACES_EXPORTER="console",
        OTEL_BSP_SCHEDULE_DELAY="10",
        TRACEVEIL_SHUTDOWN_TIMEOUT="1000",
    )
    post(gateway, 20)
    gateway.program.send_signal(signal.SIGTERM)
    # It would be for ever otherwise.
    assert gateway.program.wait(60) == 70
