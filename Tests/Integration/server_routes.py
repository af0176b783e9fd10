"""Prints the write routes of the installed MLflow server, as a JSON list of methods and paths: those of its
FastAPI application, of the Flask application in that, and of the app basic-auth."""

from __future__ import annotations

import json

from mlflow.server import app as flask_app
from mlflow.server.fastapi_app import create_fastapi_app
from mlflow.server.auth import create_app

WRITES = {"POST", "PUT", "PATCH", "DELETE"}


def native(routes, prefix: str = ""):
    for route in routes:
        if included := getattr(route, "original_router", None):
            yield from native(included.routes, prefix + route.include_context.prefix)
        elif methods := getattr(route, "methods", None):
            yield from ((method, prefix + route.path) for method in methods)


found = set(native(create_fastapi_app(flask_app).routes))
create_app(flask_app)
found |= {(method, rule.rule) for rule in flask_app.url_map.iter_rules() for method in rule.methods}
print(json.dumps(sorted((method, path) for method, path in found if method in WRITES)))
