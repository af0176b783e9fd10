"""Drop-in mode and names: what MLflow takes directly it takes through the proxy, whatever is in its path."""

from __future__ import annotations

import http.client
import json
import uuid
from pathlib import Path

import pytest
from mlflow import MlflowClient
from mlflow_server import MLflowServer
from mlflow_versions import SERVERS, run_client


@pytest.fixture(params=SERVERS)
def server(request, server_of) -> MLflowServer:
    return server_of(request.param)


@pytest.fixture
def proxy(start_gateway, server):
    return start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")


def test_names_with_words_and_slashes_of_routes(server, proxy):
    """The client's calls end as they end without the proxy."""
    direct, through = (
        run_client(server.version, "names_program.py", suffix, MLFLOW_TRACKING_URI=url).replace(suffix, "SUFFIX")
        for suffix, url in (("direct", server.url), ("proxied", proxy.mlflow_url))
    )
    ends = json.loads(through.splitlines()[-1])
    assert ends == json.loads(direct.splitlines()[-1])
    assert [name for name, end in ends.items() if end != "ok"] == ["delete dataset tag team/owner"]
    assert len(ends) > 30


# The path of a run's file there may be that of a trace.
LOCATIONS = ["traces", "artifacts/traces", "traces/team/artifacts", "team/traces"]


@pytest.mark.parametrize("location", LOCATIONS)
def test_files_of_runs_pass_wherever_their_experiment_is(server, proxy, planter, location, monkeypatch, tmp_path):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", proxy.mlflow_url)
    client = MlflowClient(proxy.mlflow_url)
    name = f"{planter.seed} {location}"
    experiment = client.create_experiment(name, artifact_location=f"mlflow-artifacts:/{location}")
    run = client.create_run(experiment).info.run_id
    content = json.dumps({"spans": "of kim.hale@post.example"})
    files = ["traces.json", "traces/tr-1/artifacts/traces.json", "traces/tr-1/artifacts/attachments/a", "a/b.txt"]
    for file in files:
        client.log_text(run, content, file)
    for file in files:
        assert Path(client.download_artifacts(run, file, str(tmp_path))).read_text() == content, file


@pytest.mark.parametrize("owner", ["traces/{}", "{}/artifacts/traces/tr-1"])
def test_what_may_be_of_a_run_is_redacted_where_there_is_no_such_run(server, proxy, planter, owner):
    """As MLflow 2 stored traces, whose names are like those of runs."""
    folder = f"1/{owner.format(uuid.uuid4().hex)}/artifacts"
    body = json.dumps({"spans": [{"name": planter.sentence("span")}]}).encode()
    path = f"/api/2.0/mlflow-artifacts/artifacts/{folder}/traces.json"
    assert send(proxy.mlflow_url, "PUT", path, body)[0] == 200
    status, stored = send(proxy.mlflow_url, "GET", path, b"")
    assert status == 200
    assert json.loads(stored)["spans"][0]["name"] == planter.redacted(planter.sentence("span"))


def post(url: str, path: str, body: bytes) -> tuple[int, bytes]:
    return send(url, "POST", path, body)


def send(url: str, method: str, path: str, body: bytes) -> tuple[int, bytes]:
    """A request whose path is sent as it is."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
    connection.putrequest(method, path, skip_host=False)
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    result = answer.status, answer.read()
    connection.close()
    return result


SPELLINGS = [
    "/api/3.0/mlflow/traces",
    "/api/3.0/mlflow/traces/",
    "/api/3.0/mlflow/traces?x=%2F..",
    "/api/3.0/mlflow/traces;x",
    "/API/3.0/mlflow/Traces",
    "/ajax-api/3.0/mlflow/%74races",
    "/api/3.0/mlflow%2ftraces",
    "/%61pi%2F3.0%2Fmlflow%2Ftraces",
    "//api/3.0/mlflow/traces",
    "/api/3.0/mlflow//traces",
    "/api/3.0/mlflow/./traces",
    "/api/3.0/mlflow/x/../traces",
    "/api/3.0/mlflow/%2e%2e/mlflow/traces",
    "/api/3.0/mlflow%2F..%2Fmlflow%2Ftraces",
    "/api/3.0/mlflow/tr%2561ces",
    "/api/3.0/mlflow%252Ftraces",
    "/api/3.0/mlflow\\traces",
    "/api/3.0/mlflow/traces%00",
    "/api/3.0/mlflow/trace%73%20",
    "/api/3.0/mlflow/tr%c1%a1ces",
    "/api/3.0/mlflow%c0%aftraces",
    "/api/3.0/mlflow/traces/%ff",
    "/api/3.0/mlflow/traces%zz",
    "/trace-app/api/3.0/mlflow/traces",
    "/api/9.0/mlflow/traces",
    "/api/3.0/mlflow/traces/tr-1/feedback",
    "/prefix/of/some/v1/traces/more",
]


@pytest.mark.parametrize("path", SPELLINGS)
def test_no_spelling_of_a_path_gets_by(path, server, proxy, planter):
    """Nothing is stored in clear, and where MLflow takes a spelling it takes it through the proxy, too."""
    statuses = []
    for number, url in enumerate((server.url, proxy.mlflow_url)):
        text = planter.sentence("trick") if number else "nothing to find"
        body = {"trace": trace(f"{SPELLINGS.index(path):x}{number}", text)}
        statuses.append(post(url, path, json.dumps(body).encode()))
    (direct, _), (through, answer) = statuses
    outputs = proxy.outputs() | dict(server.stored())
    assert [str(leak) for where, data in outputs.items() for leak in planter.leaks(data, where)] == []
    if b'"TraceVeil: ' in answer:
        assert json.loads(answer)["error_code"] in ("INVALID_PARAMETER_VALUE", "PERMISSION_DENIED")
        assert direct >= 300 and through in (400, 403)
    else:
        assert through == direct


def trace(number: str, preview: str) -> dict:
    return {
        "trace_info": {
            "trace_id": f"tr-{number:0>32}",
            "trace_location": {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": "0"}},
            "request_time": "2026-01-01T00:00:00Z",
            "state": "OK",
            "request_preview": preview,
        }
    }
