"""Drop-in mode: MLflow's own client with the gateway as its tracking URI, and nothing else."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import mlflow
import pytest
from gateway import Gateway, binary
from mlflow import MlflowClient
from mlflow_server import MLflowServer
from planting import Planter
from processes import Program, free_port
from read_back import search_all

HERE = Path(__file__).resolve().parent
ROUNDS = 4


@pytest.fixture
def proxy(start_gateway, mlflow_server: MLflowServer) -> Gateway:
    return start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=mlflow_server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")


def run_client(url: str, planter: Planter, experiment: str, rounds: int = ROUNDS, **variables: str) -> list[str]:
    """Runs the application in a process of its own; answers the ids of its traces."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        [sys.executable, str(HERE / "mlflow_program.py"), planter.seed, experiment, str(rounds)],
        env=inherited | {"MLFLOW_TRACKING_URI": url, "MLFLOW_DISABLE_TELEMETRY": "true"} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    said = json.loads(done.stdout)
    planter.adopt(said["plants"])
    print(done.stderr[-2000:])
    return said["ids"]


def leaks(planter: Planter, gateway: Gateway, server: MLflowServer) -> list[str]:
    outputs = gateway.outputs() | dict(server.stored())
    return [str(leak) for where, data in outputs.items() for leak in planter.leaks(data, where)]


def counts(gateway: Gateway) -> dict[str, dict[str, int]]:
    return json.loads(gateway.admin("/status")[1])["mlflow"]["requests"]


def ask(url: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, dict, bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, body, named, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def raw(gateway: Gateway, method: str, path: str, body: bytes = b"{}", **headers: str) -> tuple[int, bytes]:
    """A request whose path is sent as it is."""
    connection = http.client.HTTPConnection(gateway.mlflow_url.removeprefix("http://"), timeout=60)
    connection.request(method, path, body, {"Content-Type": "application/json"} | headers)
    answer = connection.getresponse()
    result = answer.status, answer.read()
    connection.close()
    return result


MODES = {
    "default": {},
    "synchronous": {"MLFLOW_ENABLE_ASYNC_TRACE_LOGGING": "false"},
    "no batches": {"MLFLOW_USE_BATCH_SPAN_PROCESSOR": "false"},
    "attachments inline": {"MLFLOW_TRACE_EXTRACT_ATTACHMENTS": "false"},
}


@pytest.mark.parametrize("mode", MODES)
def test_nothing_leaks_and_every_trace_arrives(mode, proxy, mlflow_server, experiment, planter):
    ids = run_client(proxy.mlflow_url, planter, experiment, **MODES[mode])
    assert len(planter) > 50
    assert search_all(mlflow_server.client, experiment) == set(ids)
    for trace_id in ids:
        trace = mlflow_server.client.get_trace(trace_id)
        names = sorted(span.name.split(" ")[0] for span in trace.data.spans)
        assert names == ["agent", "stream", "tool"]
        for span in trace.data.spans:
            assert span.start_time_ns < span.end_time_ns
            for value in span.to_dict()["attributes"].values():
                json.loads(value)
        types = {span.name.split(" ")[0]: span.span_type for span in trace.data.spans}
        assert types == {"agent": "AGENT", "stream": "LLM", "tool": "TOOL"}
        assert trace.info.tags["owner"] == planter.redacted(planter.sentence("tag"))
        assert trace.info.trace_metadata["mlflow.trace.user"] == "<EMAIL_ADDRESS>"
        assert trace.info.client_request_id == "request of <EMAIL_ADDRESS>"
        assert trace.info.state in ("OK", "ERROR")
    first = mlflow_server.client.get_trace(ids[0])
    assert first.info.tags["plain"] == "stays as it is"
    assert first.info.tags["later"] == planter.redacted(planter.sentence("late tag"))
    assessments = {assessment.name: assessment for assessment in first.info.assessments}
    assert assessments["helpful"].rationale == planter.redacted(planter.sentence("new rationale"))
    assert assessments["helpful"].source.source_type == "HUMAN"
    assert assessments["wanted too"].value == {"deep": [planter.redacted(planter.sentence("expectation, nested"))]}
    assert leaks(planter, proxy, mlflow_server) == []
    assert "refused" not in str(counts(proxy))


def test_the_search_would_find_it(mlflow_server, proxy, experiment, planter):
    """Without the gateway the same program leaks from nearly everywhere."""
    run_client(mlflow_server.url, planter, experiment, rounds=1)
    found = leaks(planter, proxy, mlflow_server)
    assert len({leak.split("'")[1] for leak in found}) > 20
