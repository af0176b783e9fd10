"""What drop-in mode costs: CPU time of the gateway for a trace of MLflow's own client, and memory for large traces.

    run.py GATEWAY [--traces N] [--clients N] [--rounds N] [--server VERSION] [--client VERSION]

Runs in the environment of the integration tests, with their server, gateway and large traces. What the gateway takes
without any request is measured before, and not counted: it goes by the second, and a server on SQLite may be slow. Ends
with 1 when a trace was lost, something of it was not redacted, or a figure is over its limit.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = HERE.parents[1] / "Tests/Integration"
sys.path.insert(0, str(TESTS))

# The client in this process talks to loopback only, and tells nobody about it.
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"

from gateway import Gateway  # noqa: E402
from large_trace_program import HOSTILE_KINDS, KINDS  # noqa: E402
from large_traces import LargeTraces  # noqa: E402
from mlflow_server import MLflowServer  # noqa: E402
from mlflow_versions import CLIENTS, SERVERS, python_of  # noqa: E402
from processes import Program  # noqa: E402

LIMIT_MS = 2.0
LIMIT_MB = 150
# Of one client, before anything is measured: connections are open then, and the gateway's caches full.
WARMING_TRACES = 30
IDLE_SECONDS = 5


def cpu_ms(program: Program) -> float:
    """CPU time of all threads of a process, in nanoseconds as the kernel counts it (`clock_getcpuclockid`)."""
    return time.clock_gettime_ns(~program.pid << 3 | 2) / 1e6


def group_cpu_ms(program: Program) -> float:
    """The same of a process and what it has started, in ticks."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == program.pid:
            ticks += int(fields[11]) + int(fields[12])
    return 1000 * ticks / os.sysconf("SC_CLK_TCK")


def idle_ms_per_second(gateway: Gateway) -> float:
    before = cpu_ms(gateway.program)
    time.sleep(IDLE_SECONDS)
    return (cpu_ms(gateway.program) - before) / IDLE_SECONDS


