"""The gateway under test: the program a user would start, set up by environment alone."""

from __future__ import annotations

import json
import os
import re
import signal
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from processes import Program

REPOSITORY = Path(__file__).resolve().parents[2]


def binary() -> Path:
    """The program: what `make test` built, or what TRACEVEIL_BINARY names."""
    return Path(os.environ.get("TRACEVEIL_BINARY", REPOSITORY / ".build/debug/traceveil"))


@dataclass(frozen=True)
class Counts:
    """The counters of one signal, as /status shows them."""

    received: int
    exported: int
    rejected: int
    dropped: dict[str, int]
    dead_lettered: int
    queued: int
    on_disk: int
    in_flight: int

    def is_conserved(self) -> bool:
        waiting = self.queued + self.on_disk + self.in_flight
        ended = self.exported + self.rejected + sum(self.dropped.values()) + self.dead_lettered
        return self.received == ended + waiting

    def is_idle(self) -> bool:
        return self.queued == 0 and self.on_disk == 0 and self.in_flight == 0


class Gateway:
    """`ready` says whether to wait until it is; it listens in any case. `limits` are commands of the shell before."""

    def __init__(
        self, folder: Path, ready: bool = True, limits: str = "", arguments: tuple[str, ...] = (), **variables: str
    ) -> None:
        environment = {
            "TRACEVEIL_HTTP_LISTEN": "127.0.0.1:0",
            "TRACEVEIL_ADMIN_LISTEN": "127.0.0.1:0",
            "TRACEVEIL_GRPC_LISTEN": "none",
        }
        command = [str(binary()), "gateway", *arguments]
        if limits:
            command = ["sh", "-c", f'{limits}; exec "$@"', "sh", *command]
        self.program = Program("gateway", command, environment | variables, folder)
        self.admin_port = 0
        self.mlflow_url = ""
        self.port = self.grpc_port = 0
        try:
            self.program.wait_until(self._names_its_ports, "names its ports in the log")
            if ready:
                self.program.wait_until(self.is_ready, "answers /readyz with 200")
        except BaseException:
            self.stop()
            raise
        self.url = f"http://127.0.0.1:{self.port}"

    def _names_its_ports(self) -> bool:
        ports = dict(re.findall(r"\b(http|grpc|admin|mlflow)=127\.0\.0\.1:(\d+)", self.program.log()))
        self.mlflow_url = f"http://127.0.0.1:{ports['mlflow']}" if "mlflow" in ports else ""
        self.grpc_port = int(ports.get("grpc", 0))
        self.port, self.admin_port = int(ports.get("http", 0)), int(ports.get("admin", 0))
        return self.port != 0 and self.admin_port != 0

    def admin(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.admin_port}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read().decode()

    def is_ready(self) -> bool:
        return self.admin("/readyz")[0] == 200

    def counts(self, signal_name: str = "traces") -> Counts:
        status = json.loads(self.admin("/status")[1])["signals"][signal_name]["items"]
        return Counts(**{name: status[name] for name in Counts.__dataclass_fields__})

    def wait_until_delivered(self, items: int, timeout: float = 90, signal_name: str = "traces") -> Counts:
        """Waits until at least `items` were accepted and nothing is on its way any more."""

        def delivered() -> Counts | None:
            counts = self.counts(signal_name)
            return counts if counts.received >= items and counts.is_idle() else None

        return self.program.wait_until(delivered, f"{items} items received and none left", timeout)

    def line(self, message: str) -> str:
        """The one line of the log whose message begins so. It may come a moment after what it is about."""

        def lines() -> list[str]:
            return [line for line in self.program.log().splitlines() if f'msg="{message}' in line]

        (found,) = self.program.wait_until(lines, f"says {message}")
        return found

    def outputs(self) -> dict[str, bytes]:
        """Everything the gateway shows of itself."""
        shown = {f"gateway {path}": self.admin(path)[1].encode() for path in ("/status", "/metrics")}
        return shown | {"gateway log": self.program.log_path.read_bytes()}

    def terminate(self, timeout: float = 60) -> int:
        """SIGTERM, and the exit code."""
        self.program.send_signal(signal.SIGTERM)
        return self.program.wait(timeout)

    def stop(self) -> None:
        self.program.stop()
