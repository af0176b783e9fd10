"""Drop-in mode in front of a real server that has too much to do: no trace loses spans that it would not lose without."""

from __future__ import annotations

import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from mlflow_server import MLflowServer
from proxy import FORWARD, RESET_AFTER_READING, Step, unavailable
from processes import wait_until

HERE = Path(__file__).resolve().parent
CLIENTS = 8
TRACES = 4
SPANS = ["ask", "find", "run"]
#: In place of an answer that says that the server has too much to do.
BROKEN_ANSWER = Step("answer 502", status=502)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MLflowServer]:
    """One of its own, since it is stopped."""
    server = MLflowServer(tmp_path / "overloaded")
    # For artifacts, which MLflow's client gets from there whatever it was given.
    monkeypatch.setenv("MLFLOW_TRACKING_URI", server.url)
    yield server
    server.stop()


def start_client(url: str, experiment: str) -> subprocess.Popen:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    variables = {
        "MLFLOW_TRACKING_URI": url,
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR": "1",
        "MLFLOW_HTTP_REQUEST_BACKOFF_JITTER": "0.1",
    }
    return subprocess.Popen(
        [sys.executable, str(HERE / "overload_program.py"), experiment, str(TRACES)],
        env=inherited | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class Trouble:
    """Stops the server's processes and locks its database, in turn, until it is ended."""

    def __init__(self, server: MLflowServer) -> None:
        self._server = server
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._make)
        self.rounds = 0

    def __enter__(self) -> Trouble:
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._end.set()
        self._thread.join()

    def _make(self) -> None:
        while not self._end.is_set():
            # The server leads a group of its own, so this reaches no one else.
            os.killpg(self._server.program.pid, signal.SIGSTOP)
            self._end.wait(1)
            os.killpg(self._server.program.pid, signal.SIGCONT)
            self._end.wait(0.5)
            with sqlite3.connect(self._server.folder / "mlflow.db", timeout=30) as database:
                database.execute("BEGIN IMMEDIATE")
                self._end.wait(1)
                database.rollback()
            self._end.wait(0.5)
            self.rounds += 1


def test_eight_clients_of_an_overloaded_server_lose_nothing(server, start_gateway, start_proxy):
    experiment = server.create_experiment("overloaded")
    # A client that does not get the server's version sends no spans by OTLP, and does not ask again.
    faults = [FORWARD, unavailable(), FORWARD, RESET_AFTER_READING, FORWARD, BROKEN_ANSWER, FORWARD]
    back = start_proxy(server.url, itertools.islice(itertools.cycle(faults), 150), spared=(b"GET ",))
    gateway = start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=back.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")
    clients = [start_client(gateway.mlflow_url, experiment) for _ in range(CLIENTS)]
    with Trouble(server) as trouble:
        outputs = [client.communicate(timeout=100) for client in clients]
    assert [client.returncode for client in clients] == [0] * CLIENTS, outputs
    assert trouble.rounds > 0
    assert {step.name for step in faults} <= set(back.steps_taken)

    ids = {one for output, _ in outputs for one in json.loads(output)}
    assert len(ids) == CLIENTS * TRACES
    stored = {}
    for trace_id in ids:
        trace = wait_until(lambda: readable(server, trace_id), f"{trace_id} can be read", timeout=30)
        stored[trace_id] = sorted(span.name for span in trace.data.spans)
        assert "<EMAIL_ADDRESS>" in json.dumps([span.to_dict() for span in trace.data.spans])
    assert {trace_id: names for trace_id, names in stored.items() if names != SPANS} == {}
    kept = b"\n".join(content for _, content in server.stored())
    assert b"lena.moss" not in kept
    assert b"lena.moss" not in b"\n".join(gateway.outputs().values())


def readable(server: MLflowServer, trace_id: str):
    try:
        return server.client.get_trace(trace_id, display=False)
    except Exception:  # MLflow has an error of its own for each way in which there is none.
        return None
