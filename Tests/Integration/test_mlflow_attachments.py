"""Attachments in drop-in mode: what is dropped leaves a placeholder, however the client sends it."""

from __future__ import annotations

import json
import urllib.request

import pytest
from browser import open_page
from mlflow_versions import CLIENTS, SERVERS, run_client
from processes import wait_until

DROPPED = "dropped by TraceVeil]"
PARTS = {
    "MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD": "true",
    "MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE": "1",
    "MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE": "100",
}
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


@pytest.mark.parametrize("variables", [{}, PARTS], ids=["whole", "in parts"])
def test_what_is_said_of_a_file_is_true_whatever_type_it_is_declared_to_have(
    variables, server_of, start_gateway, planter, monkeypatch
):
    server = server_of(SERVERS[-1])
    # For artifacts, which MLflow's client gets from there whatever it was given.
    monkeypatch.setenv("MLFLOW_TRACKING_URI", server.url)
    proxy = start_gateway(
        TRACEVEIL_MLFLOW_UPSTREAM=server.url,
        TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
        TRACEVEIL_MLFLOW_ATTACHMENTS="text/plain",
    )
    program = ("text_attachments_program.py", planter.seed, server.create_experiment(planter.seed))
    said = json.loads(run_client(SERVERS[-1], *program, MLFLOW_TRACKING_URI=proxy.mlflow_url, **variables).splitlines()[-1])
    planter.adopt(said["plants"])
    assert planter.places() == {"json", "csv", "plain", "image", "unknown"}

    def read(path: str) -> str:
        with urllib.request.urlopen(f"{proxy.mlflow_url}{path}", timeout=30) as answer:
            return answer.read().decode()

    def attachment(reference: str) -> str:
        name = reference.removeprefix("mlflow-attachment://").partition("?")[0]
        return read(f"/ajax-api/3.0/mlflow/get-trace-artifact?request_id={said['id']}&path={name}")

    note = json.dumps({"note": planter.sentence("json")})
    texts = {place: (planter.sentence(place) + " ") * 20 for place in ("csv", "plain")} | {"json": note}
    sizes = {
        "image": len(b"\x89PNG\r\n\x1a\n" + (planter.sentence("image") + " ").encode() * 20),
        "unknown": len(b"%PDF-1.7 \x00\xff" + (planter.sentence("unknown") + " ").encode() * 20),
    }
    dropped = {
        place: f"[attachment {type}, {sizes[place]} bytes: {DROPPED}"
        for place, type in (("image", "image/png"), ("unknown", "application/pdf"))
    }
    inputs = server.client.get_trace(said["id"], display=False).data.spans[0].inputs
    assert inputs["image"] == dropped["image"]
    assert attachment(inputs["unknown"]) == dropped["unknown"]
    assert {place: attachment(inputs[place]) for place in texts} == {
        place: planter.redacted(text) for place, text in texts.items()
    }
    beside = f"/api/2.0/mlflow-artifacts/artifacts/{said['location']}"
    assert read(f"{beside}/notes.json") == planter.redacted(note)
    assert read(f"{beside}/picture.txt") == dropped["image"]
    outputs = proxy.outputs() | dict(server.stored())
    assert [str(leak) for where, data in outputs.items() for leak in planter.leaks(data, where)] == []
