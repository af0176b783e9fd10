"""Attachments in drop-in mode: what is dropped leaves a placeholder, however the client sends it."""

from __future__ import annotations

import json
import urllib.request

import pytest
from browser import open_page
from mlflow_versions import CLIENTS, SERVERS, run_client
from processes import wait_until

DROPPED = "dropped by TraceVeil]"
INLINE = {"MLFLOW_TRACE_EXTRACT_ATTACHMENTS": "false"}


def texts(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for element in value for text in texts(element)] if isinstance(value, list) else []


@pytest.mark.parametrize(
    ("client", "variables"), [*((version, {}) for version in CLIENTS), (CLIENTS[-1], INLINE)], ids=str
)
def test_what_is_dropped_says_so_in_its_place(client, variables, server_of, start_gateway, planter, tmp_path):
    server = server_of(SERVERS[-1])
    proxy = start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")
    experiment = server.create_experiment(planter.seed)
    said = json.loads(
        run_client(
            client,
            "attachments_program.py",
            planter.seed,
            experiment,
            MLFLOW_TRACKING_URI=proxy.mlflow_url,
            **variables,
        ).splitlines()[-1]
    )
    planter.adopt(said["plants"])
    assert len(planter.places()) >= 6
    (trace_id,) = said["ids"]
    with urllib.request.urlopen(f"{server.url}/api/3.0/mlflow/traces/get?trace_id={trace_id}", timeout=30) as answer:
        (span,) = json.loads(answer.read())["trace"]["spans"]
    placeholders = [text for text in texts(span["attributes"]) if DROPPED in text]
    assert len(placeholders) == len(planter.places())
    assert any("attachment image/png, " in text and " bytes: " in text for text in placeholders)
    outputs = proxy.outputs() | dict(server.stored())
    assert [str(leak) for where, data in outputs.items() for leak in planter.leaks(data, where)] == []
    if client == CLIENTS[-1]:
        page = f"{proxy.mlflow_url}/#/experiments/{experiment}/traces?selectedEvaluationId={trace_id}"
        wait_until(lambda: "image/png" in open_page(page, tmp_path).text, f"{page} shows a placeholder", timeout=90)
