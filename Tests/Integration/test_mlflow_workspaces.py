"""Workspaces of the newest server, in drop-in mode: whatever their names, each works as it does directly."""

from __future__ import annotations

import json

import pytest
from mlflow_server import MLflowServer
from mlflow_versions import SERVERS, run_client


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = MLflowServer(tmp_path_factory.mktemp("mlflow"), "--enable-workspaces", version=SERVERS[-1])
    yield server
    server.stop()


@pytest.mark.parametrize("workspace", ["spanish-desk", "traces"])
def test_everything_of_a_workspace_is_redacted_and_read_back(workspace, server, start_gateway, planter):
    proxy = start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")
    printed = run_client(
        server.version, "workspaces_program.py", planter.seed, workspace, MLFLOW_TRACKING_URI=proxy.mlflow_url
    )
    said = json.loads(printed.splitlines()[-1])
    planter.adopt(said["plants"])
    for name, read in zip(("flat", "deep"), said["read"], strict=True):
        assert read["where"].startswith(f"mlflow-artifacts:/workspaces/{workspace}/")
        places = (f"{kind} {name}" for kind in ("span", "input", "tag", "why"))
        assert read["said"] == [planter.redacted(planter.sentence(place)) for place in places]
    assert said["file"] == "of a run"
    assert said["found"] == [2, 1]
    outputs = proxy.outputs() | dict(server.stored())
    assert [str(leak) for where, data in outputs.items() for leak in planter.leaks(data, where)] == []
