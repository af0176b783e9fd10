"""Experiments, runs, their artifacts, logged models and workspaces: nothing of it is about traces, and all of it passes.

Names hold words that the routes of traces have, and what is no plain segment of a path.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import mlflow
from mlflow.entities import Dataset, DatasetInput, LoggedModelOutput, Metric, Param, RunTag

from client_api.recorder import Recorder
from planting import Planter


def call(do: Recorder, planter: Planter) -> None:
    client = do.client
    experiment = do("create_experiment", client.create_experiment, "runs of traces", tags={"trace/view": "x"})
    do("get_experiment", client.get_experiment, experiment)
    do("get_experiment_by_name", client.get_experiment_by_name, "runs of traces")
    do("set_experiment_tag", client.set_experiment_tag, experiment, "trace.view", "spans")
    do("delete_experiment_tag", client.delete_experiment_tag, experiment, "trace.view")
    do("rename_experiment", client.rename_experiment, experiment, "feedback")
    do("search_experiments", client.search_experiments, filter_string="name LIKE 'feed%'")
    call_runs(do, experiment)
    call_models(do, experiment)
    gone = do("create_experiment to delete", client.create_experiment, "gone")
    do("delete_experiment", client.delete_experiment, gone)
    do("restore_experiment", client.restore_experiment, gone)
    call_workspaces(do)


def call_runs(do: Recorder, experiment: str) -> None:
    client = do.client
    run = do("create_run", client.create_run, experiment, tags={"team/owner": "x"}, run_name="span run").info.run_id
    child = do("create_run child", client.create_run, experiment, tags={"mlflow.parentRunId": run}).info.run_id
    do("get_run", client.get_run, run)
    do("get_parent_run", client.get_parent_run, child)
    do("log_metric", client.log_metric, run, "trace/latency", 1.5, step=1)
    do("log_metric not a number", client.log_metric, run, "nan", float("nan"))
    do("get_metric_history", client.get_metric_history, run, "trace/latency")
    do("log_param", client.log_param, run, "expectation", "high")
    do("set_tag", client.set_tag, run, "feedback.score", "1")
    do("delete_tag", client.delete_tag, run, "feedback.score")
    do("delete_tag that is none", client.delete_tag, run, "nope/at all")
    batch = {"metrics": [Metric("m", 1, 1795462149996, 0)], "params": [Param("p", "1")], "tags": [RunTag("t", "1")]}
    do("log_batch", client.log_batch, run, **batch)
    data = Dataset("traces", "abc123", "local", "/data/spans", schema="{}", profile="{}")
    do("log_inputs", client.log_inputs, run, datasets=[DatasetInput(data, [])])
    call_artifacts(do, run, experiment)
    do("update_run", client.update_run, run, name="otel")
    do("set_terminated", client.set_terminated, run)
    do("search_runs", client.search_runs, [experiment], filter_string="params.expectation = 'high'")
    do("delete_run", client.delete_run, run)
    do("restore_run", client.restore_run, run)
    do("get_run that is none", client.get_run, "0" * 32)


def call_artifacts(do: Recorder, run: str, experiment: str) -> None:
    import numpy
    from matplotlib.figure import Figure

    client, figure = do.client, Figure()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "traces.json"
        file.write_text('{"spans": []}')
        do("log_artifact", client.log_artifact, run, str(file))
        do("log_artifacts", client.log_artifacts, run, folder, "traces")
        do("log_text", client.log_text, run, "ask ruth@example.com", "feedback/notes of spans.txt")
        do("log_dict", client.log_dict, run, {"a": 1}, "traces/summary.json")
        do("log_stream", client.log_stream, run, io.BytesIO(b"\x00\x01"), "attachments/ä b%2F.bin")
        do("log_image", client.log_image, run, numpy.zeros((4, 4, 3), numpy.uint8), "assessment.png")
        do("log_figure", client.log_figure, run, figure, "trace.svg")
        do("log_table", client.log_table, run, {"question": ["q"], "answer": ["a"]}, "traces.json.table.json")
        do("load_table", client.load_table, experiment, "traces.json.table.json", [run])
        do("list_artifacts", client.list_artifacts, run, "traces")
        do("download_artifacts", client.download_artifacts, run, "traces/summary.json", folder)


def call_models(do: Recorder, experiment: str) -> None:
    client = do.client
    model = do("create_logged_model", client.create_logged_model, experiment, name="trace-agent", tags={"a/b": "x"})
    identifier = model.model_id
    do("log_model_params", client.log_model_params, identifier, {"span": "1"})
    do("set_logged_model_tags", client.set_logged_model_tags, identifier, {"feedback_score": "1"})
    do("delete_logged_model_tag", client.delete_logged_model_tag, identifier, "feedback_score")
    do("delete_logged_model_tag with a slash", client.delete_logged_model_tag, identifier, "a/b")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "spans.txt").write_text("x")
        do("log_model_artifact", client.log_model_artifact, identifier, f"{folder}/spans.txt")
        do("log_model_artifacts", client.log_model_artifacts, identifier, folder)
    do("list_logged_model_artifacts", client.list_logged_model_artifacts, identifier)
    do("finalize_logged_model", client.finalize_logged_model, identifier, "READY")
    do("get_logged_model", client.get_logged_model, identifier)
    do("search_logged_models", client.search_logged_models, [experiment])
    run = do("create_run of a model", client.create_run, experiment).info.run_id
    do("log_outputs", client.log_outputs, run, [LoggedModelOutput(identifier, 0)])
    do("delete_logged_model", client.delete_logged_model, identifier)


def call_workspaces(do: Recorder) -> None:
    client = do.client
    do("list_workspaces", client.list_workspaces)
    do("create_workspace", client.create_workspace, "spanish-desk", description="traces")
    do("get_workspace", client.get_workspace, "spanish-desk")
    do("update_workspace", client.update_workspace, "spanish-desk", description="spans")
    do("delete_workspace", client.delete_workspace, "spanish-desk")
    do("get_workspace_store_uri", client.get_workspace_store_uri)
    do("active experiment", mlflow.set_experiment, "traces of the test")
