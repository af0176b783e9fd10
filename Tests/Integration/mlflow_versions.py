"""The versions of MLflow that are tested, each in an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

# The version of the environment that the tests themselves run in.
PINNED = "3.17.2"
SERVERS = (PINNED, "3.18.0")
CLIENTS = ("3.4.0", PINNED, "3.18.0")


def python_of(version: str) -> str:
    """The Python that imports this version of MLflow."""
    if version == PINNED:
        return sys.executable
    path = REPOSITORY / f".venv-mlflow-{version}/bin/python"
    assert path.exists(), f"{path} does not exist; Scripts/integration-environment.sh makes it"
    return str(path)


def run_client(version: str, *arguments: str, timeout: float = 120, **variables: str) -> str:
    """Runs a program with a client of this version, in a process of its own; answers what it printed.

    Nothing of the environment but what it needs to start comes along, and `variables`.
    """
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        [python_of(version), *arguments],
        env=inherited | {"MLFLOW_DISABLE_TELEMETRY": "true", "GIT_PYTHON_REFRESH": "quiet"} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    print(done.stderr[-2000:])
    return done.stdout
