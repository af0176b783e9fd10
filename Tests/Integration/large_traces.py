"""A process of MLflow's client that makes large traces; see `large_trace_program.py`."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from mlflow_versions import PINNED, python_of

HERE = Path(__file__).resolve().parent


class LargeTraces:
    """One process for many traces: it takes long to start."""

    def __init__(self, version: str = PINNED) -> None:
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        self._client = subprocess.Popen(
            [python_of(version), str(HERE / "large_trace_program.py")],
            env=inherited
            | {
                "MLFLOW_DISABLE_TELEMETRY": "true",
                "OTEL_SPAN_EVENT_COUNT_LIMIT": "1000000",
                "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT": "1000000",
                "OTEL_SPAN_LINK_COUNT_LIMIT": "1000000",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def make(self, url: str, experiment: str, kind: str) -> str:
        """Sends a trace of one span to the server at `url`; answers its id when the client is done with it."""
        print(json.dumps({"url": url, "experiment": experiment, "kind": kind}), file=self._client.stdin, flush=True)
        return json.loads(self._client.stdout.readline())

    def close(self) -> None:
        self._client.stdin.close()
        try:
            assert self._client.wait(60) == 0
        except subprocess.TimeoutExpired:
            self._client.kill()
            raise
