"""Mistakes in what is set about a real MLflow server: each has a line of its own, which says what to do."""

from __future__ import annotations

import pytest
from messages import Sender, request, span
from mlflow_server import MLflowServer


def last_words(gateway) -> str:
    assert gateway.terminate() == 0
    return gateway.line("The pipeline has ended")


def mistaken(start_gateway, **variables: str):
    """A gateway to which a span was sent that it could not deliver."""
    gateway = start_gateway(**variables)
    with Sender(gateway.port) as sender:
        assert sender.post(request(span())).status == 200
    assert gateway.wait_until_delivered(1).dropped["export_failed"] == 1
    return gateway


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        (
            {"TRACEVEIL_MLFLOW_TRACKING_URI": "{url}", "TRACEVEIL_MLFLOW_EXPERIMENT_NAME": "no such"},
            (
                *('experiment_name="no such"', "error_code=RESOURCE_DOES_NOT_EXIST", "http_status=404"),
                *("Could not find experiment with name", "TRACEVEIL_MLFLOW_CREATE_EXPERIMENT=true"),
            ),
        ),
        (
            {"TRACEVEIL_MLFLOW_TRACKING_URI": "{url}", "TRACEVEIL_MLFLOW_EXPERIMENT_ID": "987654"},
            ("experiment=987654 ", 'message="No Experiment with id=987654 exists"', "set TRACEVEIL_MLFLOW_EXPERIMENT_ID"),
        ),
        (
            {"OTEL_EXPORTER_OTLP_ENDPOINT": "{url}/v1/traces", "OTEL_EXPORTER_OTLP_HEADERS": "x-mlflow-experiment-id=0"},
            ("endpoint={url}/v1/traces/v1/traces ", "take /v1/traces off OTEL_EXPORTER_OTLP_ENDPOINT", "404 Not Found"),
        ),
        (
            {"OTEL_EXPORTER_OTLP_ENDPOINT": "{url}"},
            (
                *("http_status=422", "header.x-mlflow-experiment-id: Field required"),
                "set OTEL_EXPORTER_OTLP_HEADERS=x-mlflow-experiment-id=NUMBER",
            ),
        ),
        (
            {"TRACEVEIL_MLFLOW_TRACKING_URI": "{url}", "TRACEVEIL_MLFLOW_WORKSPACE": "w"},
            ("error_code=FEATURE_DISABLED", "leave TRACEVEIL_MLFLOW_WORKSPACE"),
        ),
        (
            {"TRACEVEIL_MLFLOW_TRACKING_URI": "{url}/prefix"},
            ("endpoint={url}/prefix/v1/traces ", "another static prefix: check TRACEVEIL_MLFLOW_TRACKING_URI"),
        ),
    ],
    ids=["experiment name", "experiment id", "doubled path", "no experiment", "workspace", "prefix"],
)
def test_each_mistake_is_named(start_gateway, mlflow_server, variables, expected):
    url = mlflow_server.url
    gateway = mistaken(start_gateway, **{name: value.format(url=url) for name, value in variables.items()})
    said = gateway.line("Data was dropped")
    for part in expected:
        assert part.format(url=url) in said, said
    assert "delivered=0" in last_words(gateway)


def test_a_deleted_experiment_is_named_as_that(start_gateway, mlflow_server):
    mlflow_server.client.delete_experiment(mlflow_server.create_experiment("deleted"))
    gateway = mistaken(
        start_gateway,
        TRACEVEIL_MLFLOW_TRACKING_URI=mlflow_server.url,
        TRACEVEIL_MLFLOW_EXPERIMENT_NAME="deleted",
    )
    assert "restore it" in gateway.line("Data was dropped")


def test_a_server_on_files_is_named_as_that(start_gateway, tmp_path):
    files = tmp_path / "mlruns"
    server = MLflowServer(
        tmp_path / "mlflow", "--backend-store-uri", str(files), MLFLOW_ALLOW_FILE_STORE="true"
    )
    try:
        gateway = mistaken(start_gateway, TRACEVEIL_MLFLOW_TRACKING_URI=server.url)
        said = gateway.line("Data was dropped")
    finally:
        server.stop()
    assert "http_status=501" in said and "not supported by FileStore" in said and "--backend-store-uri" in said


def test_the_last_words_count_from_the_start(start_gateway, mlflow_server, experiment):
    gateway = start_gateway(
        TRACEVEIL_MLFLOW_TRACKING_URI=mlflow_server.url, TRACEVEIL_MLFLOW_EXPERIMENT_ID=experiment
    )
    with Sender(gateway.port) as sender:
        for _ in range(3):
            assert sender.post(request(span())).status == 200
    gateway.wait_until_delivered(3)
    said = last_words(gateway)
    assert " delivered=3 " in said and " undelivered=0" in said and f"endpoint={mlflow_server.url}/v1/traces" in said


def test_the_last_words_of_drop_in_mode_count_requests(start_gateway, mlflow_server, experiment):
    gateway = start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=mlflow_server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")
    with Sender(int(gateway.mlflow_url.rpartition(":")[2])) as sender:
        answer = sender.post(request(span()), **{"x-mlflow-experiment-id": experiment})
        assert answer.status == 200
    assert gateway.terminate() == 0
    log = gateway.program.log()
    assert 'msg="Drop-in mode has ended" redacted=1' in log
    assert "delivered=0" not in log.replace("undelivered=0", "")
