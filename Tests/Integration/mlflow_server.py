"""A real MLflow tracking server on a free port, and what it has stored."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from mlflow import MlflowClient

from mlflow_versions import PINNED, python_of
from processes import Program, free_port
from stores import stored_in


class MLflowServer:
    """`arguments` are added to the command, `prefix` is its static prefix, `artifacts` where it keeps
    them if not in a folder, `variables` are its environment's."""

    def __init__(
        self, folder: Path, *arguments: str, prefix: str = "", version: str = PINNED, artifacts: str = "", **variables: str
    ) -> None:
        self.folder = folder
        self.version = version
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}{prefix}"
        self._start = lambda: Program(
            "mlflow",
            [
                *(python_of(version), "-m", "mlflow", "server", "--host", "127.0.0.1"),
                *("--port", str(self.port), "--workers", "1"),
                *("--backend-store-uri", f"sqlite:///{folder / 'mlflow.db'}"),
                *("--artifacts-destination", artifacts or str(folder / "artifacts")),
                *(("--static-prefix", prefix) if prefix else ()),
                *arguments,
            ],
            {
                "MLFLOW_DISABLE_TELEMETRY": "true",
                "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
                "PYTHONUNBUFFERED": "1",
            }
            | variables,
            folder,
        )
        self.restart()
        self.client = MlflowClient(self.url)

    def restart(self) -> None:
        """Starts the server, for the first time or after it has ended, on the same port and files."""
        self.program = self._start()
        try:
            self.program.wait_until(self._answers, "answers /health", timeout=180)
        except BaseException:
            self.stop()
            raise

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def create_experiment(self, name: str) -> str:
        return self.client.create_experiment(name)

    def stored(self) -> Iterator[tuple[str, bytes]]:
        return stored_in(self.folder, "mlflow.db")

    def kill(self) -> None:
        """Without a chance to answer what is under way; `restart` starts it again."""
        self.program.kill()

    def stop(self) -> None:
        self.program.stop()
