"""A real Arize Phoenix on free ports, in an environment of its own, and what it has stored."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from processes import Program, free_port
from stores import stored_in

REPOSITORY = Path(__file__).resolve().parents[2]
VERSION = "20.26.1"
PYTHON = REPOSITORY / f".venv-phoenix-{VERSION}/bin/python"


class PhoenixServer:
    """It answers a request before it has stored its spans, so what a kill takes from it is no loss of the gateway's."""

    def __init__(self, folder: Path) -> None:
        assert PYTHON.exists(), f"{PYTHON} does not exist; Scripts/integration-environment.sh makes it"
        self.folder = folder
        self.port, self.grpc_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.grpc_url = f"http://127.0.0.1:{self.grpc_port}"
        self.database = folder / "phoenix.db"
        self.restart()

    def restart(self) -> None:
        """Starts the server, for the first time or after it has ended, on the same ports and files."""
        variables = {
            "PHOENIX_HOST": "127.0.0.1",
            "PHOENIX_PORT": str(self.port),
            "PHOENIX_GRPC_PORT": str(self.grpc_port),
            "PHOENIX_WORKING_DIR": str(self.folder),
            "PHOENIX_SQL_DATABASE_URL": f"sqlite:///{self.database}",
            "PHOENIX_TELEMETRY_ENABLED": "false",
            "PHOENIX_ALLOW_EXTERNAL_RESOURCES": "false",
            "PHOENIX_DISABLE_AGENT_ASSISTANT": "true",
            "PYTHONUNBUFFERED": "1",
        }
        command = [str(PYTHON), "-m", "phoenix.server.main", "serve", "--no-ui", "--no-internet"]
        self.program = Program("phoenix", command, variables, self.folder)
        try:
            self.program.wait_until(self._answers, "answers /readyz", timeout=180)
        except BaseException:
            self.stop()
            raise

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stored(self) -> Iterator[tuple[str, bytes]]:
        return stored_in(self.folder, self.database.name)

    def kill(self) -> None:
        """Without a chance to store what it has answered; `restart` starts it again."""
        self.program.kill()

    def stop(self) -> None:
        self.program.stop()
