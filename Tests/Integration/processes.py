"""Starting, watching and ending the programs under test."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def wait_until(condition: Callable[[], T], what: str, timeout: float = 60) -> T:
    """Asks `condition` until it answers something true, and returns that."""
    deadline = time.monotonic() + timeout
    pause = threading.Event()
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"within {timeout} s this did not happen: {what}")
        pause.wait(0.02)
    return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def thread_of(pid: int, name: str) -> int:
    """The id of a thread by the beginning of its name."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        if (task / "comm").read_text().startswith(name):
            return int(task.name)
    raise AssertionError(f"no thread is called {name}")


def signal_thread(pid: int, thread: int, number: int) -> None:
    """`tgkill`: a fault belongs to the thread that made it."""
    tgkill = 234 if os.uname().machine == "x86_64" else 131
    assert ctypes.CDLL(None, use_errno=True).syscall(tgkill, pid, thread, number) == 0


class Program:
    """A program that runs beside the tests, with its output in a file."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str], folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.name = name
        self.log_path = folder / f"{name}.log"
        # Only these variables: nothing of the caller's environment may decide a result.
        inherited = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR") if key in os.environ}
        # What it said before it was started again stays.
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                env=inherited | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    def log(self) -> str:
        return self.log_path.read_text(errors="replace")

    def is_running(self) -> bool:
        return self.process.poll() is None

    def wait_until(self, condition: Callable[[], T], what: str, timeout: float = 60) -> T:
        """As the function of this name, and gives up at once when the program ends."""

        def condition_or_end() -> T | AssertionError:
            if answer := condition():
                return answer
            if not self.is_running():
                return AssertionError(
                    f"{self.name} ended with {self.process.returncode} before: {what}\n{self.log()[-4000:]}"
                )
            return answer

        answer = wait_until(condition_or_end, f"{self.name}: {what}", timeout)
        if isinstance(answer, AssertionError):
            raise answer
        return answer

    def send_signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def wait(self, timeout: float = 60) -> int:
        """Waits for the program to end by itself; returns its exit code."""
        return self.process.wait(timeout)

    def kill(self) -> None:
        """Ends the program and what it started at once."""
        os.killpg(self.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ends the program and what it started, politely first."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                # The program leads a process group of its own, so this reaches no one else.
                os.killpg(self.pid, number)
            except ProcessLookupError:
                break
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                continue
        self.process.wait()

    def peak_memory(self) -> int:
        """The most memory the program ever held, in bytes."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) << 10
        raise AssertionError("no VmHWM in /proc/PID/status")