def start_gateway(server: MLflowServer, folder: Path) -> Gateway:
    return Gateway(folder, TRACEVEIL_MLFLOW_UPSTREAM=server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")


def requests(gateway: Gateway) -> Counter[str]:
    """Requests to the proxy by their route."""
    lines = re.findall(r'^traceveil_mlflow_requests_total\{(.*)\} (\d+)$', gateway.admin("/metrics")[1], re.MULTILINE)
    found: Counter[str] = Counter()
    for labels, count in lines:
        found[re.search(r'route="(\w+)"', labels)[1]] += int(count)
    return found


def run_clients(version: str, url: str, experiment: str, clients: int, program: Path, *arguments: str) -> list[str]:
    """What client processes that run at the same time have printed."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    variables = {"MLFLOW_TRACKING_URI": url, "MLFLOW_DISABLE_TELEMETRY": "true"}
    started = [
        subprocess.Popen(
            [python_of(version), str(program), experiment, *arguments],
            env=inherited | variables, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(clients)
    ]  # fmt: skip
    outputs = [client.communicate(timeout=600) for client in started]
    for client, (_, errors) in zip(started, outputs):
        if client.returncode != 0:
            raise SystemExit(f"{program.name} has failed:\n{errors[-3000:]}")
    return [output for output, _ in outputs]


def troubles(server: MLflowServer, ids: list[str], spans: int) -> list[str]:
    """Traces that are not stored whole and redacted."""
    found = []
    for one in ids:
        try:
            stored = [span.to_dict() for span in server.client.get_trace(one, display=False).data.spans]
        except Exception as error:  # MLflow has an error of its own for each way in which there is none.
            found.append(f"{one} is lost: {error}")
            continue
        text = json.dumps(stored)
        if len(stored) != spans:
            found.append(f"{one} has {len(stored)} spans")
        if "post.example" in text or "EMAIL_ADDRESS" not in text:
            found.append(f"{one} is not redacted")
    return found


def measure_cpu(options: argparse.Namespace, server: MLflowServer, folder: Path) -> bool:
    gateway = start_gateway(server, folder)
    program = HERE / "client.py"
    figures, lost = [], []
    try:
        experiment = server.create_experiment("cost")
        run_clients(options.client, gateway.mlflow_url, experiment, 1, program, str(WARMING_TRACES))
        each = max(1, options.traces // options.clients)
        traces = each * options.clients
        idle = idle_ms_per_second(gateway)
        print(f"{'round':>5} {'traces':>7} {'seconds':>8} {'gateway ms/trace':>17} {'server ms/trace':>16}  requests a trace, by route")
        for number in range(options.rounds):
            before = cpu_ms(gateway.program), group_cpu_ms(server.program), requests(gateway)
            start = time.monotonic()
            outputs = run_clients(options.client, gateway.mlflow_url, experiment, options.clients, program, str(each))
            seconds = time.monotonic() - start
            own = (cpu_ms(gateway.program) - before[0] - idle * seconds) / traces
            other = (group_cpu_ms(server.program) - before[1]) / traces
            asked = ", ".join(f"{route} {n / traces:.2f}" for route, n in (requests(gateway) - before[2]).most_common())
            print(f"{number + 1:5} {traces:7} {seconds:8.1f} {own:17.2f} {other:16.1f}  {asked}", flush=True)
            figures.append(own)
            lost += troubles(server, [one for output in outputs for one in json.loads(output)], spans=3)
    finally:
        gateway.stop()
    for line in lost:
        print(line)
    cost = statistics.median(figures)
    print(f"CPU of the gateway: {cost:.2f} ms a trace of three spans (median), at most {LIMIT_MS:.0f};", end=" ")
    print(f"{idle:.2f} ms a second without any")
    return not lost and cost <= LIMIT_MS


def measure_memory(options: argparse.Namespace, server: MLflowServer, folder: Path) -> bool:
    is_fine = True
    experiment = server.create_experiment("large")
    client = LargeTraces(options.client)
    for kind in KINDS + HOSTILE_KINDS:
        # A peak is one of the whole life of a process.
        gateway = start_gateway(server, folder / kind)
        try:
            idle = gateway.program.peak_memory() / 1e6
            # One after the other: memory must not grow with how many there were.
            ids = [client.make(gateway.mlflow_url, experiment, kind) for _ in range(options.large)]
            peak = gateway.program.peak_memory() / 1e6
        finally:
            gateway.stop()
        lost = troubles(server, ids, spans=1)
        print(*lost, sep="\n", end="\n" if lost else "")
        print(f"memory, {kind}: {peak:.0f} MB at the most, {idle:.0f} before; at most {LIMIT_MB}", flush=True)
        is_fine = is_fine and not lost and peak <= LIMIT_MB
    client.close()
    return is_fine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gateway", help="a release build of traceveil")
    parser.add_argument("--traces", type=int, default=400, help="of a round")
    parser.add_argument("--clients", type=int, default=1, help="processes at a time")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", type=int, default=3, help="how often each large trace is sent")
    parser.add_argument("--server", choices=SERVERS, default=SERVERS[-1])
    parser.add_argument("--client", choices=CLIENTS, default=CLIENTS[-1])
    options = parser.parse_args()
    os.environ["TRACEVEIL_BINARY"] = str(Path(options.gateway).resolve())
    print(f"MLflow's server {options.server} on SQLite, {options.clients} processes with its client {options.client};", end=" ")
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = MLflowServer(folder / "server", version=options.server)
        # For artifacts, which MLflow's client gets from there whatever it was given.
        os.environ["MLFLOW_TRACKING_URI"] = server.url
        try:
            results = [measure(options, server, folder / "gateway") for measure in (measure_cpu, measure_memory)]
        finally:
            server.stop()
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
