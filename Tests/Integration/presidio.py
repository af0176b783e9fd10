"""A real Presidio analyzer, in a process of its own."""

from __future__ import annotations

import signal
import sys
import urllib.request
from pathlib import Path

from processes import Program, free_port


class Presidio:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Once more on the same port, when it was killed."""
        script = Path(__file__).with_name("presidio_program.py")
        self.program = Program("presidio", [sys.executable, str(script), str(self.port)], {}, self.folder)
        try:
            self.program.wait_until(self.is_up, "answers /health", timeout=120)
        except BaseException:
            self.stop()
            raise

    def is_up(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=10) as answer:
                return answer.status == 200
        except OSError:
            return False

    def kill(self) -> None:
        """Without a chance to answer what is under way."""
        self.program.send_signal(signal.SIGKILL)
        self.program.wait()

    def stop(self) -> None:
        self.program.stop()
