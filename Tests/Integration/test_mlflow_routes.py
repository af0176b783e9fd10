"""The list of drop-in mode's routes, held to the routes of each MLflow server."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from gateway import binary
from mlflow_versions import SERVERS, run_client


@pytest.fixture(scope="module")
def listed() -> dict[tuple[str, str], str]:
    """What the program does with a method and a pattern."""
    text = subprocess.run(
        [str(binary()), "gateway", "--print-routes"], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    rows = [re.fullmatch(r"([A-Z]+) (/\S+) (\w+) (.+)", line) for line in text.splitlines()]
    return {(row[1], row[2]): row[4] for row in rows if row}


def pattern(path: str) -> str:
    """A path as Flask or FastAPI has it, in the form of the list."""
    path = re.sub(r"<path:[^>]*>|\{[^}]*:path\}", "{*}", path)
    path = re.sub(r"<[^>]*>|\{[^}*]+\}(:\w+)?", "{}", path)
    path = path.replace("@{}", "{}").rstrip("/")
    return re.sub(r"^/(ajax-)?api/", "/{api}/", path)


@pytest.fixture(scope="module", params=SERVERS)
def written(request, tmp_path_factory) -> set[tuple[str, str]]:
    printed = run_client(
        request.param,
        "server_routes.py",
        MLFLOW_FLASK_SERVER_SECRET_KEY="a key of this test",
        MLFLOW_AUTH_ADMIN_PASSWORD="correct-horse-battery-1",
        MLFLOW_AUTH_CONFIG_PATH=str(auth_config(tmp_path_factory.mktemp("auth"))),
    )
    return {(method, path) for method, path in json.loads(printed.splitlines()[-1])}


def auth_config(folder):
    path = folder / "auth.ini"
    path.write_text(
        f"[mlflow]\ndefault_permission = READ\ndatabase_uri = sqlite:///{folder / 'auth.db'}\n"
        "admin_username = admin\nauthorization_function = mlflow.server.auth:authenticate_request_basic_auth\n"
    )
    return path


def is_listed(listed, method: str, path: str) -> bool:
    own = pattern(path)
    # A key that is deleted may have slashes in it here, though MLflow's route takes none.
    return (method, own) in listed or (method, re.sub(r"/tags/\{\}$", "/tags/{*}", own)) in listed


def test_every_write_route_of_the_server_is_on_the_list(written, listed):
    assert len(written) > 250
    missing = {(method, path) for method, path in written if not is_listed(listed, method, path)}
    assert missing == set()


def test_what_is_about_traces_does_not_just_pass(written, listed):
    telling = re.compile("/traces|assessment|label-schema|review-queue|/issues|/datasets/|^/v1/|^/gateway/")
    passing = {
        (method, pattern(path))
        for method, path in written
        if telling.search(path) and listed.get((method, pattern(path)), "").startswith("pass")
    }
    assert {listed[route].split(": ")[1] for route in passing} == {
        "a question",
        "takes away, stores nothing",
        "ids alone",
        "starts a search for issues",
    }


def test_each_route_that_passes_says_why(listed):
    reasons = [action for action in listed.values() if action.startswith("pass")]
    assert len(reasons) > 100
    assert all(re.fullmatch(r"pass: .{5,}", reason) for reason in reasons)
