"""Destinations in trouble, senders of two tenants, and a ledger of what was acknowledged and what arrived.

All that happens by chance comes from one seed.
"""

from __future__ import annotations

import gzip
import random
import socket
import struct
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from google.protobuf.message import Message
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from messages import PROTOBUF, Sender, attribute, span

SIGNALS = ("traces", "logs", "metrics")
TENANTS = ("blue", "green")
#: In every item. A destination that sees it has been sent what was to be redacted.
PLANTED = "mail kim.berg@post.example, card 4095-2609-9393-4932"
#: An item of this name is refused, with all that is sent with it.
POISON = "poison"
#: Moods of a destination in trouble, and how often each comes up.
MOODS = {"good": 5, "503": 2, "429": 1, "slow": 1, "reset": 2, "takes and resets": 1, "stalls": 1}
#: A destination that takes no more than this in a request answers 413.
SMALL = 24 << 10


def export_request(signal: str, names: list[str]) -> Message:
    """Items of these names, with something planted in each."""
    planted = attribute("note", PLANTED)
    if signal == "traces":
        request = ExportTraceServiceRequest()
        spans = [span(name, attributes=[planted]) for name in names]
        request.resource_spans.add().scope_spans.add().spans.extend(spans)
    elif signal == "logs":
        request = ExportLogsServiceRequest()
        records = request.resource_logs.add().scope_logs.add().log_records
        for name in names:
            records.add(attributes=[attribute("name", name), planted]).body.string_value = PLANTED
    else:
        request = ExportMetricsServiceRequest()
        metric = request.resource_metrics.add().scope_metrics.add().metrics.add(name="m")
        for name in names:
            metric.gauge.data_points.add(as_int=1, attributes=[attribute("name", name), planted])
    return request


def names_in(signal: str, body: bytes) -> list[str]:
    if signal == "traces":
        request = ExportTraceServiceRequest.FromString(body)
        return [one.name for r in request.resource_spans for s in r.scope_spans for one in s.spans]
    if signal == "logs":
        request = ExportLogsServiceRequest.FromString(body)
        items = [one for r in request.resource_logs for s in r.scope_logs for one in s.log_records]
    else:
        request = ExportMetricsServiceRequest.FromString(body)
        metrics = [m for r in request.resource_metrics for s in r.scope_metrics for m in s.metrics]
        items = [one for m in metrics for one in m.gauge.data_points]
    return [one.attributes[0].value.string_value for one in items]


@dataclass
class Ledger:
    """What became of the items of one signal."""

    acknowledged: dict[str, float] = field(default_factory=dict)
    arrived: Counter[str] = field(default_factory=Counter)
    #: Seconds from the acknowledgement to the first arrival.
    delays: list[float] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def acknowledge(self, names: list[str]) -> None:
        now = time.monotonic()
        with self._lock:
            self.acknowledged.update(dict.fromkeys(names, now))

    def arrive(self, names: list[str], tenant: str | None, body: bytes) -> None:
        now = time.monotonic()
        with self._lock:
            for name in names:
                # What arrives before its sender has read the answer takes no time.
                if self.arrived[name] == 0:
                    self.delays.append(max(0.0, now - self.acknowledged.get(name, now)))
                self.arrived[name] += 1
            if {name.split(" ")[0] for name in names} - {tenant}:
                self.mistakes.append(f"items of another tenant in a request of {tenant}")
            if b"kim.berg" in body or b"4095-2609" in body:
                self.mistakes.append("something planted arrived")

    def missing(self) -> set[str]:
        return {name for name in self.acknowledged if not self.arrived[name]}


class Destination:
    """Takes one signal. Changes its mood by chance until it is told to be good."""

    def __init__(self, signal: str, ledger: Ledger, seed: int, healthy: bool, limit: int | None = None) -> None:
        self._random = random.Random(f"{seed} {signal}")
        self._good = healthy
        self._mood, self._until = "good", 0.0
        self._lock = threading.Lock()
        destination = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                body = gzip.decompress(raw) if self.headers.get("content-encoding") == "gzip" else raw
                mood = destination.mood()
                if mood == "reset":
                    return self._reset()
                if mood in ("503", "429"):
                    return self._answer(int(mood), {"retry-after": "1"} if mood == "429" else {})
                if mood == "stalls":
                    destination.wait(3)
                    return self._reset()
                if mood == "slow":
                    destination.wait(0.3)
                if limit is not None and len(body) > limit:
                    return self._answer(413)
                names = names_in(signal, body)
                if any(POISON in name for name in names):
                    return self._answer(400)
                ledger.arrive(names, self.headers.get("x-scope-orgid"), body)
                return self._reset() if mood == "takes and resets" else self._answer(200)

            def _answer(self, status: int, headers: dict[str, str] | None = None) -> None:
                self.send_response(status)
                for name, value in ({"content-length": "0"} | (headers or {})).items():
                    self.send_header(name, value)
                self.end_headers()

            def _reset(self) -> None:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True

            def log_message(self, *_) -> None:
                pass

        self._settled = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def mood(self) -> str:
        with self._lock:
            now = time.monotonic()
            if self._good:
                return "good"
            if now >= self._until:
                (self._mood,) = self._random.choices(list(MOODS), list(MOODS.values()))
                self._until = now + self._random.uniform(0.3, 3)
            return self._mood

    def wait(self, seconds: float) -> None:
        """Until the time is over, or trouble is."""
        self._settled.wait(seconds)

    def settle(self) -> None:
        with self._lock:
            self._good = True
        self._settled.set()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Load:
    """Sends items of one signal for both tenants until it is stopped; what is not acknowledged is sent again."""

    def __init__(self, port: int, signal: str, ledger: Ledger, seed: int, pause: float = 0.05) -> None:
        """`pause` is the longest between two requests, in seconds."""
        self._port, self._signal, self._ledger, self._pause = port, signal, ledger, pause
        self._random = random.Random(f"{seed} {signal} load")
        self._stop = threading.Event()
        self.refused = 0
        self.failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(60)
        if self.failure:
            raise self.failure

    def _run(self) -> None:
        try:
            with Sender(self._port) as sender:
                number = 0
                while not self._stop.is_set():
                    tenant = self._random.choice(TENANTS)
                    names = []
                    for _ in range(self._random.randint(1, 20)):
                        number += 1
                        kind = POISON if self._random.random() < 0.004 else "item"
                        names.append(f"{tenant} {kind} n{number}")
                    self._send(sender, tenant, names)
                    self._stop.wait(self._random.uniform(0, self._pause))
        except BaseException as failure:
            self.failure = failure

    def _send(self, sender: Sender, tenant: str, names: list[str]) -> None:
        body = export_request(self._signal, names).SerializeToString()
        headers = {"content-type": PROTOBUF, "x-scope-orgid": tenant}
        while True:
            answer = sender.send("POST", f"/v1/{self._signal}", body, headers)
            if answer.status == 200:
                return self._ledger.acknowledge(names)
            assert answer.status == 503, answer
            self.refused += 1
            self._stop.wait(0.2)
            if self._stop.is_set():
                return None
