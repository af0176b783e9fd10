"""Runs `sdk_program.py` as a process of its own, and reads what it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from planting import Planter


class Application:
    """An application that uses the SDK, started with the environment given and no other."""

    def __init__(self, endpoint: str, *arguments: str, **variables: str) -> None:
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("sdk_program.py")), *arguments],
            env=inherited | {"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint} | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(self, planter: Planter, timeout: float = 120) -> list[dict]:
        """Waits for the end; returns the spans sent, and adds what was planted to `planter`."""
        try:
            output, errors = self.process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            output, errors = self.process.communicate()
        assert self.process.returncode == 0, errors
        assert not errors, f"the SDK complained: {errors}"
        said = json.loads(output)
        planter.adopt(said["planted"])
        return said["spans"]


def run_application(planter: Planter, endpoint: str, *arguments: str, **variables: str) -> list[dict]:
    return Application(endpoint, "--seed", planter.seed, *arguments, **variables).finish(planter)
