"""The queue on disk: what was acknowledged arrives, whatever ends the gateway in between.

The oracle is outside of the gateway: senders write each acknowledged id to a file of their own before the next request.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import subprocess
import threading
import time

import pytest
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from gateway import Gateway, binary
from messages import PROTOBUF, Sender, attribute, request, span
from processes import free_port, wait_until

#: Small segments, so that some are finished and removed in a short run.
SMALL = {"TRACEVEIL_QUEUE_DISK_BYTES": str(4 << 20), "OTEL_BSP_SCHEDULE_DELAY": "20"}
QUICK_RETRY = {"TRACEVEIL_RETRY_INITIAL": "50", "TRACEVEIL_RETRY_MAX": "200"}


def ids(bodies: list[bytes]) -> list[bytes]:
    found = []
    for body in bodies:
        message = ExportTraceServiceRequest.FromString(body)
        found += [one.span_id for r in message.resource_spans for s in r.scope_spans for one in s.spans]
    return found


class Oracle:
    """Senders that go on until they are told to stop, and the ids that were acknowledged, on disk."""

    def __init__(self, path, threads: int = 4) -> None:
        self.path = path
        self._file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_SYNC, 0o600)
        self._port: int | None = None
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._send, args=(n,), daemon=True) for n in range(threads)]
        for thread in self._threads:
            thread.start()

    def send_to(self, port: int | None) -> None:
        self._port = port

    def _send(self, number: int) -> None:
        chance = random.Random(number)
        pause = threading.Event()
        while not self._stopped.is_set():
            if (port := self._port) is None:
                pause.wait(0.01)
                continue
            try:
                with Sender(port, timeout=10) as sender:
                    while not self._stopped.is_set() and self._port == port:
                        spans = [
                            span("work", attributes=[attribute("text", chance.randbytes(200).hex())])
                            for _ in range(chance.randint(1, 8))
                        ]
                        if sender.post(request(*spans)).status == 200:
                            os.write(self._file, b"".join(one.span_id for one in spans))
                        else:
                            pause.wait(0.02)
            except (OSError, http.client.HTTPException):
                pause.wait(0.01)

    @property
    def count(self) -> int:
        return self.path.stat().st_size // 8

    def acknowledged(self) -> set[bytes]:
        data = self.path.read_bytes()
        return {data[place : place + 8] for place in range(0, len(data), 8)}

    def stop(self) -> set[bytes]:
        self._stopped.set()
        for thread in self._threads:
            thread.join()
        os.close(self._file)
        return self.acknowledged()


def kill(gateway: Gateway) -> None:
    gateway.program.send_signal(signal.SIGKILL)
    gateway.program.wait()


def test_a_request_that_is_never_taken_does_not_keep_others_on_disk(start_gateway, start_sink, tmp_path):
    takes = {"all": False}
    sink = start_sink(
        lambda path, headers, body: 200 if takes["all"] or headers.get("x-scope-orgid") != "untaken" else 503
    )
    settings = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": sink.url,
        "TRACEVEIL_QUEUE_DIRECTORY": str(tmp_path / "queue"),
        "OTEL_LOGS_EXPORTER": "none",
        "OTEL_METRICS_EXPORTER": "none",
        "OTEL_BSP_SCHEDULE_DELAY": "1",
        "TRACEVEIL_QUEUE_DISK_BYTES": str(1 << 20),
    } | QUICK_RETRY
    gateway = start_gateway(**settings)
    untaken = span(attributes=[attribute("text", "untaken")])
    # Three times what the queue may hold.
    others = [span(attributes=[attribute("text", os.urandom(20_000).hex())]) for _ in range(150)]
    with Sender(gateway.port, timeout=20) as sender:
        assert sender.post(request(untaken), x_scope_orgid="untaken").status == 200
        for one in others:
            assert sender.post(request(one)).status == 200
    delivered = {one.span_id for one in others}
    gateway.program.wait_until(lambda: set(ids(sink.taken())) == delivered, "delivers the others", 60)
    disk = gateway.program.wait_until(
        lambda: (found := json.loads(gateway.admin("/status")[1])["disk"])["segments"] <= 3 and found,
        "gives their room back",
        60,
    )
    assert disk["moved_records"] > 0
    assert gateway.counts().is_conserved()
    kill(gateway)
    takes["all"] = True
    gateway = start_gateway(**settings)
    gateway.wait_until_delivered(1)
    assert ids(sink.taken()).count(untaken.span_id) == 1
    assert gateway.terminate() == 0


def test_nothing_acknowledged_is_lost_by_kill_9(start_gateway, start_sink, tmp_path):
    """Under load, with a destination that answers, one that is not there, and one that is in trouble."""
    seed = int(os.environ.get("DISK_QUEUE_SEED", time.time_ns() % 1_000_000))
    print(f"DISK_QUEUE_SEED={seed}")
    chance = random.Random(seed)
    rounds = int(os.environ.get("DISK_QUEUE_KILLS", 8))
    port = free_port()
    oracle = Oracle(tmp_path / "acknowledged")
    settings = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{port}",
        "TRACEVEIL_QUEUE_DIRECTORY": str(tmp_path / "queue"),
        "OTEL_LOGS_EXPORTER": "none",
        "OTEL_METRICS_EXPORTER": "none",
    }
    settings |= SMALL | QUICK_RETRY | {"TRACEVEIL_QUEUE_DISK_BYTES": str(64 << 20)}
    mood = {"trouble": 0.0}
    sink = None
    for number in range(rounds):
        gateway = start_gateway(**settings)
        before = oracle.count
        oracle.send_to(gateway.port)
        if number >= 2 and sink is None:
            sink = start_sink(lambda *_: 503 if chance.random() < mood["trouble"] else 200, port)
        mood["trouble"] = (0.0, 0.3, 1.0)[number % 3]
        wanted = before + chance.randint(50, 400)
        gateway.program.wait_until(lambda: oracle.count >= wanted, "acknowledges", 60)
        assert gateway.counts().is_conserved()
        kill(gateway)
        oracle.send_to(None)
    acknowledged = oracle.stop()
    mood["trouble"] = 0.0
    gateway = start_gateway(**settings)
    counts = gateway.wait_until_delivered(0)
    delivered = ids(sink.taken())
    print(f"{len(acknowledged)} acknowledged, {len(delivered) - len(set(delivered))} delivered more than once")
    assert acknowledged - set(delivered) == set()
    assert counts.is_conserved()
    assert counts.dropped == {}
    assert gateway.terminate() == 0
    # Nothing is left, and nothing but this user can look at it.
    assert list((tmp_path / "queue" / "traces").glob("0*.log")) == []
    for path in (tmp_path / "queue").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_sigterm_with_a_destination_that_is_away(start_gateway, start_sink, tmp_path):
    """All of it stays on disk; the end is no failure, and is not held up."""
    port = free_port()
    settings = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{port}",
        "TRACEVEIL_QUEUE_DIRECTORY": str(tmp_path / "queue"),
    }
    settings |= SMALL | QUICK_RETRY
    gateway = start_gateway(**settings)
    spans = [span() for _ in range(50)]
    with Sender(gateway.port) as sender:
        for one in spans:
            assert sender.post(request(one)).status == 200
    counts = gateway.counts()
    assert counts.is_conserved() and counts.received == 50 and counts.exported == 0
    assert gateway.terminate() == 0

    sink = start_sink(lambda *_: 200, port)
    gateway = start_gateway(**settings)
    counts = gateway.wait_until_delivered(50)
    assert sorted(ids(sink.taken())) == sorted(one.span_id for one in spans)
    assert counts.received == counts.exported == 50


def refused(**variables: str) -> str:
    """What a gateway says that ends with exit code 78."""
    listen = {f"TRACEVEIL_{port}_LISTEN": "127.0.0.1:0" for port in ("HTTP", "ADMIN")}
    done = subprocess.run(
        [binary(), "gateway"],
        env={"PATH": os.environ["PATH"], "TRACEVEIL_GRPC_LISTEN": "none"} | listen | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 78, done.stderr
    return done.stderr


def test_a_folder_is_one_gateways(start_gateway, start_sink, tmp_path):
    sink = start_sink(lambda *_: 200)
    settings = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": sink.url,
        "TRACEVEIL_QUEUE_DIRECTORY": str(tmp_path / "queue"),
    }
    first = start_gateway(**settings)
    assert "another process uses the folder" in refused(**settings)
    with Sender(first.port) as sender:
        assert sender.post(request(span())).status == 200
    first.wait_until_delivered(1)


def test_a_folder_of_a_newer_version_is_left_alone(tmp_path):
    queue = tmp_path / "queue"
    (queue / "traces").mkdir(parents=True)
    text = "traceveil queue\nversion 2\nkey none\n"
    (queue / "format").write_text(text)
    (queue / "traces" / "0000000000000001.log").write_bytes(b"of the future")
    said = refused(TRACEVEIL_QUEUE_DIRECTORY=str(queue))
    assert "newer version" in said and "TRACEVEIL_QUEUE_DIRECTORY" in said
    assert (queue / "format").read_text() == text
    assert (queue / "traces" / "0000000000000001.log").read_bytes() == b"of the future"


@pytest.mark.parametrize("encrypted", [False, True])
def test_nothing_unredacted_is_on_disk(start_gateway, planter, tmp_path, encrypted):
    """Not compressed, so that it can be seen; with a key, what was redacted cannot be seen either."""
    queue = tmp_path / "queue"
    settings = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{free_port()}",
        "OTEL_EXPORTER_OTLP_COMPRESSION": "none",
        "TRACEVEIL_QUEUE_DIRECTORY": str(queue),
    }
    if encrypted:
        key = tmp_path / "key"
        key.write_bytes(os.urandom(32))
        settings["TRACEVEIL_KEY_FILE"] = str(key)
    gateway = start_gateway(**settings)
    with Sender(gateway.port) as sender:
        for number in range(10):
            body = request(span(planter.sentence(f"span {number}"), attributes=[attribute("seen", "harmless words")]))
            answer = sender.post(body, authorization="Bearer of-the-sender", x_scope_orgid="tenant-7")
            assert answer.status == 200
    data = b"".join(path.read_bytes() for path in queue.rglob("*") if path.is_file())
    assert planter.leaks(data, "queue") == []
    assert b"of-the-sender" not in data
    assert (b"harmless words" in data) == (b"tenant-7" in data) == (not encrypted)
    kill(gateway)
    if encrypted:
        key.write_bytes(os.urandom(32))
        assert "another TRACEVEIL_KEY_FILE" in refused(**settings)


def test_a_full_disk_queue_refuses_and_takes_again(start_gateway, start_sink, tmp_path):
    port = free_port()
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{port}",
        TRACEVEIL_QUEUE_DIRECTORY=str(tmp_path / "queue"),
        TRACEVEIL_ADMISSION_WAIT="0",
        **SMALL | QUICK_RETRY | {"TRACEVEIL_QUEUE_DISK_BYTES": str(1 << 20)},
    )
    taken: list[bytes] = []
    with Sender(gateway.port) as sender:
        for _ in range(200):
            one = span(attributes=[attribute("text", os.urandom(20_000).hex())])
            answer = sender.post(request(one))
            if answer.status != 200:
                break
            taken.append(one.span_id)
        assert answer.status == 503 and int(answer.headers["retry-after"]) >= 1
        assert len(taken) > 20
        sink = start_sink(lambda *_: 200, port)
        gateway.wait_until_delivered(len(taken))
        assert set(taken) <= set(ids(sink.taken()))
        # What is delivered makes room once the checkpoint that says so is synced.
        wait_until(lambda: sender.post(request(span())).status == 200, "room on the disk")
    assert gateway.counts().is_conserved()


def test_a_full_disk_queue_drops_the_oldest_where_it_is_told_to(start_gateway, start_sink, tmp_path):
    port = free_port()
    settings = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{port}",
        "TRACEVEIL_QUEUE_DIRECTORY": str(tmp_path / "queue"),
        "TRACEVEIL_QUEUE_WHEN_FULL": "drop-oldest",
        # Few of them wait in memory for their next attempt, where the disk does not bound them.
        "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "1",
    }
    settings |= SMALL | QUICK_RETRY | {"TRACEVEIL_QUEUE_DISK_BYTES": str(1 << 20)}
    gateway = start_gateway(**settings)
    sent = []
    with Sender(gateway.port) as sender:
        for _ in range(150):
            one = span(attributes=[attribute("text", os.urandom(20_000).hex())])
            assert sender.post(request(one)).status == 200
            sent.append(one.span_id)
            assert gateway.counts().is_conserved()
    before = gateway.counts()
    assert before.dropped["drop_oldest"] > 0 and before.received == 150
    # What is in memory for its next attempt is not dropped yet, but is on disk no more.
    assert "the oldest of it was dropped" in gateway.program.log()
    assert sum(path.stat().st_size for path in (tmp_path / "queue" / "traces").glob("0*.log")) <= 1 << 20
    assert gateway.terminate() == 0

    sink = start_sink(lambda *_: 200, port)
    gateway = start_gateway(**settings)
    wait_until(lambda: gateway.counts().is_idle(), "delivers what is left")
    counts = gateway.counts()
    assert counts.is_conserved() and counts.dropped == {} and counts.exported > 0
    left = ids(sink.taken())
    assert set(sent[-len(left) :]) == set(left), "the newest, all of them"
    assert len(left) == counts.exported


def test_a_signal_whose_destination_is_away_leaves_room_for_others(start_gateway, start_sink, tmp_path):
    sink = start_sink(lambda *_: 200)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url,
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=f"http://127.0.0.1:{free_port()}",
        TRACEVEIL_QUEUE_DIRECTORY=str(tmp_path / "queue"),
        TRACEVEIL_ADMISSION_WAIT="0",
        **SMALL | QUICK_RETRY | {"TRACEVEIL_QUEUE_DISK_BYTES": str(1 << 20)},
    )
    with Sender(gateway.port) as sender:
        for _ in range(200):
            one = span(attributes=[attribute("text", os.urandom(20_000).hex())])
            if (status := sender.post(request(one)).status) != 200:
                break
        assert status == 503
        logs = ExportLogsServiceRequest()
        record = logs.resource_logs.add().scope_logs.add().log_records.add()
        record.body.string_value = os.urandom(20_000).hex()
        headers = {"content-type": PROTOBUF}
        for _ in range(5):
            assert sender.send("POST", "/v1/logs", logs.SerializeToString(), headers).status == 200
    gateway.wait_until_delivered(5, signal_name="logs")


def test_a_sender_is_answered_from_memory_where_it_wants_that(start_gateway, start_sink, tmp_path):
    sink = start_sink(lambda *_: 200)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url,
        TRACEVEIL_QUEUE_DIRECTORY=str(tmp_path / "queue"),
        TRACEVEIL_ACK="memory",
    )
    spans = [span() for _ in range(20)]
    with Sender(gateway.port) as sender:
        for one in spans:
            assert sender.post(request(one)).status == 200
    gateway.wait_until_delivered(20)
    assert sorted(ids(sink.taken())) == sorted(one.span_id for one in spans)


def test_damage_is_set_aside_and_the_rest_delivered(start_gateway, start_sink, tmp_path):
    port = free_port()
    queue = tmp_path / "queue"
    settings = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{port}",
        "TRACEVEIL_QUEUE_DIRECTORY": str(queue),
    }
    settings |= SMALL | QUICK_RETRY
    gateway = start_gateway(**settings)
    spans = [span(attributes=[attribute("text", os.urandom(500).hex())]) for _ in range(20)]
    with Sender(gateway.port) as sender:
        for one in spans:
            assert sender.post(request(one)).status == 200
    kill(gateway)
    (segment,) = (queue / "traces").glob("0*.log")
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 0xFF
    segment.write_bytes(data)

    sink = start_sink(lambda *_: 200, port)
    gateway = start_gateway(**settings)
    wait_until(lambda: gateway.counts().is_idle(), "delivers the rest")
    counts = gateway.counts()
    assert counts.is_conserved() and counts.dropped == {"unreadable": 1} and counts.exported == 19
    assert len(ids(sink.taken())) == 19
    assert len(list((queue / "traces" / "quarantine").iterdir())) == 1
