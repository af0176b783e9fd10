"""What a client does in a workspace: traces of all depths, feedback, files of a run that are named like a trace's.

    workspaces_program.py SEED WORKSPACE

Makes the workspace, and prints what it reads back, and the register of planted values, as JSON.
"""

from __future__ import annotations

import json
import sys

import mlflow
from mlflow import MlflowClient
from planting import Planter

FILE = "traces/tr-1/artifacts/traces.json"


def main() -> None:
    planter = Planter(sys.argv[1])
    mlflow.create_workspace(sys.argv[2])
    mlflow.set_workspace(sys.argv[2])
    mlflow.set_experiment(f"traces of {planter.seed}")
    client = MlflowClient()
    read = []
    for name, levels in (("flat", 0), ("deep", 40)):
        deep = planter.sentence(f"input {name}")
        for _ in range(levels):
            deep = [deep]
        with mlflow.start_span(planter.sentence(f"span {name}")) as span:
            # The client cannot send the integer by OTLP.
            span.set_inputs({"question": deep, "number": 2**70 if levels else 1})
            mlflow.update_current_trace(tags={"note": planter.sentence(f"tag {name}")})
        mlflow.flush_trace_async_logging()
        mlflow.log_feedback(trace_id=span.trace_id, name="good", value=True, rationale=planter.sentence(f"why {name}"))
        trace = client.get_trace(span.trace_id, display=False)
        question = trace.data.spans[0].inputs["question"]
        while isinstance(question, list):
            (question,) = question
        said = [trace.data.spans[0].name, question, trace.info.tags["note"], trace.info.assessments[0].rationale]
        read.append({"where": trace.info.tags["mlflow.artifactLocation"], "said": said, "trace": span.trace_id})
    with mlflow.start_run() as run:
        mlflow.log_text("of a run", FILE)
    found = mlflow.search_traces(return_type="list")
    client.delete_traces(found[0].info.experiment_id, trace_ids=[read[0]["trace"]])
    print(
        json.dumps(
            {
                "read": read,
                "file": mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/{FILE}"),
                "found": [len(found), len(mlflow.search_traces(return_type="list"))],
                "plants": planter.dump(),
            }
        )
    )


if __name__ == "__main__":
    main()
