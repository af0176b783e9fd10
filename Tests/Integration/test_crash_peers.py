"""The harness of `kill -9` for any server that takes OTLP: what it acknowledged and did not deliver is counted.

`make crash OTELCOL=/path/to/otelcol-contrib` runs it with the Collector beside TraceVeil, and prints both columns. `make test` shows that
the harness finds what a server loses that answers before it stores anything.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from gateway import binary
from messages import Sender
from processes import Program, free_port, wait_until
from test_disk_queue import Oracle, ids

OTELCOL = os.environ.get("OTELCOL", "")
#: For how long nothing more may arrive before what is missing counts as lost.
PATIENCE = 20

# Its queue as its documentation has it: no batch processor, which would answer before the queue has anything.
COLLECTOR = """
receivers: {{otlp: {{protocols: {{http: {{endpoint: "127.0.0.1:{port}"}}}}}}}}
extensions: {{file_storage: {{directory: "{folder}", create_directory: true}}}}
exporters:
  otlphttp:
    endpoint: "http://127.0.0.1:{sink}"
    sending_queue: {{storage: file_storage, queue_size: 100000, num_consumers: 4}}
    retry_on_failure: {{initial_interval: 50ms, max_interval: 200ms, max_elapsed_time: 0}}
service:
  extensions: [file_storage]
  telemetry: {{metrics: {{level: none}}}}
  pipelines: {{traces: {{receivers: [otlp], exporters: [otlphttp]}}}}
"""

# Answers at once, and sends later from memory.
FORGETFUL = """
import http.server, queue, sys, threading, time, urllib.request
waiting = queue.Queue()
def deliver():
    while True:
        body = waiting.get()
        while True:
            try:
                request = urllib.request.Request(sys.argv[2], body, {"content-type": "application/x-protobuf"})
                urllib.request.urlopen(request, timeout=5).close()
                break
            except OSError:
                time.sleep(0.02)
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        waiting.put(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()
    def log_message(self, *_): pass
threading.Thread(target=deliver, daemon=True).start()
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


@dataclass
class Server:
    """One under test, which is ended and started again in the same folder."""

    name: str
    folder: Path
    sink: int

    def start(self) -> tuple[Program, int]:
        self.folder.mkdir(exist_ok=True)
        port = free_port()
        program = Program(self.name, *self._command(port), self.folder)
        program.wait_until(lambda: self._answers(port), "takes requests")
        return program, port

    def _command(self, port: int) -> tuple[list[str], dict[str, str]]:
        if self.name == "traceveil":
            return [str(binary()), "gateway"], {
                "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{self.sink}",
                "TRACEVEIL_QUEUE_DIRECTORY": str(self.folder / "queue"),
                "TRACEVEIL_HTTP_LISTEN": f"127.0.0.1:{port}",
                "TRACEVEIL_ADMIN_LISTEN": "127.0.0.1:0",
                "TRACEVEIL_GRPC_LISTEN": "none",
                "TRACEVEIL_RETRY_INITIAL": "50",
                "TRACEVEIL_RETRY_MAX": "200",
            }
        if self.name == "otelcol":
            file = self.folder / "config.yaml"
            file.write_text(COLLECTOR.format(port=port, folder=self.folder / "storage", sink=self.sink))
            return [OTELCOL, "--config", str(file)], {}
        return [sys.executable, "-c", FORGETFUL, str(port), f"http://127.0.0.1:{self.sink}/v1/traces"], {}

    @staticmethod
    def _answers(port: int) -> bool:
        try:
            with Sender(port, timeout=2) as sender:
                # Without items: nothing is stored.
                return sender.send("POST", "/v1/traces", b"", {"content-type": "application/x-protobuf"}).status == 200
        except OSError:
            return False


@dataclass
class Column:
    acknowledged: int
    lost: int
    duplicates: int


def measure(name: str, folder: Path, start_sink, kills: int, seed: int) -> Column:
    """Kills under load, with a destination that is away at first, in trouble now and then, and there at the end."""
    chance = random.Random(seed)
    mood = {"trouble": 0.0}
    port = free_port()
    server, sink = Server(name, folder, port), None
    oracle = Oracle(folder.parent / f"{name}.acknowledged")
    for number in range(kills):
        program, own = server.start()
        before = oracle.count
        oracle.send_to(own)
        if number >= kills // 2 and sink is None:
            sink = start_sink(lambda *_: 503 if chance.random() < mood["trouble"] else 200, port)
        mood["trouble"] = (0.0, 0.3, 1.0)[number % 3]
        wanted = before + chance.randint(50, 400)
        program.wait_until(lambda: oracle.count >= wanted, "acknowledges", 60)
        program.send_signal(signal.SIGKILL)
        program.wait()
        oracle.send_to(None)
    acknowledged = oracle.stop()
    mood["trouble"] = 0.0
    program, _ = server.start()
    seen = {"count": -1, "at": time.monotonic()}

    def is_over() -> bool:
        delivered = ids(sink.taken())
        if len(delivered) != seen["count"]:
            seen.update(count=len(delivered), at=time.monotonic())
        return acknowledged <= set(delivered) or time.monotonic() - seen["at"] > PATIENCE

    wait_until(is_over, "delivers, or has nothing more", 600)
    program.stop()
    delivered = ids(sink.taken())
    return Column(len(acknowledged), len(acknowledged - set(delivered)), len(delivered) - len(set(delivered)))


def show(columns: dict[str, Column], kills: int) -> None:
    print(f"\n{'kill -9, ' + str(kills) + ' times':24}" + "".join(f"{name:>14}" for name in columns))
    for row in ("acknowledged", "lost", "duplicates"):
        print(f"{row:24}" + "".join(f"{getattr(column, row):14}" for column in columns.values()))


def test_the_harness_finds_what_is_lost(start_sink, tmp_path):
    column = measure("forgetful", tmp_path / "forgetful", start_sink, 4, 1)
    assert column.lost > 0


@pytest.mark.skipif(not OTELCOL, reason="OTELCOL names no Collector")
def test_kill_9_beside_the_collector(start_sink, tmp_path):
    seed = int(os.environ.get("DISK_QUEUE_SEED", time.time_ns() % 1_000_000))
    kills = int(os.environ.get("DISK_QUEUE_KILLS", 8))
    print(f"DISK_QUEUE_SEED={seed}")
    columns = {
        name: measure(name, tmp_path / name, start_sink, kills, seed) for name in ("traceveil", "otelcol")
    }
    show(columns, kills)
    assert columns["traceveil"].lost == 0
