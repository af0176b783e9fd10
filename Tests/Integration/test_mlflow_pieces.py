"""Drop-in mode: what MLflow's client sends in pieces cannot be read in pieces."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from gateway import Gateway
from mlflow_server import MLflowServer

HERE = Path(__file__).resolve().parent


@pytest.fixture
def proxy(start_gateway, mlflow_server: MLflowServer) -> Gateway:
    return start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=mlflow_server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")


@pytest.mark.parametrize("mode", ["default", "no OTLP"])
def test_nothing_is_readable_in_pieces(mode, proxy, mlflow_server, experiment):
    """Neither of a stream, whose chunks are in the outputs of its span and in previews, nor of what is cut."""
    variables = {} if mode == "default" else {"MLFLOW_ENABLE_OTLP_EXPORTER": "false", "MLFLOW_ENABLE_ASYNC_TRACE_LOGGING": "false"}
    done = subprocess.run(
        [sys.executable, str(HERE / "pieces_program.py"), experiment],
        env={name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        | {"MLFLOW_TRACKING_URI": proxy.mlflow_url, "MLFLOW_DISABLE_TELEMETRY": "true"}
        | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    ids = json.loads(done.stdout)
    for name, trace_id in ids.items():
        trace = mlflow_server.client.get_trace(trace_id, display=False)
        (span,) = trace.data.spans
        shown = [trace.info.request_preview, trace.info.response_preview, *trace.info.trace_metadata.values()]
        if name.startswith("cut"):
            assert not any("ghp_" in text for text in shown), name
            assert any(text.startswith("lorem") or "lorem" in text for text in shown)
            continue
        pieces = span.outputs if name == "words" else [one["choices"][0]["delta"]["content"] for one in span.outputs]
        assert "".join(pieces) == "My mail is <EMAIL_ADDRESS>, card <CREDIT_CARD>.", name
        for text in [json.dumps(span.to_dict()), *shown]:
            assert "moss" not in text and " 1111" not in text, name
