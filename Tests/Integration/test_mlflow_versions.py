"""Drop-in mode between every version of the client and of the server."""

from __future__ import annotations

import json
import urllib.request

import pytest
from mlflow_versions import CLIENTS, SERVERS, run_client

ROUNDS = 2


def get_trace(url: str, trace_id: str) -> dict:
    with urllib.request.urlopen(f"{url}/api/3.0/mlflow/traces/get?trace_id={trace_id}", timeout=30) as answer:
        return json.loads(answer.read())["trace"]


@pytest.mark.parametrize("server_version", SERVERS)
@pytest.mark.parametrize("client_version", CLIENTS)
def test_nothing_leaks_and_every_trace_arrives(client_version, server_version, server_of, start_gateway, planter):
    server = server_of(server_version)
    proxy = start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")
    experiment = server.create_experiment(planter.seed)
    said = json.loads(
        run_client(
            client_version,
            "mlflow_program.py",
            planter.seed,
            experiment,
            str(ROUNDS),
            MLFLOW_TRACKING_URI=proxy.mlflow_url,
        )
    )
    planter.adopt(said["plants"])
    assert len(said["ids"]) == ROUNDS
    for trace_id in said["ids"]:
        trace = get_trace(server.url, trace_id)
        assert sorted(span["name"].split(" ")[0] for span in trace["spans"]) == ["agent", "stream", "tool"]
        tags = trace["trace_info"]["tags"]
        assert tags["owner"] == planter.redacted(planter.sentence("tag"))
    outputs = proxy.outputs() | dict(server.stored())
    assert [str(leak) for where, data in outputs.items() for leak in planter.leaks(data, where)] == []
    assert "refused" not in str(json.loads(proxy.admin("/status")[1])["mlflow"]["requests"])
