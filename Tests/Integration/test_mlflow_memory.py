"""Drop-in mode with large traces of MLflow's own client: what the gateway takes in memory for them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest
from gateway import Gateway
from large_trace_program import KINDS
from large_traces import LargeTraces
from mlflow_versions import SERVERS

PEAK = 150_000_000
#: Left to `make bench-mlflow`: they take longest, and others that are made in the same way take more memory.
LONG = {"numbers", "rows", "rows in a text"}
#: Of the kinds that nobody sends in earnest, those that took most.
WORST = ["small events", "addresses", "addresses beside one in ten texts"]


@pytest.fixture(scope="module")
def client() -> Iterator[LargeTraces]:
    client = LargeTraces()
    yield client
    client.close()


@pytest.fixture(scope="module")
def server(server_of):
    return server_of(SERVERS[-1])


@pytest.fixture(scope="module")
def to_experiment(server) -> str:
    return server.create_experiment(f"large {os.urandom(4).hex()}")


@pytest.fixture
def proxy(start_gateway, server) -> Gateway:
    return start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")


@pytest.mark.parametrize("kind", [*(kind for kind in KINDS if kind not in LONG), *WORST])
def test_a_large_trace_takes_bounded_memory(kind, proxy, client, server, to_experiment, monkeypatch):
    # For artifacts, which MLflow's client gets from there whatever it was given.
    monkeypatch.setenv("MLFLOW_TRACKING_URI", server.url)
    idle = proxy.program.peak_memory()
    trace = server.client.get_trace(client.make(proxy.mlflow_url, to_experiment, kind), display=False)
    peak = proxy.program.peak_memory()
    print(f"{kind}: {peak / 1e6:.1f} MB, {idle / 1e6:.1f} idle")
    (span,) = trace.data.spans
    stored = json.dumps(span.to_dict())
    assert "post.example" not in stored and "b.co" not in stored
    assert "<EMAIL_ADDRESS" in stored
    assert len(stored) > 1_000_000 or kind == "an image"
    assert kind != "3000 chunks" or len(span.events) >= 3000
    assert peak < PEAK
