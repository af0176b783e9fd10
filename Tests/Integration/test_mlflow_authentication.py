"""A server that wants to know who comes, under a static prefix: as a destination, and behind drop-in mode."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request

import pytest
from messages import Sender, request, span
from mlflow_server import MLflowServer
from tls import certificate_files, server_context

ADMIN, PASSWORD = "admin", "correct-horse-battery-1"
CREDENTIALS = base64.b64encode(f"{ADMIN}:{PASSWORD}".encode()).decode()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = MLflowServer(
        tmp_path_factory.mktemp("mlflow-auth"),
        *("--app-name", "basic-auth"),
        prefix="/mlf",
        MLFLOW_FLASK_SERVER_SECRET_KEY="a key of this test",
        MLFLOW_AUTH_ADMIN_PASSWORD=PASSWORD,
    )
    yield server
    server.stop()


def ask(url: str, authorization: str = "", body: dict | None = None) -> tuple[int, bytes]:
    asked = urllib.request.Request(url, json.dumps(body).encode() if body else None)
    if body:
        asked.add_header("Content-Type", "application/json")
    if authorization:
        asked.add_header("Authorization", authorization)
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read()


def stored_name(server: MLflowServer, message) -> str:
    path = f"api/3.0/mlflow/traces/get?trace_id=tr-{message.trace_id.hex()}"
    status, body = ask(f"{server.url}/{path}", f"Basic {CREDENTIALS}")
    assert status == 200, body
    return json.loads(body)["trace"]["spans"][0]["name"]


def post(gateway, message) -> None:
    with Sender(gateway.port) as sender:
        assert sender.post(request(message)).status == 200


def test_traces_get_in_with_a_password(server, start_gateway):
    gateway = start_gateway(
        TRACEVEIL_MLFLOW_TRACKING_URI=server.url,
        TRACEVEIL_MLFLOW_EXPERIMENT_NAME="made with a password",
        TRACEVEIL_MLFLOW_CREATE_EXPERIMENT="true",
        MLFLOW_TRACKING_USERNAME=ADMIN,
        MLFLOW_TRACKING_PASSWORD=PASSWORD,
    )
    message = span("for bob@example.com")
    post(gateway, message)
    assert gateway.wait_until_delivered(1).exported == 1
    assert stored_name(server, message) == "for <EMAIL_ADDRESS>"
    shown = b"".join(gateway.outputs().values())
    assert PASSWORD.encode() not in shown and CREDENTIALS.encode() not in shown


def test_without_one_they_are_counted_as_lost(server, start_gateway):
    gateway = start_gateway(TRACEVEIL_MLFLOW_TRACKING_URI=server.url, MLFLOW_TRACKING_TOKEN="no such token")
    post(gateway, span())
    counts = gateway.wait_until_delivered(1)
    assert counts.dropped["export_failed"] == 1
    assert counts.is_conserved()
    said = gateway.line("Data was dropped")
    assert "http_status=401" in said and "You are not authenticated" in said
    assert "the server does not accept the credentials" in said and "no such token" not in said


def test_drop_in_mode_leaves_that_question_to_the_server(server, start_gateway):
    gateway = start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")
    path = "api/2.0/mlflow/experiments/search"
    search = {"max_results": 5}
    refused, reason = ask(f"{gateway.mlflow_url}/{path}", body=search)
    assert refused == 401
    assert (refused, reason) == ask(f"{server.url}/{path}", body=search)
    assert ask(f"{gateway.mlflow_url}/{path}", f"Basic {CREDENTIALS}", search)[0] == 200
    assert ask(f"{gateway.mlflow_url}/version")[1] == ask(f"{server.url}/version")[1]


SEARCH = ("api/2.0/mlflow/experiments/search", {"max_results": 5})


def test_drop_in_mode_has_credentials_for_who_comes_without(server, start_gateway, tmp_path):
    password = tmp_path / "password"
    password.write_text(PASSWORD + "\n")
    gateway = start_gateway(
        TRACEVEIL_MLFLOW_UPSTREAM=server.url,
        TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
        TRACEVEIL_MLFLOW_UPSTREAM_USERNAME=ADMIN,
        TRACEVEIL_MLFLOW_UPSTREAM_PASSWORD_FILE=str(password),
    )
    path, search = SEARCH
    assert ask(f"{gateway.mlflow_url}/{path}", body=search)[0] == 200
    theirs = base64.b64encode(b"nobody:no such password").decode()
    assert ask(f"{gateway.mlflow_url}/{path}", f"Basic {theirs}", search)[0] == 401
    shown = b"".join(gateway.outputs().values())
    assert PASSWORD.encode() not in shown and CREDENTIALS.encode() not in shown


def test_drop_in_mode_speaks_tls_with_an_authority_and_a_certificate_of_its_own(
    server, start_gateway, start_proxy, tmp_path
):
    files = certificate_files(tmp_path)
    prefix = "/mlf"
    front = start_proxy(server.url.removesuffix(prefix), tls=server_context(files, asks_for_client=True))
    variables = {
        "TRACEVEIL_MLFLOW_UPSTREAM": front.url + prefix,
        "TRACEVEIL_MLFLOW_LISTEN": "127.0.0.1:0",
        "TRACEVEIL_MLFLOW_UPSTREAM_CERTIFICATE": files["authority"],
        "TRACEVEIL_MLFLOW_UPSTREAM_CLIENT_CERTIFICATE": files["clientCertificate"],
        "TRACEVEIL_MLFLOW_UPSTREAM_CLIENT_KEY": files["clientKey"],
        "TRACEVEIL_MLFLOW_UPSTREAM_HEADERS": f"Authorization=Basic%20{CREDENTIALS},X-Org=7",
    }
    gateway = start_gateway(**variables)
    path, search = SEARCH
    status, body = ask(f"{gateway.mlflow_url}/{path}", body=search)
    assert status == 200, body
    assert front.requests[-1].headers["x-org"] == "7"
