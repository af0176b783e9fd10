"""Calls of MLflow's client with names that look like its own routes: words of tracing, and slashes.

Prints, as JSON, how each ended: `ok`, or the kind of its error and its HTTP status.
"""

from __future__ import annotations

import json
import re
import sys

import mlflow
from mlflow import MlflowClient

SCHEMA = "https://static.modelcontextprotocol.io/schemas/2025-10-17/server.schema.json"


def calls(client: MlflowClient, suffix: str):
    """Pairs of a name and a call. A name for each, since a call may need what an earlier one made."""
    experiment = client.create_experiment(f"spans and traces {suffix}")
    run = client.create_run(experiment).info.run_id
    for path in ("traces/summary.json", "traces.json", "feedback/notes.txt", "attachments/a b|c[1].txt", "v1/traces"):
        yield f"run's file {path}", lambda path=path: client.log_text(run, "x", path)
    model = client.create_logged_model(experiment, name=f"span-{suffix}").model_id
    for key in ("feedback_score", "traces"):
        yield f"model tag {key}", lambda key=key: client.set_logged_model_tags(model, {key: "1"})
        yield f"delete model tag {key}", lambda key=key: client.delete_logged_model_tag(model, key)
    for key in ("expectation_source", "team/owner"):
        made = mlflow.genai.create_dataset(name=f"{key} {suffix}", experiment_id=experiment, tags={key: "x"})
        # MLflow's own route takes no slash here, and says so.
        yield (
            f"delete dataset tag {key}",
            lambda made=made, key=key: mlflow.genai.delete_dataset_tag(dataset_id=made.dataset_id, key=key),
        )
    yield "experiment tag", lambda: client.set_experiment_tag(experiment, "trace.view", "x")
    yield "delete experiment tag", lambda: client.delete_experiment_tag(experiment, "trace.view")
    prompt = f"feedback-writer-{suffix}"
    yield "prompt", lambda: mlflow.genai.register_prompt(name=prompt, template="Hi {{a}}")
    yield "prompt tag", lambda: client.set_prompt_tag(prompt, "trace/span", "x")
    yield "delete prompt tag", lambda: client.delete_prompt_tag(prompt, "trace/span")
    yield "registered model", lambda: client.create_registered_model(f"assessment {suffix}")
    yield "model's tag", lambda: client.set_registered_model_tag(f"assessment {suffix}", "a/b", "v")
    yield "delete model's tag", lambda: client.delete_registered_model_tag(f"assessment {suffix}", "a/b")
    for server in (f"io.x/lifespan-{suffix}", f"org.acme/traces-{suffix}"):
        yield from mcp_calls(client, server)
    if hasattr(client, "create_skill"):
        for organization in (None, "span-team"):
            yield from skill_calls(client, f"trace-reader-{suffix}", organization)


def mcp_calls(client: MlflowClient, name: str):
    server = {"name": name, "version": "1.0.0", "description": "d", "$schema": SCHEMA}
    yield f"MCP server {name}", lambda: client.create_mcp_server(name)
    yield f"MCP server's tag {name}", lambda: client.set_mcp_server_tag(name, "trace/key", "v")
    yield f"MCP version {name}", lambda: client.create_mcp_server_version(server_json=server)
    yield f"update MCP server {name}", lambda: client.update_mcp_server(name, description="x")
    yield f"delete MCP server's tag {name}", lambda: client.delete_mcp_server_tag(name, "trace/key")
    yield f"delete MCP server {name}", lambda: client.delete_mcp_server(name)


def skill_calls(client: MlflowClient, name: str, organization: str | None):
    whose = {"name": name} | ({"organization": organization} if organization else {})
    yield f"skill {organization}", lambda: client.create_skill(**whose)
    yield f"skill's tag {organization}", lambda: client.set_skill_tag(**whose, key="span/key", value="v")
    yield f"delete skill's tag {organization}", lambda: client.delete_skill_tag(**whose, key="span/key")
    yield f"update skill {organization}", lambda: client.update_skill(**whose, description="x")
    yield f"delete skill {organization}", lambda: client.delete_skill(**whose)


def main() -> None:
    ends = {}
    for name, call in calls(MlflowClient(), sys.argv[1]):
        try:
            call()
            ends[name] = "ok"
        except Exception as error:
            status = re.search(r"error code (\d+)|: (\d{3}) Client Error", str(error))
            ends[name] = f"{type(error).__name__} {status[0] if status else str(error)[:200]}"
    print(json.dumps(ends))


if __name__ == "__main__":
    main()
