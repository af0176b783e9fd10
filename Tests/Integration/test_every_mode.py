"""MLflow's own client in every mode it has: nothing that was planted reaches the server, every trace does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from mlflow_server import MLflowServer
from mlflow_versions import CLIENTS, python_of
from planting import Planter

SYNCHRONOUS = {"MLFLOW_ENABLE_ASYNC_TRACE_LOGGING": "false"}
#: Of the newest client, in each mode.
ROUNDS = 5
UNBATCHED = {"MLFLOW_USE_BATCH_SPAN_PROCESSOR": "false"}


@dataclass
class Mode:
    """`tracking` and `otlp`: whether the client talks to the drop-in proxy, and to the OTLP port."""

    tracking: bool
    otlp: bool
    variables: dict[str, str] = field(default_factory=dict)


MODES = {
    "tracking": Mode(True, False),
    "tracking, synchronous": Mode(True, False, SYNCHRONOUS),
    "tracking, unbatched": Mode(True, False, UNBATCHED),
    "OTLP": Mode(False, True),
    "OTLP, unbatched": Mode(False, True, UNBATCHED),
    "OTLP, gen_ai conventions": Mode(False, True, {"MLFLOW_ENABLE_OTEL_GENAI_SEMCONV": "true"}),
    "both": Mode(True, True, {"MLFLOW_TRACE_ENABLE_OTLP_DUAL_EXPORT": "true"}),
    "both, synchronous": Mode(True, True, {"MLFLOW_TRACE_ENABLE_OTLP_DUAL_EXPORT": "true"} | SYNCHRONOUS),
}


def run(
    planter: Planter, experiment: str, *arguments: str, python: str = sys.executable, seed: str = "", **variables: str
) -> list[str]:
    """Runs the application; returns the traces it made."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(
        [
            *(python, str(Path(__file__).with_name("every_mode_program.py"))),
            *("--seed", seed or planter.seed, "--experiment", experiment, *arguments),
        ],
        env=inherited | {"MLFLOW_DISABLE_TELEMETRY": "true", "GIT_PYTHON_REFRESH": "quiet"} | variables,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    said = json.loads(done.stdout.splitlines()[-1])
    planter.adopt(said["planted"])
    return said["traces"]


def variables_of(mode: Mode, gateway, experiment: str, protocol: str = "http/protobuf") -> dict[str, str]:
    variables = dict(mode.variables)
    if mode.tracking:
        variables["MLFLOW_TRACKING_URI"] = gateway.mlflow_url
    if mode.otlp:
        variables |= {
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{gateway.grpc_port}" if protocol == "grpc" else gateway.url,
            "OTEL_EXPORTER_OTLP_PROTOCOL": protocol,
            "OTEL_EXPORTER_OTLP_HEADERS": f"x-mlflow-experiment-id={experiment}",
        }
    return variables


def leaked_places(planter: Planter, server: MLflowServer, *shown: dict[str, bytes]) -> set[str]:
    found: set[str] = set()
    for outputs in (dict(server.stored()), *shown):
        for where, data in outputs.items():
            found |= {leak.plant.place for leak in planter.leaks(data, where)}
    return found


def refuse_constant(name: str):
    raise ValueError(f"{name} is no JSON")


def assert_opens_in_the_page(server: MLflowServer, trace_id: str) -> None:
    """What MLflow's web page asks for to show a trace is there, in JSON as a browser reads it."""
    for path in (
        f"ajax-api/3.0/mlflow/traces/{trace_id}",
        f"ajax-api/3.0/mlflow/traces/get?trace_id={trace_id}",
        f"ajax-api/2.0/mlflow/get-trace-artifact?request_id={trace_id}",
    ):
        with urllib.request.urlopen(f"{server.url}/{path}", timeout=30) as answer:
            assert json.loads(answer.read(), parse_constant=refuse_constant), path


def assert_complete(server: MLflowServer, traces: list[str]) -> None:
    """Every trace is there with spans that ended, and its values are JSON."""
    for trace_id in traces:
        trace = server.client.get_trace(trace_id)
        assert trace is not None and trace.data.spans, trace_id
        assert trace.info.state in ("OK", "ERROR"), trace_id
        assert any(span.parent_id is None for span in trace.data.spans), trace_id
        for span in trace.data.spans:
            assert span.end_time_ns, trace_id
            json.dumps(span.to_dict())
        assert_opens_in_the_page(server, trace_id)


@pytest.mark.parametrize("name", MODES)
def test_nothing_gets_through(name, start_gateway, mlflow_server, experiment, planter):
    mode = MODES[name]
    gateway = start_gateway(
        TRACEVEIL_MLFLOW_TRACKING_URI=mlflow_server.url,
        TRACEVEIL_MLFLOW_UPSTREAM=mlflow_server.url,
        TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
        OTEL_METRICS_EXPORTER="console",
    )
    traces = run(planter, experiment, **variables_of(mode, gateway, experiment))
    gateway.wait_until_delivered(0)
    assert leaked_places(planter, mlflow_server, gateway.outputs()) == set()
    assert_complete(mlflow_server, traces)
    assert gateway.counts().is_conserved()


def test_nothing_gets_through_of_the_newest_client_over_grpc(start_gateway, mlflow_server, experiment, planter):
    gateway = start_gateway(
        TRACEVEIL_GRPC_LISTEN="127.0.0.1:0",
        TRACEVEIL_MLFLOW_TRACKING_URI=mlflow_server.url,
        TRACEVEIL_MLFLOW_UPSTREAM=mlflow_server.url,
        TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
    )

    def traces_of(name: str) -> list[str]:
        variables = variables_of(MODES[name], gateway, experiment, "grpc")
        options = {"python": python_of(CLIENTS[-1]), "seed": f"{planter.seed}/{name}"}
        return run(planter, experiment, "--rounds", str(ROUNDS), **options, **variables)

    names = [name for name, mode in MODES.items() if mode.otlp]
    with ThreadPoolExecutor(2) as pool:
        traces = list(pool.map(traces_of, names))
    gateway.wait_until_delivered(0)
    assert len(planter) >= 1_000
    assert leaked_places(planter, mlflow_server, gateway.outputs()) == set()
    stored = mlflow_server.client.search_traces(locations=[experiment], max_results=500)
    assert sorted(trace.info.trace_id for trace in stored) == sorted(one for several in traces for one in several)
    for trace in stored:
        assert len({span.span_id for span in trace.data.spans}) == len(trace.data.spans)
    # Of each mode its first round, as a browser reads it.
    for several in traces:
        assert_complete(mlflow_server, several[: len(several) // ROUNDS])
    assert gateway.counts().is_conserved()


@pytest.mark.parametrize(("processor", "leaking"), [("page", 32), ("thorough", 24)])
def test_mlflows_own_processors_leak(processor, leaking, mlflow_server, experiment, planter):
    """The same search finds what MLflow's own processors let through, so it is not blind."""
    run(planter, experiment, "--processor", processor, MLFLOW_TRACKING_URI=mlflow_server.url)
    leaked = leaked_places(planter, mlflow_server)
    # The figures of the documentation: InFrontOfMLflow.md, README.md.
    assert (len(leaked), len(planter.places())) == (leaking, 33)
    assert {"exception", "name of a span", "tag", "user", "session", "attachment", "link"} <= leaked
