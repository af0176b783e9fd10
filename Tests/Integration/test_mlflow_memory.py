"""Drop-in mode with large traces of MLflow's own client: what the gateway takes in memory for them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from gateway import Gateway

HERE = Path(__file__).resolve().parent
MIB = 1 << 20
PEAK = 150 * MIB


@pytest.fixture
def proxy(start_gateway, mlflow_server) -> Gateway:
    return start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=mlflow_server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")


def run_program(url: str, experiment: str, kind: str) -> str:
    """Makes one large trace in a process of its own; answers its id."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        [sys.executable, str(HERE / "large_trace_program.py"), experiment, kind],
        env=inherited
        | {
            "MLFLOW_TRACKING_URI": url,
            "MLFLOW_DISABLE_TELEMETRY": "true",
            "OTEL_SPAN_EVENT_COUNT_LIMIT": "10000",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)["id"]


@pytest.mark.parametrize("kind", ["3000 chunks", "5 MB", "5 MB of messages", "130,000 keys"])
def test_a_large_trace_takes_bounded_memory(kind, proxy, mlflow_server, experiment):
    print("idle", proxy.program.peak_memory() / MIB)
    trace = mlflow_server.client.get_trace(run_program(proxy.mlflow_url, experiment, kind))
    (span,) = trace.data.spans
    print("peak", kind, proxy.program.peak_memory() / MIB)
    text = json.dumps(span.to_dict())
    assert "post.example" not in text
    assert "<EMAIL_ADDRESS>" in text
    if kind == "3000 chunks":
        count = len(span.events)
        assert count >= 3000
    assert proxy.program.peak_memory() < PEAK
