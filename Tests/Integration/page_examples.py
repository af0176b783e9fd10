"""The programs of Examples/mlflow, run as a user runs them, and what MLflow has of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from mlflow.entities import Trace

from gateway import REPOSITORY

FOLDER = REPOSITORY / "Examples/mlflow"


def policy(number: int) -> str:
    return str(FOLDER / f"example{number}.yaml")


#: The gateway's variables for names of people and places.
WITH_NAMES = {"TRACEVEIL_PROCESSORS": "pii,secrets,ner"}


def with_presidio(url: str) -> dict[str, str]:
    """The gateway's variables for the example that takes an analyzer. A loaded machine gets time."""
    return {
        "TRACEVEIL_PROCESSORS": "pii,secrets,presidio",
        "TRACEVEIL_PRESIDIO_URL": url,
        "TRACEVEIL_PRESIDIO_TIMEOUT": "30000",
    }


def run_program(program: Path, folder: Path, endpoint: str, **variables: str) -> None:
    """Runs a program that sends OTLP to `endpoint`, a base URL. Its own files go to `folder`."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    destination = {
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": f"{endpoint}/v1/traces",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": "http/protobuf",
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "PYTHONPATH": str(FOLDER),
    }
    done = subprocess.run(
        [sys.executable, str(program)],
        cwd=folder,
        env=inherited | destination | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=180,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{program.name} ended with {done.returncode}:\n{done.stderr[-4000:]}")


def run_example(number: int, folder: Path, endpoint: str, **variables: str) -> None:
    run_program(FOLDER / f"example{number}.py", folder, endpoint, **variables)


def attributes(trace: Trace) -> Iterator[tuple[str, str]]:
    """All that a trace says of its spans, with the name of the place."""
    for number, span in enumerate(trace.data.spans):
        for key, value in span.to_dict()["attributes"].items():
            yield f"{number} {span.name} {key}", value


def places(trace: Trace, value: str) -> list[str]:
    """The attributes that hold `value`."""
    return [place for place, text in attributes(trace) if value in text]
