"""The list of drop-in mode's routes, held to the routes of the installed MLflow server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

from gateway import binary


def table() -> list[tuple[list[str], list[str], str]]:
    """The routes the program has decided about: methods, segments, what it does."""
    text = subprocess.run(
        [str(binary()), "gateway", "--print-routes"], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    rows = [line.split(" ", 2) for line in text.splitlines() if " /" in line]
    return [(methods.split(","), path.strip("/").split("/"), action) for methods, path, action in rows]


def is_in(table, method: str, path: str) -> bool:
    segments = path.lower().strip("/").split("/")

    def fits(pattern: list[str]) -> bool:
        if pattern[-1] == "{*}" and len(segments) >= len(pattern) - 1:
            pattern = pattern[:-1]
        elif len(pattern) != len(segments):
            return False
        roots = ("api", "ajax-api")
        return all(
            part == "{}" or (part == "{api}" and segment in roots) or part == segment
            for part, segment in zip(pattern, segments)
        )

    return any(method in methods and fits(pattern) for methods, pattern, _ in table)


def server_routes() -> set[tuple[str, str]]:
    """Every write route of the installed MLflow server."""
    program = """
import json
from mlflow.server import app as flask_app
from mlflow.server import artifact_router, gateway_api, job_api, otel_api
routes = [(m, r.rule) for r in flask_app.url_map.iter_rules() for m in r.methods]
for router in (artifact_router.artifact_router, gateway_api.gateway_router, job_api.job_api_router, otel_api.otel_router):
    routes += [(m, r.path) for r in router.routes for m in r.methods]
print(json.dumps(routes))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PATH": os.environ["PATH"], "MLFLOW_DISABLE_TELEMETRY": "true"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    routes = json.loads(done.stdout.splitlines()[-1])
    return {(method, path) for method, path in routes if method in ("POST", "PUT", "PATCH", "DELETE")}


def test_every_write_route_that_may_carry_traces_is_decided():
    known = table()
    telling = [
        (method, re.sub(r"[<{][^>}]*[>}]", "x", path))
        for method, path in server_routes()
        if re.search("trace|span|assessment|feedback|expectation|attachment|otel|gateway/|artifacts/", path)
    ]
    of_gateway_settings = [path for _, path in telling if "/mlflow/gateway/" in path]
    assert len(telling) > 20
    undecided = [
        (method, path)
        for method, path in telling
        if path not in of_gateway_settings and not is_in(known, method, path) and "presigned" not in path
    ]
    assert undecided == []
