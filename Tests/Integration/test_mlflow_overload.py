"""Drop-in mode in front of a real server that has too much to do: no trace loses spans that it would not lose without."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from mlflow_server import MLflowServer
from proxy import FORWARD, RESET_AFTER_FORWARDING, RESET_AFTER_READING, Step, unavailable
from processes import wait_until

HERE = Path(__file__).resolve().parent
CLIENTS = 8
TRACES = 3
#: Seconds within which all clients have to be done.
LIMIT = 150
SPANS = ["ask", "find", "run"]
#: In place of an answer that says that the server has too much to do.
BROKEN_ANSWER = Step("answer 502", status=502)
FAULTS = [unavailable(), RESET_AFTER_READING, BROKEN_ANSWER, RESET_AFTER_FORWARDING]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MLflowServer]:
    """One of its own, since it is stopped."""
    server = MLflowServer(tmp_path / "overloaded")
    # For artifacts, which MLflow's client gets from there whatever it was given.
    monkeypatch.setenv("MLFLOW_TRACKING_URI", server.url)
    yield server
    server.stop()


def start_client(url: str, experiment: str, traces: int = TRACES, **settings: str) -> subprocess.Popen:
    """A process of MLflow's client that makes traces and prints their ids."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    variables = {
        "MLFLOW_TRACKING_URI": url,
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR": "0",
        "MLFLOW_HTTP_REQUEST_BACKOFF_JITTER": "0.5",
        **settings,
    }
    return subprocess.Popen(
        [sys.executable, str(HERE / "overload_program.py"), experiment, str(traces)],
        env=inherited | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class Lock:
    """A process that holds a transaction in which it may write, so that the server cannot."""

    PROGRAM = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None) as database:
    database.execute("BEGIN IMMEDIATE")
    print("locked", flush=True)
    sys.stdin.read()
    database.execute("ROLLBACK")
"""

    def __init__(self, server: MLflowServer) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", self.PROGRAM, str(server.folder / "mlflow.db")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __enter__(self) -> Lock:
        self._process.stdout.readline()
        return self

    def __exit__(self, *_) -> None:
        self._process.communicate()
        assert self._process.returncode == 0


class Trouble:
    """Locks the server's database until the server has given up waiting, and then stops its processes and locks the
    database for a while, in turn, until it is ended."""

    def __init__(self, server: MLflowServer) -> None:
        self._server = server
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._make)
        self.rounds = 0
        self.refusals = 0

    def __enter__(self) -> Trouble:
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._end.set()
        self._thread.join()

    def _locked(self) -> int:
        return self._server.program.log().count("database is locked")

    def _make(self) -> None:
        before = self._locked()
        with Lock(self._server):
            wait_until(lambda: self._end.is_set() or self._locked() > before, "the server finds its database locked")
        self.refusals = self._locked() - before
        while not self._end.is_set():
            # The server leads a group of its own, so this reaches no one else.
            os.killpg(self._server.program.pid, signal.SIGSTOP)
            self._end.wait(1)
            os.killpg(self._server.program.pid, signal.SIGCONT)
            self._end.wait(0.5)
            with Lock(self._server):
                self._end.wait(1)
            self._end.wait(0.5)
            self.rounds += 1


class Run:
    """Eight clients at once, and what became of their traces: names of spans by client and number."""

    def __init__(self, server: MLflowServer, url: str, experiment: str) -> None:
        self._server = server
        clients = [start_client(url, experiment) for _ in range(CLIENTS)]
        outputs = [client.communicate(timeout=LIMIT) for client in clients]
        assert [client.returncode for client in clients] == [0] * CLIENTS, outputs
        ids = [json.loads(output) for output, _ in outputs]
        self.ids = {(client, number): one for client, made in enumerate(ids) for number, one in enumerate(made)}
        assert len(set(self.ids.values())) == CLIENTS * TRACES
        self.experiment = experiment

    def stored(self) -> dict[tuple[int, int], list[dict]]:
        """The spans of each trace that can be read."""
        traces = {place: readable(self._server, one) for place, one in self.ids.items()}
        return {place: [span.to_dict() for span in trace.data.spans] for place, trace in traces.items() if trace}

    def listed(self) -> list[str]:
        found = self._server.client.search_traces(locations=[self.experiment], max_results=200, include_spans=False)
        return sorted(trace.info.trace_id for trace in found)


def test_eight_clients_of_an_overloaded_server_lose_nothing(server, start_gateway, start_proxy):
    runs = {}
    for name in ("direct", "proxied"):
        experiment = server.create_experiment(name)
        # One of two requests has a fault. A client that does not get the server's version sends no spans by
        # OTLP, and does not ask again.
        script = itertools.chain.from_iterable((fault, FORWARD) for fault in itertools.cycle(FAULTS))
        back = start_proxy(server.url, itertools.islice(script, 100), spared=(b"GET ",))
        gateway = None
        if name == "proxied":
            gateway = start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=back.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")
        with Trouble(server) as trouble:
            runs[name] = Run(server, gateway.mlflow_url if gateway else back.url, experiment)
        assert {step.name for step in FAULTS} <= set(back.steps_taken)
        assert trouble.refusals > 0 and trouble.rounds > 0

    direct, proxied = runs["direct"].stored(), runs["proxied"].stored()
    assert len(direct) > CLIENTS
    names = {place: sorted(span["name"] for span in spans) for place, spans in proxied.items()}
    # All that the direct run has stored or rescued, each once. Whether that is all there is depends on how fast the
    # server is: a client that does not learn its version rescues nothing.
    assert {place: names.get(place) for place in direct if names.get(place) != SPANS} == {}
    assert {place: spans for place, spans in names.items() if spans != SPANS} == {}
    listed = runs["proxied"].listed()
    assert len(listed) == len(set(listed)) and set(listed) >= {runs["proxied"].ids[place] for place in proxied}
    for (_, number), spans in proxied.items():
        text = json.dumps(spans)
        assert "<EMAIL_ADDRESS>" in text and "lena.moss" not in text
        assert (str(2**64 - 1) in text) == (number % 2 == 1)
    assert b"lena.moss" not in b"\n".join(gateway.outputs().values())


def readable(server: MLflowServer, trace_id: str):
    try:
        return server.client.get_trace(trace_id, display=False)
    except Exception:  # MLflow has an error of its own for each way in which there is none.
        return None
