"""Uploads in parts, with which a client goes past MLflow to its storage: those of traces are done by the proxy."""

from __future__ import annotations

import json

import pytest
from mlflow_server import MLflowServer
from mlflow_versions import SERVERS, run_client
from storage import Storage

# So small that everything goes in several parts.
PARTS = {
    "MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD": "true",
    "MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE": "1",
    "MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE": "100",
}


@pytest.fixture
def storage():
    storage = Storage()
    yield storage
    storage.close()


@pytest.fixture
def start_server(tmp_path, storage):
    servers: list[MLflowServer] = []

    def start(**variables: str) -> MLflowServer:
        servers.append(
            MLflowServer(
                tmp_path / "server",
                version=SERVERS[-1],
                artifacts=storage.url,
                **storage.variables,
                **variables,
            )
        )
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def run(server, proxy, planter, **variables: str) -> dict:
    experiment = server.create_experiment(planter.seed)
    printed = run_client(
        server.version,
        "uploads_program.py",
        planter.seed,
        experiment,
        MLFLOW_TRACKING_URI=proxy.mlflow_url,
        **variables,
    )
    said = json.loads(printed.splitlines()[-1])
    planter.adopt(said["plants"])
    return {name: said[name].removeprefix("mlflow-artifacts:/") for name in ("location", "run")}


def leaks(planter, *outputs: dict[str, bytes]) -> list[str]:
    return [str(leak) for shown in outputs for where, data in shown.items() for leak in planter.leaks(data, where)]


def test_a_server_that_only_gives_out_addresses_gets_all_of_it_redacted(
    start_server, storage, start_gateway, planter
):
    server = start_server(MLFLOW_ARTIFACTS_PRESIGNED_ONLY="true")
    proxy = start_gateway(
        TRACEVEIL_MLFLOW_UPSTREAM=server.url,
        TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
        TRACEVEIL_MLFLOW_ATTACHMENTS="text/plain",
    )
    where = run(server, proxy, planter, MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE="100")
    spans = json.loads(storage.files[f"{where['location']}/traces.json"])["spans"]
    assert [span["name"] for span in spans] == ["root"]
    assert planter.redacted(planter.sentence("input")) in json.loads(spans[0]["attributes"]["mlflow.spanInputs"])["question"]
    (attachment,) = (content for path, content in storage.files.items() if "/attachments/" in path)
    assert attachment.decode() == planter.redacted(planter.sentence("attachment"))
    assert storage.files[f"{where['run']}/traces/run.txt"] == b"of a run, " * 40
    assert (f"{where['run']}/traces/run.txt", 4) in storage.parts, "a run's parts go where they went"
    assert leaks(planter, storage.files, dict(server.stored()), proxy.outputs()) == []


def test_a_server_that_takes_artifacts_itself_gets_whole_ones(server_of, start_gateway, planter):
    server = server_of(SERVERS[-1])
    proxy = start_gateway(
        TRACEVEIL_MLFLOW_UPSTREAM=server.url,
        TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
        TRACEVEIL_MLFLOW_ATTACHMENTS="keep",
    )
    where = run(server, proxy, planter, **PARTS)
    folder = server.folder / "artifacts"
    spans = json.loads((folder / where["location"] / "traces.json").read_bytes())["spans"]
    assert [span["name"] for span in spans] == ["root"]
    (attachment,) = (folder / where["location"] / "attachments").iterdir()
    assert attachment.read_text() == planter.redacted(planter.sentence("attachment"))
    assert (folder / where["run"] / "traces/run.txt").read_text() == "of a run, " * 40
    assert leaks(planter, dict(server.stored()), proxy.outputs()) == []
    assert json.loads(proxy.admin("/status")[1])["mlflow"]["requests"]["attachment"]["held"] > 1


def test_attachments_that_are_dropped_go_nowhere(start_server, storage, start_gateway, planter):
    server = start_server(MLFLOW_ARTIFACTS_PRESIGNED_ONLY="true")
    proxy = start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")
    run(server, proxy, planter, MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE="100")
    assert not [path for path in storage.files if "/attachments/" in path]
    assert leaks(planter, storage.files, dict(server.stored()), proxy.outputs()) == []
