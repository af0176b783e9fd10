"""Uploads in parts: of a trace's `traces.json` and attachment, and of a run's file.

    uploads_program.py SEED EXPERIMENT

Prints what is where, and the register of planted values, as JSON.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import tempfile

import mlflow
from mlflow import MlflowClient
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository
from planting import Planter


def main() -> None:
    planter = Planter(sys.argv[1])
    mlflow.set_experiment(experiment_id=sys.argv[2])
    text = base64.b64encode(planter.sentence("attachment").encode()).decode()
    with mlflow.start_span("root") as span:
        span.set_inputs({"question": planter.sentence("input"), "file": f"data:text/plain;base64,{text}"})
    mlflow.flush_trace_async_logging()
    client = MlflowClient()
    info = client.get_trace(span.trace_id, display=False).info
    location = info.tags["mlflow.artifactLocation"]
    # What a client does whose spans MLflow did not take.
    spans = json.dumps({"spans": [span.to_dict()]})
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("traces.json", spans), ("run.txt", "of a run, " * 40)):
            path = os.path.join(folder, name)
            with open(path, "w") as file:
                file.write(content)
            if name == "traces.json":
                get_artifact_repository(location, tracking_uri=mlflow.get_tracking_uri()).log_artifact(path)
            else:
                run = client.create_run(sys.argv[2])
                client.log_artifact(run.info.run_id, path, "traces")
    print(json.dumps({"location": location, "run": run.info.artifact_uri, "plants": planter.dump()}))


if __name__ == "__main__":
    main()
